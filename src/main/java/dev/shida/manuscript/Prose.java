package dev.shida.manuscript;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a manuscript counts as text. Only ASCII spaces and tabs part words from markup: an ideographic space
 * (U+3000) is how a Chinese newspaper indents, so it is text, and {@link String#strip} would lose it.
 */
final class Prose {

    /**
     * Some paragraph of a text.
     *
     * @param line the line that it begins on, from 1
     * @param text its lines without the spaces and tabs around them, as the source has them otherwise
     */
    record Paragraph(int line, String text) {}

    private Prose() {}

    /** The paragraphs in lines {@code from} to {@code to}, both counted from 0, the latter excluded. */
    static List<Paragraph> paragraphs(List<String> lines, int from, int to) {
        List<Paragraph> paragraphs = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            String line = i < to ? trim(lines.get(i)) : "";
            if (!line.isEmpty()) {
                open.add(line);
            } else if (!open.isEmpty()) {
                String text = String.join("\n", open);
                if (!isWhite(text)) {
                    paragraphs.add(new Paragraph(i - open.size() + 1, text));
                }
                open.clear();
            }
        }
        return paragraphs;
    }

    /** Without the ASCII spaces and tabs at both ends. */
    static String trim(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && isSpaceOrTab(line.charAt(start))) {
            start++;
        }
        while (start < end && isSpaceOrTab(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    /** Whether a reader would see nothing: white space of every kind only, or no character at all. */
    static boolean isWhite(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isSpaceOrTab(char c) {
        return c == ' ' || c == '\t';
    }
}
