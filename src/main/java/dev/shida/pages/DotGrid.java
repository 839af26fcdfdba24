package dev.shida.pages;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture of rows of dots, which can be told apart without colour, and a table that says the same.
 *
 * @param title of what is seen
 * @param corner what the rows are
 * @param columns the numbers above the dots
 * @param legend what a full dot means
 */
record DotGrid(String title, String corner, List<String> columns, List<Row> rows, String legend) {
    /** What is at a place. */
    enum Dot {
        NONE(""),
        HOLLOW("○"),
        FULL("●");

        private final String sign;

        Dot(String sign) {
            this.sign = sign;
        }

        /** In a table. */
        public String sign() {
            return sign;
        }
    }

    /**
     * A row.
     *
     * @param dots one a column
     * @param count said at its end
     */
    record Row(String label, List<Dot> dots, long count) {}

    private static final int CELL = 22;
    private static final int RADIUS = 6;

    /** The width of a full-width character of a label. */
    private static final int LETTER = 13;

    private static final int MAX_LABEL = 10;

    /** The columns from 1 to a number. */
    static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
    }

    private int labels() {
        return rows.stream().mapToInt(row -> width(shown(row.label))).max().orElse(0) + 12;
    }

    public int width() {
        return labels() + columns.size() * CELL + 2 * LETTER;
    }

    public int height() {
        return (rows.size() + 1) * CELL;
    }

    /** What is within the {@code svg} element. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        int left = labels();
        for (int column = 0; column < columns.size(); column++) {
            text(svg, left + column * CELL + CELL / 2, CELL - 8, "m", columns.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = (row + 1) * CELL;
            Row shown = rows.get(row);
            text(svg, left - 10, y + 15, "e", shown(shown.label));
            for (int column = 0; column < columns.size(); column++) {
                dot(svg, left + column * CELL + CELL / 2, y + CELL / 2, shown.dots.get(column));
            }
            text(svg, left + columns.size() * CELL + 6, y + 15, "s", String.valueOf(shown.count));
        }
        return svg.toString();
    }

    private static void dot(StringBuilder svg, int x, int y, Dot dot) {
        if (dot != Dot.NONE) {
            svg.append("<circle cx=\"%d\" cy=\"%d\" r=\"%d\"%s/>"
                    .formatted(x, y, dot == Dot.FULL ? RADIUS : RADIUS - 1, dot == Dot.FULL ? " class=\"f\"" : ""));
        }
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>".formatted(x, y, anchor, escaped(text)));
    }

    private static String shown(String label) {
        return label.codePointCount(0, label.length()) <= MAX_LABEL || width(label) <= MAX_LABEL * LETTER
                ? label
                : label.substring(0, label.offsetByCodePoints(0, MAX_LABEL - 1)) + "…";
    }

    /** Letters of alphabets are about half as wide. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> Typography.isFullWidth(c) ? LETTER : 8)
                .sum();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
