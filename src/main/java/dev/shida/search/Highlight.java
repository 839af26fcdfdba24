package dev.shida.search;

import java.util.List;

/**
 * A piece of a story that shows why it was found.
 *
 * @param field {@code title}, {@code replay} or {@code commentary}
 * @param text an exact substring of that field, at most {@value #MAX_LENGTH} UTF-16 units
 * @param ranges what was found in it, in ascending order, none touching another
 */
public record Highlight(String field, String text, List<Range> ranges) {
    /** The most that a story has. */
    public static final int MAX_COUNT = 3;

    /** The longest. */
    public static final int MAX_LENGTH = 80;

    /**
     * A part of a text, in UTF-16 units; it neither begins nor ends inside a grapheme cluster, unless that is longer than a
     * highlight.
     *
     * @param to exclusive
     */
    public record Range(int from, int to) {
        Range shifted(int by) {
            return new Range(from + by, to + by);
        }
    }
}
