package dev.shida.search;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/**
 * Words of the index that are near to one that it does not have. Chinese is mostly mistyped by sound (工将 for 工匠), so
 * characters that are read alike come first; then one wrong, missing, superfluous or swapped character in a word of three or
 * more. In a word of an alphabet, one or two letters may be wrong, by its length. A word of the dictionary is never taken
 * for a misprint, nor is a number, and where two corrections are as frequent, either may be meant.
 */
final class SpellingCorrector {
    /** The most candidates that are counted. */
    private static final int MAX_CANDIDATES = 24;

    /** The longest word that is corrected, in code points. */
    private static final int MAX_LENGTH = 24;

    /** Where the rarer of two characters is, the other one has to be in this part of the stories, or they are no word. */
    private static final double WORD = 0.25;

    /** From these lengths on, in letters, one edit is allowed, and two are. */
    private static final int ONE_EDIT = 5;

    private static final int TWO_EDITS = 8;

    private static final int MAX_PAIRS = 2_000;

    /** Any character, in UTF-8. */
    private static final Automaton ANY = new UTF32ToUTF8().convert(Automata.makeAnyChar());

    private final StorySearcher searcher;
    private final QuerySegmenter segmenter;

    /** A word is corrected before it is segmented, and once more if a part of it is not known. */
    private final Map<String, List<String>> corrections = new HashMap<>();

    SpellingCorrector(StorySearcher searcher, QuerySegmenter segmenter) {
        this.searcher = searcher;
        this.segmenter = segmenter;
    }

    /** What may be meant by Han characters that no story has in one piece, the likeliest first. */
    List<String> han(String word) throws IOException {
        List<String> known = corrections.get(word);
        if (known == null) {
            known = corrected(word);
            corrections.put(word, known);
        }
        return known;
    }

    private List<String> corrected(String word) throws IOException {
        int[] points = word.codePoints().toArray();
        boolean han = word.codePoints().allMatch(Character::isIdeographic);
        if (points.length < 2 || points.length > MAX_LENGTH || !han || segmenter.isWord(word)) {
            return List.of();
        }
        Set<String> likely = new LinkedHashSet<>(readAlike(points));
        if (points.length > 2) {
            likely.addAll(oneWrong(points));
            likely.addAll(swapped(points));
            likely.addAll(oneMissing(points));
        }
        if (points.length > 3) {
            likely.addAll(oneTooMany(points));
        }
        return List.copyOf(likely);
    }

    /** Words that are read like one. */
    private List<String> readAlike(int[] points) throws IOException {
        List<Automaton> choices = new ArrayList<>();
        for (int point : points) {
            List<String> readings = Han.readingsOf(point);
            if (readings.isEmpty()) {
                return List.of();
            }
            choices.add(HomophoneQuery.anyRead(readings));
        }
        if (points.length > 2) {
            return written(choices);
        }
        List<String> words = new ArrayList<>();
        for (String pair : pairs(choices.get(0), choices.get(1))) {
            if (segmenter.isWord(pair) && belongsTogether(pair)) {
                words.add(pair);
            }
        }
        return byFrequency(words);
    }

    /** Whether two characters are a word, by how seldom the rarer one is without the other. */
    private boolean belongsTogether(String pair) throws IOException {
        long rarer = Long.MAX_VALUE;
        for (int point : pair.codePoints().toArray()) {
            rarer = Math.min(rarer, searcher.frequency(new Term(Searched.TEXT.ngrams(1), Character.toString(point))));
        }
        return searcher.frequency(new Term(Searched.TEXT.ngrams(2), pair)) >= WORD * rarer;
    }

    /** Words that differ in one character. */
    private List<String> oneWrong(int[] points) throws IOException {
        List<String> words = new ArrayList<>();
        for (int wrong = 0; wrong < points.length; wrong++) {
            List<Automaton> choices = choices(points);
            choices.set(wrong, ANY);
            int at = wrong;
            words.addAll(written(choices).stream()
                    .filter(word -> Character.isIdeographic(
                            word.codePoints().skip(at).findFirst().orElseThrow()))
                    .filter(word -> !isCutOff(word, at))
                    .toList());
        }
        return byFrequency(words);
    }

    /** Whether a character at an end stands alone beside a word, as a part of the next one does: 工匠|人 of 工匠人才. */
    private boolean isCutOff(String word, int at) {
        boolean isEnd = at == 0 || at == word.codePointCount(0, word.length()) - 1;
        List<String> words = isEnd ? segmenter.words(word) : List.of();
        return words.stream().anyMatch(each -> each.length() > 1)
                && words.get(at == 0 ? 0 : words.size() - 1).length() == 1;
    }

    /** Words that have one character more, inside. */
    private List<String> oneMissing(int[] points) throws IOException {
        List<String> words = new ArrayList<>();
        for (int missing = 1; missing < points.length; missing++) {
            List<Automaton> choices = choices(points);
            choices.add(missing, ANY);
            words.addAll(written(choices).stream()
                    .filter(word -> word.codePoints().allMatch(Character::isIdeographic))
                    .toList());
        }
        return byFrequency(words);
    }

    private List<String> swapped(int[] points) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < points.length; i++) {
            int[] word = points.clone();
            word[i - 1] = points[i];
            word[i] = points[i - 1];
            words.add(new String(word, 0, word.length));
        }
        return byFrequency(words);
    }

    private List<String> oneTooMany(int[] points) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            words.add(new String(points, 0, i) + new String(points, i + 1, points.length - i - 1));
        }
        return byFrequency(words);
    }

    private static List<Automaton> choices(int[] points) {
        List<Automaton> choices = new ArrayList<>();
        for (int point : points) {
            choices.add(Automata.makeBinary(new BytesRef(Character.toString(point))));
        }
        return choices;
    }

    /** The words of some choices for each character that stories have, by their frequency. */
    private List<String> written(List<Automaton> choices) throws IOException {
        List<String> words = pairs(choices.get(0), choices.get(1));
        for (int i = 2; i < choices.size(); i++) {
            List<String> longer = new ArrayList<>();
            List<String> pairs = words.isEmpty() ? List.of() : pairs(choices.get(i - 1), choices.get(i));
            for (String word : words) {
                searcher.deadline().check();
                String end = Character.toString(word.codePointBefore(word.length()));
                for (String pair : pairs) {
                    if (pair.startsWith(end) && longer.size() < MAX_CANDIDATES * MAX_CANDIDATES) {
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
        for (String word : words.stream()
                .distinct()
                .filter(each -> FoldedText.of(each).joined().equals(each))
                .limit(MAX_CANDIDATES)
                .toList()) {
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
                for (BytesRef term = matching.next();
                        term != null && pairs.size() < MAX_PAIRS;
                        term = matching.next()) {
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

    /** How many letters of a word may be wrong; of hangul, the letters of the syllables. */
    static int allowedEdits(String analyzed) {
        int length = analyzed.codePointCount(0, analyzed.length());
        boolean digits = analyzed.codePoints().anyMatch(Character::isDigit);
        if (digits || length < ONE_EDIT - (isSyllabic(analyzed) ? 1 : 0)) {
            return 0;
        }
        return length < TWO_EDITS ? 1 : 2;
    }

    private static boolean isSyllabic(String analyzed) {
        return UnicodeScript.of(analyzed.codePointAt(0)) == UnicodeScript.KATAKANA;
    }

    /** The words of the index that are the fewest letters away from one that it does not have, the most frequent first. */
    List<String> letters(String analyzed) throws IOException {
        int edits = allowedEdits(analyzed);
        if (edits == 0) {
            return List.of();
        }
        record Near(String word, float closeness, long frequency) {}
        List<Near> near = new ArrayList<>();
        for (Searched searched : Searched.values()) {
            Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), searched.words());
            if (terms == null) {
                continue;
            }
            FuzzyTermsEnum fuzzy = new FuzzyTermsEnum(terms, new Term(searched.words(), analyzed), edits, 1, true);
            BoostAttribute closeness = fuzzy.attributes().getAttribute(BoostAttribute.class);
            for (BytesRef term = fuzzy.next(); term != null && near.size() < MAX_PAIRS; term = fuzzy.next()) {
                searcher.deadline().check();
                Term word = new Term(searched.words(), BytesRef.deepCopyOf(term));
                near.add(new Near(word.text(), closeness.getBoost(), searcher.frequency(word)));
            }
        }
        float closest = (float) near.stream().mapToDouble(Near::closeness).max().orElse(0);
        return near.stream()
                .filter(each -> each.frequency > 0 && each.closeness == closest)
                .sorted(Comparator.comparingLong(Near::frequency).reversed().thenComparing(Near::word))
                .map(Near::word)
                .distinct()
                .limit(MAX_CANDIDATES)
                .toList();
    }
}
