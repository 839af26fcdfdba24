package dev.shida.manuscript;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds where the text of an article's last story ends and the closing begins. */
final class ImportClosing {

    /** So many stories of the same length are so by intent. */
    private static final int MANY = 5;

    private final List<ImportLine> lines;
    private final ImportProposal list;

    /** The place of the first line that is not the list's. */
    private final int end;

    private ImportClosing(List<ImportLine> lines, ImportProposal list, int end) {
        this.lines = lines;
        this.list = list;
        this.end = end;
    }

    /** The place of its first line; {@code end} where there is none. */
    static int find(List<ImportLine> lines, ImportProposal list, int end) {
        ImportClosing closing = new ImportClosing(lines, list, end);
        return IntStream.of(closing.heading(), closing.ruled(), closing.footer(), closing.extra())
                .min()
                .orElse(end);
    }

    /** A heading of the level of the stories, or above it. */
    private int heading() {
        int level = lines.get(list.last()).level();
        return IntStream.range(list.last() + 1, end)
                .filter(i -> level > 0
                        && lines.get(i).level() > 0
                        && lines.get(i).level() <= level
                        && !ImportLabels.isKnown(lines.get(i)))
                .findFirst()
                .orElse(end);
    }

    /** A line is drawn above it, and above none of the other stories' lines. */
    private int ruled() {
        boolean isUsual = IntStream.rangeClosed(list.first() + 1, list.last())
                .anyMatch(i -> lines.get(i).ruled());
        return IntStream.range(list.last() + 1, end)
                .filter(i -> !isUsual && lines.get(i).ruled())
                .findFirst()
                .orElse(end);
    }

    /**
     * A line such as those below articles, or a date, if the stories above have none, and nothing but short lines comes after
     * it.
     */
    private int footer() {
        Set<Integer> items = new HashSet<>(list.items());
        boolean isUsual = IntStream.range(list.first(), list.last()).anyMatch(i -> !items.contains(i) && isFooter(i));
        int begin = end;
        while (begin - 1 > list.last()
                && (lines.get(begin - 1).width() <= ImportStories.WIDEST_TITLE || isFooter(begin - 1))) {
            begin--;
        }
        return IntStream.range(begin, end)
                .filter(i -> isFooter(i) && !(isUsual && i == list.last() + 1))
                .findFirst()
                .orElse(end);
    }

    private boolean isFooter(int i) {
        String text = lines.get(i).text();
        return ImportWords.isFooter(text) || ImportTitle.isDate(text);
    }

    /** Where all other stories have so many lines each, the last has no more; where they are few, no more sentences. */
    private int extra() {
        List<Integer> items = list.items();
        Set<Integer> counts = new HashSet<>();
        for (int k = 0; k + 1 < items.size(); k++) {
            counts.add(items.get(k + 1) - items.get(k));
        }
        int usual = counts.size() == 1 && items.size() > 2 ? counts.iterator().next() : Integer.MAX_VALUE;
        int extra = end - list.last() > usual ? list.last() + usual : end;
        boolean isText = extra < end
                && items.size() < MANY
                && ImportWords.endsSentence(lines.get(extra).text());
        return isText ? end : extra;
    }
}
