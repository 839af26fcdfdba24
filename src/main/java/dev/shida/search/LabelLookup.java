package dev.shida.search;

import dev.shida.content.Editions;
import dev.shida.content.Label;
import dev.shida.content.Series;
import dev.shida.content.Topic;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.lucene.index.Term;

/**
 * What topics, series and editions are called at a revision: stories are found by these names too. A name is looked up when
 * it is searched for, and not indexed with the stories, as the label of a topic or of a series changes without the stories
 * that carry it.
 */
final class LabelLookup {
    static final LabelLookup NONE = new LabelLookup(List.of());

    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    /**
     * A name.
     *
     * @param term that the stories have in the index which it is of
     */
    private record LabelText(Term term, String label, FoldedText text) {}

    private static final WordAnalyzer ANALYZER = new WordAnalyzer();

    private final List<LabelText> labels;

    /** The labels that have each code point: most words have one that few labels have. */
    private final Map<Integer, List<LabelText>> byPoint = new HashMap<>();

    /** The terms of the labels that have each analyzed word. */
    private volatile Map<String, Set<Term>> analyzed = Map.of();

    private LabelLookup(List<LabelText> labels) {
        this.labels = labels;
        for (LabelText label : labels) {
            Arrays.stream(label.text.points())
                    .distinct()
                    .forEach(point -> byPoint.computeIfAbsent(point, key -> new ArrayList<>())
                            .add(label));
        }
    }

    /** The labels that may have some code points, at least one. */
    private List<LabelText> having(int[] points) {
        return Arrays.stream(points)
                .mapToObj(point -> byPoint.getOrDefault(point, List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** The same of characters that are read as these syllables: for each character that is, the labels that have it. */
    private List<List<LabelText>> havingRead(List<String> syllables) {
        return syllables.stream()
                .map(syllable -> Arrays.stream(Han.readAs(syllable))
                        .mapToObj(point -> byPoint.getOrDefault(point, List.of()))
                        .toList())
                .min(Comparator.comparingInt(
                        labels -> labels.stream().mapToInt(List::size).sum()))
                .orElse(List.of());
    }

    static LabelLookup of(Collection<Topic> topics, Collection<Series> series, Collection<Editions.Name> editions) {
        List<LabelText> labels = new ArrayList<>();
        topics.forEach(topic -> add(labels, StoryDocument.TOPIC, topic.id(), topic.label()));
        series.forEach(each -> add(labels, StoryDocument.SERIES, each.id(), each.label()));
        for (Editions.Name edition : editions) {
            add(labels, StoryDocument.EDITION, edition.id(), edition.title());
            edition.byline().ifPresent(byline -> add(labels, StoryDocument.EDITION, edition.id(), byline));
        }
        return new LabelLookup(labels);
    }

    private static void add(List<LabelText> labels, String field, String id, Label label) {
        label.texts().values().forEach(text -> add(labels, field, id, text));
    }

    private static void add(List<LabelText> labels, String field, String id, String text) {
        labels.add(new LabelText(new Term(field, id), text, FoldedText.of(text)));
    }

    /**
     * What stories have in the index that belong to something in whose name a word is written. In scripts with spaces it
     * stands at the beginning of a word: names are short, and {@code ai} is in {@code training}. A year is the name of its
     * editions.
     */
    Set<Term> written(String word, Deadline deadline) {
        int[] points = word.codePoints().toArray();
        Set<Term> terms = new LinkedHashSet<>();
        int step = 0;
        for (LabelText label : having(points)) {
            deadline.check(++step);
            if (stands(label.text, points.length, (index, point) -> points[index] == point)) {
                terms.add(label.term);
            }
        }
        if (YEAR.matcher(word).matches()) {
            terms.add(new Term(StoryDocument.YEAR, word));
        }
        return terms;
    }

    /** The same, of something in whose name Han characters are read in one of these ways. */
    Set<Term> read(List<List<String>> readings, Deadline deadline) {
        Set<Term> terms = new LinkedHashSet<>();
        int step = 0;
        for (List<String> syllables : readings) {
            for (List<LabelText> candidates : havingRead(syllables)) {
                for (LabelText label : candidates) {
                    deadline.check(++step);
                    if (stands(
                            label.text, syllables.size(), (index, point) -> Han.reads(point, syllables.get(index)))) {
                        terms.add(label.term);
                    }
                }
            }
        }
        return terms;
    }

    /** Whether a word, folded, is all of a name. */
    boolean isWhole(String word) {
        int[] points = word.codePoints().toArray();
        return having(points).stream()
                .anyMatch(label -> label.text.length() == points.length
                        && stands(label.text, points.length, (index, point) -> points[index] == point));
    }

    /** What the stories have in the index whose topic, series or edition has a word in its name, as it is analyzed. */
    Set<Term> analyzed(String word) {
        return words().getOrDefault(word, Set.of());
    }

    /** The same, of words that are the fewest letters away from it, some but at most so many. */
    Set<Term> near(String word, int edits) {
        LevenshteinDistance distance = new LevenshteinDistance(edits);
        Set<Term> nearest = new LinkedHashSet<>();
        int least = edits;
        for (Map.Entry<String, Set<Term>> each : words().entrySet()) {
            int away = edits == 0 ? -1 : distance.apply(word, each.getKey());
            if (away > 0 && away <= least) {
                if (away < least) {
                    nearest.clear();
                }
                least = away;
                nearest.addAll(each.getValue());
            }
        }
        return nearest;
    }

    /** Analyzed when a relaxed search first needs them. */
    private Map<String, Set<Term>> words() {
        Map<String, Set<Term>> words = analyzed;
        if (words.isEmpty()) {
            words = new HashMap<>();
            for (LabelText label : labels) {
                for (WordAnalyzer.AnalyzedWord word : ANALYZER.words(label.label)) {
                    words.computeIfAbsent(word.term(), key -> new LinkedHashSet<>())
                            .add(label.term);
                }
                String spelt = pinyin(label.text);
                if (!spelt.isEmpty()) {
                    words.computeIfAbsent(spelt, key -> new LinkedHashSet<>()).add(label.term);
                }
            }
            analyzed = words;
        }
        return words;
    }

    /** A label of Han characters as it is spelt in pinyin; empty if it is none. */
    private static String pinyin(FoldedText label) {
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            List<String> readings = Han.readingsOf(label.pointAt(i));
            if (readings.isEmpty()) {
                return "";
            }
            spelt.append(readings.get(0));
        }
        return spelt.toString();
    }

    /** The characters to find. */
    interface Characters {
        boolean has(int index, int point);
    }

    private static boolean stands(FoldedText text, int length, Characters characters) {
        return place(text, length, characters) >= 0;
    }

    /** Where some characters stand in a name, but not inside a word; -1 if they do not. */
    static int place(FoldedText text, int length, Characters characters) {
        for (int start = 0; start + length <= text.length(); start++) {
            int same = 0;
            while (same < length && characters.has(same, text.pointAt(start + same))) {
                same++;
            }
            if (same == length && !isInsideWord(text, start)) {
                return start;
            }
        }
        return -1;
    }

    private static boolean isInsideWord(FoldedText text, int index) {
        return index > 0
                && text.to(index - 1) == text.from(index)
                && isSpelt(text.pointAt(index - 1))
                && isSpelt(text.pointAt(index));
    }

    /** Whether a character is one of a word that spaces separate from others. */
    private static boolean isSpelt(int point) {
        return switch (UnicodeScript.of(point)) {
            case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW -> true;
            default -> Character.isDigit(point);
        };
    }
}
