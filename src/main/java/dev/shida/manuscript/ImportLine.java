package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of an article as it was copied.
 *
 * @param number the line of the input that it begins on, from 1
 * @param text as printed, never blank
 * @param level the level of a heading from 1 to 6; 0 for a line that is none
 * @param bold how many characters at its beginning are bold
 * @param look what the input says of its style; lines of the same kind look the same
 * @param opens whether it begins a paragraph; otherwise it continues that of the line above
 * @param ruled whether a line is drawn above it
 * @param omission why it is left out; empty for a line that is kept
 */
record ImportLine(
        int number, String text, int level, int bold, String look, boolean opens, boolean ruled, String omission) {

    /** Those that neither end a line nor are a tab. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F]");

    /** What follows the 30 marks that a manuscript allows. */
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("(?<=\\p{M}{30})\\p{M}++");

    /** From here on, characters are mostly East Asian. */
    private static final int WIDE = 0x1100;

    static ImportLine of(int number, String text, boolean opens) {
        return new ImportLine(number, text, 0, 0, "", opens, false, "");
    }

    /**
     * The lines without the control characters that no manuscript may hold, and which print nothing. Of longer runs of
     * combining marks than writing has, what is too much is left out.
     */
    static List<ImportLine> cleaned(List<ImportLine> lines) {
        List<ImportLine> cleaned = new ArrayList<>();
        for (ImportLine line : lines) {
            String text = CONTROL.matcher(line.text).replaceAll("");
            int start = 0;
            for (Matcher marks = TOO_MANY_MARKS.matcher(text); marks.find(); start = marks.end()) {
                cleaned.add(line.piece(text.substring(start, marks.start()), start == 0));
                cleaned.add(line.piece(text.substring(marks.start(), marks.end()), false)
                        .without("too many marks on a letter"));
            }
            cleaned.add(line.piece(text.substring(start), start == 0));
        }
        return cleaned.stream().filter(line -> !WhiteSpace.isWhite(line.text)).toList();
    }

    private ImportLine piece(String piece, boolean isFirst) {
        return new ImportLine(
                number,
                piece,
                level,
                Math.min(bold, piece.length()),
                look,
                opens && isFirst,
                ruled && isFirst,
                omission);
    }

    boolean isKept() {
        return omission.isEmpty();
    }

    ImportLine without(String reason) {
        return new ImportLine(number, text, level, bold, look, opens, ruled, reason);
    }

    boolean isBold() {
        return bold > 0 && text.substring(bold).codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** How wide the text is printed: East Asian characters are as wide as two others. */
    int width() {
        return width(text);
    }

    static int width(String text) {
        return text.codePoints().map(c -> c >= WIDE ? 2 : 1).sum();
    }

    /** Whether a character leaves ink: neither white space, nor invisible, nor a control character. */
    static boolean isPrinted(int codePoint) {
        return Character.getType(codePoint) != Character.CONTROL && !WhiteSpace.isWhite(Character.toString(codePoint));
    }

    /** The printed characters of a text. */
    static String printed(String text) {
        return text.codePoints()
                .filter(ImportLine::isPrinted)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
