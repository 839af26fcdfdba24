package dev.shida.manuscript;

import dev.shida.manuscript.ImportProposal.Sign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds all lists of an article that has several, such as one of the country's news and one of the world's. */
final class ImportLists {

    /** No article has more lists. */
    private static final int MOST_LISTS = 20;

    /** So many stories of two lists tell whether they are the same ones. */
    private static final int COMPARED = 20;

    /** The beginning of a story, in UTF-16 units, that is compared with that of another. */
    private static final int BEGINNING = 100;

    /** From this on, the lines of two lists tell of the same stories. */
    private static final double ALIKE = 0.35;

    /** The title of a list is so many lines above it at most. */
    private static final int TITLE_WITHIN = 6;

    private final List<ImportLine> lines;
    private final int from;
    private final ImportDeadline deadline;

    ImportLists(List<ImportLine> lines, int from, ImportDeadline deadline) {
        this.lines = lines;
        this.from = from;
        this.deadline = deadline;
    }

    /**
     * The lists of the article in order.
     *
     * @param best that which fits the article best
     * @param numbered others that may be beside it, the best first
     */
    List<ImportProposal> with(ImportProposal best, List<ImportProposal> numbered) {
        if (best.sign() == Sign.HEADINGS) {
            return byHeadings(best);
        }
        List<ImportProposal> lists = new ArrayList<>(List.of(best));
        int least = Math.max(ImportStories.LEAST, (best.items().size() + 1) / 2);
        numbered.stream()
                .filter(other -> other.items().size() >= least)
                .limit(MOST_LISTS)
                .filter(other -> lists.stream().allMatch(list -> isApart(list, other) && !isAlike(list, other)))
                .filter(other -> isAnnounced(other, lists))
                .forEach(lists::add);
        lists.sort(Comparator.comparingInt(ImportProposal::first));
        return lists;
    }

    private boolean isAnnounced(ImportProposal list, List<ImportProposal> others) {
        int after = others.stream()
                .mapToInt(ImportProposal::first)
                .filter(first -> first > list.first())
                .min()
                .orElse(list.first());
        boolean isFirst = others.stream().allMatch(other -> other.first() > list.first());
        return (isFirst ? title(list.last() + 1, after) : title(from, list.first())).isPresent();
    }

    private static boolean isApart(ImportProposal one, ImportProposal other) {
        return one.last() < other.first() || other.last() < one.first();
    }

    /** Whether one list is the other in brief, as articles have above the stories. */
    private boolean isAlike(ImportProposal one, ImportProposal other) {
        List<Set<String>> others =
                other.items().stream().limit(COMPARED).map(this::pairs).toList();
        return one.items().stream()
                        .limit(COMPARED)
                        .map(this::pairs)
                        .mapToDouble(each -> others.stream()
                                .mapToDouble(all -> shared(each, all))
                                .max()
                                .orElse(0))
                        .average()
                        .orElse(0)
                >= ALIKE;
    }

    /** All pairs of neighbouring characters at the beginning of a story. */
    private Set<String> pairs(int story) {
        deadline.step();
        ImportLine line = lines.get(story);
        int begin = line.numeral().map(ImportNumeral::end).orElse(0);
        String text = ImportLine.printed(
                line.text().substring(begin, Math.min(line.text().length(), begin + BEGINNING)));
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }

    private static double shared(Set<String> one, Set<String> other) {
        long shared = other.stream().filter(one::contains).count();
        return (double) shared / Math.max(1, Math.min(one.size(), other.size()));
    }

    /** The line between two lists that is the title of the second. */
    Optional<Integer> title(int begin, int end) {
        for (int i = end - 1; i >= Math.max(begin, end - TITLE_WITHIN); i--) {
            ImportLine line = lines.get(i);
            boolean marked = line.level() > 0 || line.isBold();
            if (line.width() <= ImportStories.WIDEST_TITLE / 2
                    && !line.text().matches(".*[。.；;，,、]")
                    && (marked || ImportWords.isAboutAList(line.text()))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Headings of a higher level that announce a list divide those below them. */
    private List<ImportProposal> byHeadings(ImportProposal best) {
        int level = lines.get(best.first()).level();
        List<ImportProposal> lists = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        int previous = best.first();
        for (int item : best.items()) {
            boolean divided = lines.subList(previous + 1, Math.max(previous + 1, item)).stream()
                    .anyMatch(
                            line -> line.level() > 0 && line.level() < level && ImportWords.isAboutAList(line.text()));
            if (divided && items.size() >= ImportStories.LEAST) {
                lists.add(new ImportProposal(List.copyOf(items), best.sign()));
                items.clear();
            }
            items.add(item);
            previous = item;
        }
        lists.add(new ImportProposal(List.copyOf(items), best.sign()));
        return lists;
    }
}
