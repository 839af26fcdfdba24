package dev.shida.search;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/**
 * Guesses what was meant by words that nothing matches. Chinese is mostly mistyped by sound (工将 for 工匠), so characters
 * that are read alike come first; then one wrong character in a longer word; then words that were written without a
 * space between them, or the longest of them; and for Latin letters, the names of topics. A guess is made only if something
 * matches it and it is likely: two characters are a word, and no two that happen to stand together; and where two words are
 * as frequent, either may be meant.
 */
final class DidYouMean {
    /** The most guesses that are tried. */
    private static final int MAX_TRIES = 24;

    /** The longest word that is guessed at, in code points. */
    private static final int MAX_LENGTH = 24;

    /** Where the rarer of two characters is, the other one has to be in this part of the stories, or they are no word. */
    private static final double WORD = 0.25;

    /** Any character, in UTF-8. */
    private static final Automaton ANY = new UTF32ToUTF8().convert(Automata.makeAnyChar());

    private final StorySearcher searcher;
    private final LabelLookup names;
    private final Search search;
    private final TopicVocabulary vocabulary;

    DidYouMean(StorySearcher searcher, LabelLookup names, TopicVocabulary vocabulary) {
        this.searcher = searcher;
        this.names = names;
        search = new Search(searcher, names);
        this.vocabulary = vocabulary;
    }

    /**
     * A query that matches something, near to one that matches nothing.
     *
     * @param query what else the stories must match
     */
    Optional<String> at(Words words, StoryQuery query) throws IOException {
        List<String> guesses = new ArrayList<>();
        vocabulary.nearest(words.phrase()).ifPresent(guesses::add);
        List<String> texts = words.required().stream().map(Word::text).toList();
        List<List<String>> mended = new ArrayList<>();
        mended.add(List.of());
        for (Word word : words.required()) {
            searcher.deadline().check();
            List<String> choices =
                    isFound(word.text()) || !word.readings().isEmpty() ? List.of(word.text()) : near(word.text());
            List<List<String>> further = new ArrayList<>();
            mended.forEach(some -> choices.forEach(choice -> further.add(concat(some, choice))));
            mended = further.size() > MAX_TRIES ? further.subList(0, MAX_TRIES) : further;
        }
        mended.stream()
                .filter(some -> !some.equals(texts))
                .map(some -> String.join(" ", some))
                .forEach(guesses::add);
        Words excluded = new Words(List.of(), words.excluded());
        return guesses.stream()
                .distinct()
                .limit(MAX_TRIES)
                .map(guess -> guess + excluded)
                .filter(guess -> guess.length() <= Words.MAX_LENGTH && search.count(Words.of(guess), query) > 0)
                .findFirst();
    }

    private static List<String> concat(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    /** What may be meant by a word that no story has, the likeliest first. */
    private List<String> near(String word) throws IOException {
        int[] points = word.codePoints().toArray();
        List<String> near = new ArrayList<>();
        // Of letters, two or three that stand together somewhere say nothing about what was meant; nor do digits.
        boolean letters = word.codePoints().anyMatch(c -> Character.isAlphabetic(c) && !Character.isIdeographic(c));
        boolean han = word.codePoints().anyMatch(Character::isIdeographic);
        if (points.length > 1 && points.length <= MAX_LENGTH && han && !letters) {
            near.addAll(alike(points));
            if (points.length > 2) {
                near.addAll(oneOff(points));
            }
            near.addAll(parts(points));
        }
        vocabulary.nearest(word).ifPresent(near::add);
        return near;
    }

    /** Words that are read like one. */
    private List<String> alike(int[] points) throws IOException {
        List<Automaton> choices = new ArrayList<>();
        for (int point : points) {
            List<String> readings = Han.readingsOf(point);
            if (readings.isEmpty()) {
                return List.of();
            }
            choices.add(HomophoneQuery.anyRead(readings));
        }
        List<String> alike = new ArrayList<>(written(choices));
        if (points.length == 2) {
            List<String> words = new ArrayList<>();
            for (String pair : alike) {
                if (belongsTogether(pair)) {
                    words.add(pair);
                }
            }
            return words;
        }
        return alike;
    }

    /** Whether two characters are a word, by how seldom the rarer one is without the other. */
    private boolean belongsTogether(String pair) throws IOException {
        long rarer = Long.MAX_VALUE;
        for (int point : pair.codePoints().toArray()) {
            rarer = Math.min(rarer, searcher.frequency(new Term(Searched.TEXT.ngrams(1), Character.toString(point))));
        }
        return searcher.frequency(new Term(Searched.TEXT.ngrams(2), pair)) >= WORD * rarer;
    }

    /** Words that differ in one character, which is of the same kind. */
    private List<String> oneOff(int[] points) throws IOException {
        List<String> words = new ArrayList<>();
        for (int off = 0; off < points.length; off++) {
            List<Automaton> choices = new ArrayList<>();
            for (int i = 0; i < points.length; i++) {
                choices.add(i == off ? ANY : Automata.makeBinary(new BytesRef(Character.toString(points[i]))));
            }
            boolean han = Character.isIdeographic(points[off]);
            int at = off;
            for (String word : written(choices)) {
                int other = word.codePoints().skip(at).findFirst().orElseThrow();
                if (han ? Character.isIdeographic(other) : Character.isDigit(other)) {
                    words.add(word);
                }
            }
        }
        words.removeIf(word -> !isWord(word));
        return byFrequency(words);
    }

    /** The words of some choices for each character that stories have, by their frequency. */
    private List<String> written(List<Automaton> choices) throws IOException {
        List<String> words = pairs(choices.get(0), choices.get(1));
        for (int i = 2; i < choices.size(); i++) {
            List<String> longer = new ArrayList<>();
            List<String> pairs = pairs(choices.get(i - 1), choices.get(i));
            for (String word : words) {
                searcher.deadline().check();
                String end = Character.toString(word.codePointBefore(word.length()));
                for (String pair : pairs) {
                    if (pair.startsWith(end) && longer.size() < MAX_TRIES * MAX_TRIES) {
                        longer.add(word + pair.substring(end.length()));
                    }
                }
            }
            words = longer;
        }
        return byFrequency(words);
    }

    private List<String> byFrequency(List<String> words) throws IOException {
        record Counted(String word, long count) {}
        List<Counted> counted = new ArrayList<>();
        for (String word : words.subList(0, Math.min(words.size(), MAX_TRIES))) {
            counted.add(new Counted(word, searcher.count(QueryPlan.anywhere(searcher, word))));
        }
        counted.removeIf(each -> each.count == 0);
        counted.sort(Comparator.comparingLong(Counted::count).reversed());
        boolean tie = counted.size() > 1 && counted.get(0).count == counted.get(1).count;
        return tie ? List.of() : counted.stream().map(Counted::word).toList();
    }

    /** The pairs of characters in the index that two choices allow. */
    private List<String> pairs(Automaton first, Automaton second) throws IOException {
        List<String> pairs = new ArrayList<>();
        for (Searched searched : Searched.values()) {
            Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), searched.ngrams(2));
            if (terms != null) {
                TermsEnum matching =
                        HomophoneQuery.oneAfterAnother(List.of(first, second)).getTermsEnum(terms);
                for (BytesRef term = matching.next(); term != null && pairs.size() < 2_000; term = matching.next()) {
                    searcher.deadline().check();
                    pairs.add(term.utf8ToString());
                }
            }
        }
        record Counted(String pair, long count) {}
        List<Counted> counted = new ArrayList<>();
        for (String pair : pairs.stream().distinct().toList()) {
            counted.add(new Counted(pair, searcher.frequency(new Term(Searched.TEXT.ngrams(2), pair))));
        }
        return counted.stream()
                .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::pair))
                .map(Counted::pair)
                .toList();
    }

    /**
     * The longest words in a word that stories have, if they are half of it at the least; then the longest alone. A part
     * of a number says nothing.
     */
    private List<String> parts(int[] points) throws IOException {
        List<String> parts = new ArrayList<>();
        int covered = 0;
        int from = 0;
        while (from < points.length) {
            int to = points.length;
            while (to > from + 1 && !isPart(points, from, to)) {
                to--;
            }
            if (to > from + 1) {
                parts.add(new String(points, from, to - from));
                covered += to - from;
            }
            from = Math.max(to, from + 1);
        }
        return 2 * covered < points.length
                ? List.of()
                : List.of(String.join(" ", parts), Collections.max(parts, Comparator.comparingInt(String::length)));
    }

    private boolean isPart(int[] points, int from, int to) throws IOException {
        String part = new String(points, from, to - from);
        return !isWithinNumber(points, from) && !isWithinNumber(points, to) && isWord(part) && isFound(part);
    }

    private static boolean isWithinNumber(int[] points, int index) {
        return index > 0
                && index < points.length
                && Character.isDigit(points[index - 1])
                && Character.isDigit(points[index]);
    }

    /** Whether it is looked for as it is written; the dot of .8 is not. */
    private static boolean isWord(String word) {
        return FoldedText.of(word).joined().equals(word);
    }

    private boolean isFound(String word) throws IOException {
        return searcher.count(QueryPlan.anywhere(searcher, word)) > 0
                || !names.written(word, searcher.deadline()).isEmpty();
    }
}
