package dev.shida.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Boundaries between extended grapheme clusters (UAX #29): what people see as one character, for example a letter with
 * its accents, or an emoji with its skin tone. By {@code \\X} of regular expressions, as {@code BreakIterator} knows emoji
 * since JDK 20 only.
 */
public final class Graphemes {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** How far before a place a cluster is looked for, in UTF-16 units; a longer one has boundaries inside it. */
    private static final int LONGEST = 256;

    private Graphemes() {}

    /** The last boundary at or before a place, in UTF-16 units. */
    public static int floor(String text, int place) {
        return isBoundary(text, place) ? place : cluster(text, place).start();
    }

    /** The first boundary at or after a place, in UTF-16 units. */
    public static int ceiling(String text, int place) {
        return isBoundary(text, place) ? place : cluster(text, place).end();
    }

    private static boolean isBoundary(String text, int place) {
        return place <= 0
                || place >= text.length()
                || (isPlain(text.charAt(place - 1)) && isPlain(text.charAt(place)))
                || cluster(text, place).start() == place;
    }

    /** The cluster that a place is in or at the beginning of. */
    private static Matcher cluster(String text, int place) {
        int from = Math.max(0, place - 1);
        int limit = Math.max(0, place - LONGEST);
        while (from > limit && !(isPlain(text.charAt(from - 1)) && isPlain(text.charAt(from)))) {
            from--;
        }
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from--;
        }
        Matcher matcher = CLUSTER.matcher(text).region(from, text.length());
        while (matcher.find()) {
            if (matcher.end() > place) {
                break;
            }
        }
        return matcher;
    }

    /** Whether a character neither joins the one before it nor the one behind it, as nearly all of most texts. */
    private static boolean isPlain(char c) {
        return (c >= ' ' && c < 0x7F)
                || c == '\n'
                || (c >= 0xC0 && c < 0x300)
                || (c >= 0x370 && c < 0x483)
                || (c >= 0x3001 && c < 0x302A)
                || (c >= 0x3041 && c < 0x3099)
                || (c >= 0x30A0 && c < 0x3100)
                || (c >= 0x3400 && c < 0xA000)
                || (c >= 0xAC00 && c < 0xD7A4);
    }
}
