package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;

/** Reads plain text: each line of it is a line of the article. */
final class ImportTextReader {

    /** Lines that end further left were not broken for want of room. */
    private static final int FULL = 30;

    private ImportTextReader() {}

    static List<ImportLine> read(String text, ImportDeadline deadline) throws UnimportableArticle {
        List<Raw> raw = raw(text, deadline);
        boolean hasEmptyLine = raw.stream().skip(1).anyMatch(Raw::afterEmpty);
        List<ImportLine> lines = new ArrayList<>();
        String above = "";
        for (Raw line : raw) {
            deadline.step();
            boolean continues = !above.isEmpty()
                    && !line.afterEmpty
                    && (hasEmptyLine ? isBroken(above, line.text) : isIndented(above, line.text));
            lines.add(ImportLine.of(line.number, WhiteSpace.trim(line.text), !continues));
            above = line.text;
        }
        return lines;
    }

    /** @param afterEmpty whether the line above is empty */
    private record Raw(int number, String text, boolean afterEmpty) {}

    /** The lines that are not empty. A line ends where one of a manuscript does. */
    private static List<Raw> raw(String text, ImportDeadline deadline) throws UnimportableArticle {
        List<Raw> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        boolean afterEmpty = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c == '\n'
                    || c == '\r'
                    || c == '\u000B'
                    || c == '\f'
                    || c == '\u0085'
                    || c == '\u2028'
                    || c == '\u2029') {
                deadline.step();
                boolean pair = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
                if (!pair) {
                    String line = text.substring(start, i);
                    boolean isEmpty = WhiteSpace.isWhite(line);
                    if (!isEmpty) {
                        lines.add(new Raw(number, line, afterEmpty));
                        Import.checkCount(lines.size());
                    }
                    afterEmpty = isEmpty;
                    number += c == '\n' || c == '\r' ? 1 : 0;
                }
                start = i + 1;
            }
        }
        return lines;
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
