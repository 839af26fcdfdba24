package dev.shida.manuscript;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manuscript's lines, and which of them are front matter. What no text may hold is reported and stands as
 * U+FFFD, so that the rest can still be checked.
 *
 * @param lines at least one, without their ends (LF, CRLF or CR)
 * @param opening index of the line {@code ---} that opens the front matter
 * @param closing index of the line {@code ---} that closes it; equals {@code opening} where there is no front matter
 * @param article index of the article's first line; {@code lines.size()} where there is none
 */
record Source(List<String> lines, int opening, int closing, int article) {

    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Keeps commonmark quick: it takes time in the square of a paragraph's lines. */
    static final int MAX_LINES = 20_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]");

    /**
     * Longer runs are no writing and take the normaliser time in their square; 30 is the bound of Unicode's Stream-Safe
     * Text Format (UAX #15, section 13).
     */
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("\\p{M}{31,}+");

    /** The categories of characters of which some are in what no text may hold. */
    private static final int SUSPECT = 1 << Character.CONTROL
            | 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.SURROGATE;

    private static final Pattern FENCE = Pattern.compile("---[ \\t]*");

    /** @throws FaultyManuscript where there is so much that nothing of it is read */
    static Source read(byte[] bytes, Faults faults) throws FaultyManuscript {
        if (bytes.length > MAX_BYTES) {
            throw new FaultyManuscript(List.of(new Fault(
                    1, "the file has %d bytes; expected at most %d (4 MiB)".formatted(bytes.length, MAX_BYTES))));
        }
        List<String> lines = lines(bytes, faults);
        int opening = firstWithText(lines);
        if (!FENCE.matcher(lines.get(opening)).matches()) {
            faults.at(1, "no front matter; expected `---` on the first line");
            return new Source(lines, 0, 0, 0);
        }
        if (opening > 0) {
            faults.at(opening + 1, "the front matter does not open the file; expected this `---` on line 1");
        }
        for (int i = opening + 1; i < lines.size(); i++) {
            if (FENCE.matcher(lines.get(i)).matches()) {
                return new Source(lines, opening, i, i + 1);
            }
        }
        faults.at(opening + 1, "the front matter has no end; expected a line `---` between it and the article");
        int title = titleAfter(lines, opening);
        return new Source(lines, opening, title, title);
    }

    boolean hasFrontMatter() {
        return closing > opening;
    }

    private static List<String> lines(byte[] bytes, Faults faults) throws FaultyManuscript {
        List<String> lines = new ArrayList<>();
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        int start = 0;
        do {
            if (lines.size() == MAX_LINES) {
                throw new FaultyManuscript(List.of(new Fault(
                        MAX_LINES + 1, "the file goes on here; expected at most %d lines".formatted(MAX_LINES))));
            }
            int end = start;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            lines.add(line(ByteBuffer.wrap(bytes, start, end - start), utf8, lines.size() + 1, faults));
            boolean carriageReturnLineFeed = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
            start = end + (carriageReturnLineFeed ? 2 : 1);
        } while (start < bytes.length);
        if (lines.get(0).startsWith(BYTE_ORDER_MARK)) {
            lines.set(0, lines.get(0).substring(1));
        }
        return lines;
    }

    private static String line(ByteBuffer bytes, CharsetDecoder utf8, int number, Faults faults) {
        String line;
        try {
            line = utf8.decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            faults.at(number, "bytes that are no UTF-8; expected the file to be saved in the encoding UTF-8");
            line = StandardCharsets.UTF_8.decode(bytes).toString();
        }
        if (!isSuspect(line)) {
            return line;
        }
        Matcher control = CONTROL.matcher(line);
        if (control.find()) {
            faults.at(number, "control character U+%04X; expected it to be deleted".formatted((int)
                            line.charAt(control.start())));
            line = control.replaceAll("\uFFFD");
        }
        Matcher marks = TOO_MANY_MARKS.matcher(line);
        if (marks.find()) {
            faults.at(number, "more than 30 combining marks in a row; expected a letter to carry a few at most");
            line = marks.replaceAll("\uFFFD");
        }
        return line;
    }

    private static boolean isSuspect(String line) {
        for (int i = 0; i < line.length(); i++) {
            if ((1 << Character.getType(line.charAt(i)) & SUSPECT) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int firstWithText(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!Prose.trim(lines.get(i)).isEmpty()) {
                return i;
            }
        }
        return 0;
    }

    /** A guess where the article begins that nothing parts from the front matter. */
    private static int titleAfter(List<String> lines, int opening) {
        for (int i = opening + 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# ")) {
                return i;
            }
        }
        return lines.size();
    }
}
