package dev.shida.search;

import dev.shida.content.Story;
import dev.shida.search.Highlight.Range;
import dev.shida.text.FoldedText;
import dev.shida.text.Graphemes;
import dev.shida.text.Han;
import dev.shida.text.SpacedWords;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts fragments out of the stored texts of a story that show where words occur, as many different ones as possible. Texts
 * are folded as the index folds them.
 */
final class Highlighter {
    /** After these a fragment may begin. */
    private static final String ENDS = "。！？；…!?;\n";

    /** How much of its sentence stands before what matched, at most. */
    private static final int LEAD = 30;

    /** The most fragments of a field that are compared. */
    private static final int MAX_PIECES = 100;

    private static final WordAnalyzer ANALYZER = new WordAnalyzer();

    private final Words words;
    private final List<String> analyzed;
    private final Deadline deadline;

    /**
     * What is highlighted.
     *
     * @param words as they are written or read
     * @param analyzed words of alphabets, in the form of {@link WordAnalyzer}
     */
    record Terms(Words words, Set<String> analyzed) {}

    Highlighter(Words words, Deadline deadline) {
        this(new Terms(words, Set.of()), deadline);
    }

    Highlighter(Terms terms, Deadline deadline) {
        words = terms.words;
        analyzed = List.copyOf(terms.analyzed);
        this.deadline = deadline;
    }

    /** A word that occurs, in UTF-16 units. */
    private record Occurrence(int word, Range range) {}

    /** A fragment that could be shown, and which words it shows. */
    private record Fragment(Highlight highlight, BitSet shown, int start) {
        int news(BitSet known) {
            BitSet news = (BitSet) shown.clone();
            news.andNot(known);
            return news.cardinality();
        }

        boolean overlaps(Fragment other) {
            return highlight.field().equals(other.highlight.field())
                    && start < other.start + other.highlight.text().length()
                    && other.start < start + highlight.text().length();
        }
    }

    /**
     * The fragments of a story, at most {@value Highlight#MAX_COUNT}; the title comes first.
     *
     * @param story with its parts
     */
    List<Highlight> of(Story story) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", story.title());
        story.parts().orElseThrow().forEach(part -> fields.put(part.id(), part.text()));
        List<Fragment> fragments = new ArrayList<>();
        boolean read = StoryDocument.isInChinese(story);
        fields.forEach((field, text) -> fragments.addAll(fragments(field, text, read)));
        return choose(fragments);
    }

    /** Takes what shows most that is new, time and again; the earlier of equals. */
    private static List<Highlight> choose(List<Fragment> fragments) {
        List<Fragment> chosen = new ArrayList<>();
        BitSet known = new BitSet();
        List<Fragment> left = new ArrayList<>(fragments);
        while (!left.isEmpty() && chosen.size() < Highlight.MAX_COUNT) {
            Comparator<Fragment> more = Comparator.<Fragment>comparingInt(fragment -> fragment.news(known))
                    .thenComparingInt(fragment -> fragment.shown.cardinality());
            Fragment best = left.stream()
                    .reduce((first, later) -> more.compare(later, first) > 0 ? later : first)
                    .orElseThrow();
            chosen.add(best);
            known.or(best.shown);
            left.removeIf(best::overlaps);
        }
        chosen.sort(Comparator.comparing(fragments::indexOf));
        return chosen.stream().map(Fragment::highlight).toList();
    }

    /** One fragment for each place with an occurrence, unless an earlier one shows it too. */
    private List<Fragment> fragments(String field, String text, boolean read) {
        List<Occurrence> occurrences = find(text, read);
        List<Fragment> fragments = new ArrayList<>();
        int shown = 0;
        for (Occurrence first : occurrences) {
            if (first.range.to() > shown && fragments.size() < MAX_PIECES) {
                deadline.check();
                Fragment fragment = fragment(field, text, first.range, occurrences);
                fragments.add(fragment);
                shown = fragment.start + fragment.highlight.text().length();
            }
        }
        return fragments;
    }

    private static Fragment fragment(String field, String text, Range first, List<Occurrence> occurrences) {
        int whole = SpacedWords.floor(text, first.from());
        int anchor = SpacedWords.ceiling(text, first.to()) - whole <= Highlight.MAX_LENGTH ? whole : first.from();
        int limit = anchor + Highlight.MAX_LENGTH;
        int matched = Math.min(first.to(), limit);
        for (Occurrence next : occurrences) {
            boolean fits = next.range.from() >= first.from() && SpacedWords.ceiling(text, next.range.to()) <= limit;
            if (fits && text.substring(first.from(), next.range.to()).indexOf('\n') < 0) {
                matched = Math.max(matched, next.range.to());
            }
        }
        int end = Math.min(SpacedWords.ceiling(text, matched), limit);
        int start = anchor;
        while (start > 0
                && anchor - start < LEAD
                && end - start < Highlight.MAX_LENGTH
                && ENDS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        start = Math.min(anchor, SpacedWords.ceiling(text, Graphemes.ceiling(text, start)));
        while (end < text.length() && end - start < Highlight.MAX_LENGTH && text.charAt(end) != '\n') {
            end++;
        }
        int cluster = Graphemes.floor(text, end);
        if (SpacedWords.floor(text, cluster) >= matched) {
            end = SpacedWords.floor(text, cluster);
        } else if (cluster > first.from()) {
            end = cluster;
        } else if (Character.isLowSurrogate(text.charAt(end))) {
            // One letter under more accents than a fragment has room for is cut between two of them.
            end--;
        }
        return fragment(field, text.substring(start, end), start, occurrences);
    }

    private static Fragment fragment(String field, String text, int start, List<Occurrence> occurrences) {
        BitSet shown = new BitSet();
        List<Range> ranges = new ArrayList<>();
        for (Occurrence each : occurrences) {
            Range range = each.range.shifted(-start);
            Range inside = new Range(Math.max(0, range.from()), Math.min(text.length(), range.to()));
            if (inside.from() >= inside.to()) {
                continue;
            }
            if (inside.equals(range) || range.to() - range.from() > text.length()) {
                shown.set(each.word);
            }
            Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && inside.from() <= last.to()) {
                ranges.set(ranges.size() - 1, new Range(last.from(), Math.max(last.to(), inside.to())));
            } else {
                ranges.add(inside);
            }
        }
        return new Fragment(new Highlight(field, text, List.copyOf(ranges)), shown, start);
    }

    /**
     * Every place where a word stands, in order.
     *
     * @param read whether it may stand there as characters that are read so
     */
    private List<Occurrence> find(String text, boolean read) {
        FoldedText folded = FoldedText.of(text);
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < words.required().size(); i++) {
            Word word = words.required().get(i);
            find(text, folded, new Literal(word.text().codePoints().toArray()), i, occurrences);
            for (List<String> syllables : read ? word.readings() : List.<List<String>>of()) {
                find(text, folded, new Spelt(syllables), i, occurrences);
            }
        }
        if (!analyzed.isEmpty()) {
            for (WordAnalyzer.AnalyzedWord word : ANALYZER.words(text)) {
                int number = analyzed.indexOf(word.term());
                if (number >= 0) {
                    int from = Graphemes.floor(text, word.from());
                    occurrences.add(new Occurrence(
                            words.required().size() + number, new Range(from, Graphemes.ceiling(text, word.to()))));
                }
            }
        }
        occurrences.sort(
                Comparator.<Occurrence>comparingInt(each -> each.range.from()).thenComparing(each -> each.range.to()));
        return occurrences;
    }

    private void find(String printed, FoldedText text, Pattern pattern, int word, List<Occurrence> occurrences) {
        for (int start = 0; start + pattern.length() <= text.length(); start++) {
            deadline.check(start);
            int length = 0;
            while (length < pattern.length() && pattern.matches(length, text.pointAt(start + length))) {
                length++;
            }
            if (length == pattern.length()) {
                int from = Graphemes.floor(printed, text.from(start));
                occurrences.add(new Occurrence(
                        word, new Range(from, Graphemes.ceiling(printed, text.to(start + length - 1)))));
            }
        }
    }

    /** What is looked for, code point by code point. */
    private sealed interface Pattern {
        int length();

        boolean matches(int index, int point);
    }

    private record Literal(int[] points) implements Pattern {
        @Override
        public int length() {
            return points.length;
        }

        @Override
        public boolean matches(int index, int point) {
            return points[index] == point;
        }
    }

    private record Spelt(List<String> syllables) implements Pattern {
        @Override
        public int length() {
            return syllables.size();
        }

        @Override
        public boolean matches(int index, int point) {
            return Han.reads(point, syllables.get(index));
        }
    }
}
