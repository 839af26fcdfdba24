package dev.shida.manuscript;

import java.util.regex.Pattern;

/** How faults speak of what an editor wrote. */
final class Wording {

    /** Control characters and halves of surrogate pairs, as YAML's escapes can write both. */
    static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

    private static final int LONGEST_QUOTE = 60;

    private Wording() {}

    /** The text between backticks, cut where it is long, on one line and fit to be encoded. */
    static String quoted(String text) {
        String oneLine = UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
        if (Prose.length(oneLine) <= LONGEST_QUOTE) {
            return "`" + oneLine + "`";
        }
        return "`" + oneLine.substring(0, oneLine.offsetByCodePoints(0, LONGEST_QUOTE)) + "…`";
    }

    /** {@code no story}, {@code 1 story}, {@code 2 stories}. */
    static String count(int number, String one, String many) {
        return number == 0 ? "no " + one : number + " " + (number == 1 ? one : many);
    }
}
