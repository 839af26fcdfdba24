package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of an article as it was copied. What its text is by itself is found out once, as each way to find stories asks. */
final class ImportLine {

    /** Those that neither end a line nor are a tab. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F]");

    private static final Pattern QUOTED = Pattern.compile("[\\h\\p{Z}]*+[“「『«\"][^”」』»\"]++[”」』»\"]");

    /** What follows the 30 marks that a manuscript allows. */
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("(?<=\\p{M}{30})\\p{M}++");

    /** From here on, characters are mostly East Asian. */
    private static final int WIDE = 0x1100;

    private final int number;
    private final String text;
    private final Look look;
    private final boolean opens;
    private final Optional<ImportOmission> omission;
    private final int width;
    private boolean isNumeralKnown;
    private Optional<ImportNumeral> numeral = Optional.empty();
    private boolean isLabelKnown;
    private Optional<ImportLabels.LabelCandidate> label = Optional.empty();

    /**
     * What the input says of how a line looks.
     *
     * @param level the level of a heading from 1 to 6; 0 for a line that is none
     * @param bold how many characters at its beginning are bold
     * @param style lines of the same kind have the same
     * @param ruled whether a line is drawn above it
     * @param remark in what ways most of it looks like a remark beside other text
     */
    record Look(int level, int bold, String style, boolean ruled, Set<Remark> remark) {
        static final Look PLAIN = new Look(0, 0, "", false, Set.of());
    }

    /** How remarks are told from other text. */
    enum Remark {
        ITALIC,
        INDENTED,
        QUOTED,
        /** In one of the typefaces of handwriting, Kai and Fangsong. */
        KAI
    }

    /**
     * @param number the line of the input that it begins on, from 1
     * @param text as printed, never blank
     * @param opens whether it begins a paragraph; otherwise it continues that of the line above
     * @param omission why it is left out; empty for a line that is kept
     */
    ImportLine(int number, String text, Look look, boolean opens, Optional<ImportOmission> omission) {
        this.number = number;
        this.text = text;
        this.look = look;
        this.opens = opens;
        this.omission = omission;
        this.width = width(text);
    }

    static ImportLine of(int number, String text, boolean opens) {
        return new ImportLine(number, text, Look.PLAIN, opens, Optional.empty());
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
                        .without(ImportOmission.MARKS));
            }
            cleaned.add(line.piece(text.substring(start), start == 0));
        }
        return cleaned.stream().filter(line -> !WhiteSpace.isWhite(line.text)).toList();
    }

    private ImportLine piece(String piece, boolean isFirst) {
        if (piece.length() == text.length()) {
            return this;
        }
        Look looks = new Look(
                look.level, Math.min(look.bold, piece.length()), look.style, look.ruled && isFirst, look.remark);
        return new ImportLine(number, piece, looks, opens && isFirst, omission);
    }

    ImportLine without(ImportOmission reason) {
        return new ImportLine(number, text, look, opens, Optional.of(reason));
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }

    boolean opens() {
        return opens;
    }

    Optional<ImportOmission> omission() {
        return omission;
    }

    boolean isKept() {
        return omission.isEmpty();
    }

    int level() {
        return look.level;
    }

    int bold() {
        return look.bold;
    }

    String style() {
        return look.style;
    }

    boolean ruled() {
        return look.ruled;
    }

    /** In what ways it looks like a remark: by its style, or as it is all between quotation marks. */
    Set<Remark> remark() {
        if (!QUOTED.matcher(text).matches()) {
            return look.remark;
        }
        Set<Remark> remark = EnumSet.of(Remark.QUOTED);
        remark.addAll(look.remark);
        return remark;
    }

    boolean isBold() {
        return look.bold > 0 && text.substring(look.bold).codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** How wide the text is printed: East Asian characters are as wide as two others. */
    int width() {
        return width;
    }

    static int width(String text) {
        return text.codePoints().map(c -> c >= WIDE ? 2 : 1).sum();
    }

    /** The number that it begins with. */
    Optional<ImportNumeral> numeral() {
        if (!isNumeralKnown) {
            numeral = ImportNumeral.of(text);
            isNumeralKnown = true;
        }
        return numeral;
    }

    /** What may be a label at its beginning. */
    Optional<ImportLabels.LabelCandidate> label() {
        if (!isLabelKnown) {
            label = ImportLabels.found(this);
            isLabelKnown = true;
        }
        return label;
    }

    /** Whether a character leaves ink: neither white space, nor invisible, nor a control character. */
    static boolean isPrinted(int codePoint) {
        return Character.getType(codePoint) != Character.CONTROL && !WhiteSpace.isWhite(codePoint);
    }

    /** The printed characters of a text. */
    static String printed(String text) {
        StringBuilder printed = new StringBuilder(text.length());
        text.codePoints().filter(ImportLine::isPrinted).forEach(printed::appendCodePoint);
        return printed.toString();
    }
}
