package dev.shida.edition;

import java.text.BreakIterator;
import java.util.Locale;

/** How an excerpt is cut from a replay. */
final class Excerpt {
    /** The longest excerpt, in code points. */
    static final int MAX_LENGTH = 100;

    /** Punctuation of Unicode category Po that closes what stands before it, so that no line may start with it. */
    private static final String CLOSING = "，。、；：？！．,.;:?!";

    private Excerpt() {}

    /**
     * The beginning of a text: at most {@value #MAX_LENGTH} code points of it, as it stands, never cut inside what a
     * reader sees as one character, not starting with closing nor ending with opening punctuation or white space.
     */
    static String of(String text) {
        int from = 0;
        while (from < text.length() && (closes(text.codePointAt(from)) || isSpace(text.codePointAt(from)))) {
            from += Character.charCount(text.codePointAt(from));
        }
        int to = from + boundary(text.substring(from));
        while (to > from && (opens(text.codePointBefore(to)) || isSpace(text.codePointBefore(to)))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** The last boundary between characters, as a reader sees them, within the first code points. */
    private static int boundary(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
            return text.length();
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        int limit = text.offsetByCodePoints(0, MAX_LENGTH);
        // What is before a place, and the code point at it, say whether it is a boundary.
        characters.setText(text.substring(0, text.offsetByCodePoints(limit, 1)));
        int boundary = characters.isBoundary(limit) ? limit : characters.preceding(limit);
        // One "character" longer than an excerpt, such as a letter under a pile of accents: cut inside it.
        return boundary == 0 ? limit : boundary;
    }

    private static boolean closes(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || CLOSING.indexOf(codePoint) >= 0;
    }

    private static boolean opens(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
