package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;

/** Reads plain text: each line of it is a line of the article. */
final class ImportTextReader {

    /** Lines that end further left were not broken for want of room. */
    private static final int FULL = 30;

    private ImportTextReader() {}

    static List<ImportLine> read(String text) {
        List<Raw> raw = raw(text);
        boolean hasEmptyLine = hasEmptyLine(raw);
        List<ImportLine> lines = new ArrayList<>();
        String above = "";
        for (Raw line : raw) {
            String trimmed = WhiteSpace.trim(line.text);
            if (WhiteSpace.isWhite(trimmed)) {
                above = "";
            } else {
                boolean continues =
                        !above.isEmpty() && (hasEmptyLine ? isBroken(above, line.text) : isIndented(above, line.text));
                lines.add(ImportLine.of(line.number, trimmed, !continues));
                above = line.text;
            }
        }
        return lines;
    }

    private record Raw(int number, String text) {}

    /** A line ends where one of a manuscript does. */
    private static List<Raw> raw(String text) {
        List<Raw> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c == '\n'
                    || c == '\r'
                    || c == '\u000B'
                    || c == '\f'
                    || c == '\u0085'
                    || c == '\u2028'
                    || c == '\u2029') {
                boolean pair = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
                if (!pair) {
                    lines.add(new Raw(number, text.substring(start, i)));
                    number += c == '\n' || c == '\r' ? 1 : 0;
                }
                start = i + 1;
            }
        }
        return lines;
    }

    private static boolean hasEmptyLine(List<Raw> lines) {
        int empty = 0;
        boolean after = false;
        boolean between = false;
        for (Raw line : lines) {
            boolean white = WhiteSpace.isWhite(line.text);
            empty += white && after ? 1 : 0;
            between |= !white && empty > 0;
            after |= !white;
        }
        return between;
    }

    /** Whether a line goes on in the next, as it was broken where the column ended. */
    private static boolean isBroken(String above, String line) {
        return !ImportWords.endsSentence(above)
                && ImportLine.width(above) >= Math.max(FULL, ImportLine.width(line) * 3 / 4)
                && !line.startsWith("\u3000")
                && ImportNumeral.of(line).isEmpty();
    }

    /** An indent of spaces on both lines holds them together. */
    private static boolean isIndented(String above, String line) {
        return line.startsWith("  ") && above.startsWith("  ") && isBroken(above, line);
    }
}
