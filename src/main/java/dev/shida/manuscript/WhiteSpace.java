package dev.shida.manuscript;

/** What a manuscript counts as white space. */
final class WhiteSpace {

    /** How a Chinese newspaper indents; at the beginning of a line it is printed. */
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    private WhiteSpace() {}

    /**
     * A line of text without the white space at its ends, which is not content; but an indent of ideographic spaces
     * (U+3000) is.
     */
    static String trim(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) != IDEOGRAPHIC_SPACE && isSpace(line.charAt(start))) {
            start++;
        }
        return line.substring(start, endOfText(line, start));
    }

    /** Without the white space at both ends. */
    static String strip(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start, endOfText(text, start));
    }

    static int endOfText(String text, int start) {
        int end = text.length();
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Whether nothing of it would be seen: white space and invisible characters only, or no character at all. */
    static boolean isWhite(String text) {
        return text.codePoints().allMatch(WhiteSpace::isWhite);
    }

    /** Whether nothing of a character by itself would be seen. */
    static boolean isWhite(int codePoint) {
        return isSpace(codePoint) || isInvisible(codePoint);
    }

    /** White space of any width, none included. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x200B
                || codePoint == 0x2060
                || codePoint == 0xFEFF;
    }

    /** What shows nothing on a line of its own. Beside other characters it may change them, as a joiner does. */
    private static boolean isInvisible(int codePoint) {
        return switch (codePoint) {
            // The combining grapheme joiner, fillers of Hangul, and the blank of Braille.
            case 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> true;
            default -> Character.getType(codePoint) == Character.FORMAT || isVariationSelector(codePoint);
        };
    }

    private static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
