package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/**
 * Words of the index that are near to one that it does not have. Chinese is mostly mistyped by sound (工将 for 工匠), so
 * characters that are read alike come first; then one wrong, missing, superfluous or swapped character in a word of three or
 * more. In a word of an alphabet, one or two letters may be wrong, by its length. A word of the dictionary is never taken
 * for a misprint, nor is a number, and where two corrections are as frequent, either may be meant.
 *
 * <p>Lucene's DirectSpellChecker knows no sounds and no word longer than a trigram, and failed a tenth of the judged cases
 * (src/bench/README.md).
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

    static final int TWO_EDITS = 8;

    private static final String VOWELS = "aeiouy";

    /** The most n-grams of a field that are looked at for a few characters, and of these, that are followed up. */
    private static final int MAX_NGRAMS = 2_000;

    private static final int MAX_LIKELY = 64;

    /** With more, what a word may begin with is looked for in titles alone. */
    private static final int FEW_STORIES = 20_000;

    /** The longest word of letters that is corrected; what is longer is no word, and takes seconds to compare. */
    private static final int MAX_LETTERS = 48;

    /** The consonants before the vowels of a syllable. */
    private static final Pattern ONSET = Pattern.compile("^[^aeiouü]+");

    private final StorySearcher searcher;
    private final QuerySegmenter segmenter;

    private final Map<String, List<String>> corrections;

    /** @param corrections what has been found: the same words are corrected for relaxed matches and for a guess */
    SpellingCorrector(StorySearcher searcher, QuerySegmenter segmenter, Map<String, List<String>> corrections) {
        this.searcher = searcher;
        this.segmenter = segmenter;
        this.corrections = corrections;
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
        Known known = known(points);
        Set<String> likely = new LinkedHashSet<>(readAlike(points, known.right));
        if (points.length > 2) {
            likely.addAll(oneWrong(points, known));
            likely.addAll(swapped(points, known));
            likely.addAll(oneMissing(points, known));
        }
        if (points.length > 3) {
            likely.addAll(oneTooMany(points, known));
        }
        return List.copyOf(likely);
    }

    /** Words of the dictionary, one after another, whose syllables begin with these letters: 人脸识别 of rlsb. */
    List<String> beginningWith(List<String> initials) throws IOException {
        if (searcher.getIndexReader().numDocs() > FEW_STORIES) {
            return List.of();
        }
        return written(initials.stream()
                        .map(initial -> Choice.read(Han.syllablesFrom(initial)))
                        .toList())
                .stream()
                .filter(text -> segmenter.words(text).stream().allMatch(word -> word.length() > 1))
                .limit(1)
                .toList();
    }

    /**
     * What of a word stories have in one piece.
     *
     * @param right the characters that stand in some story beside the two before, around or after them: these are no misprints
     * @param end where the longest known beginning ends
     * @param start where the longest known end begins
     */
    private record Known(BitSet right, int end, int start) {
        /** Whether all before an index is known, and all from another one on. */
        boolean isAround(int from, int to) {
            return from <= end && to >= start;
        }
    }

    private Known known(int[] points) throws IOException {
        BitSet right = new BitSet();
        for (int i = 0; i + MAX_NGRAM <= points.length; i++) {
            if (isKnown(new String(points, i, MAX_NGRAM))) {
                right.set(i, i + MAX_NGRAM);
            }
        }
        int end = 0;
        while (end < points.length && QueryPlan.isKnown(searcher, new String(points, 0, end + 1))) {
            end++;
        }
        int start = points.length;
        while (start > 0 && QueryPlan.isKnown(searcher, new String(points, start - 1, points.length - start + 1))) {
            start--;
        }
        return new Known(right, end, start);
    }

    private boolean isKnown(String ngram) throws IOException {
        int length = ngram.codePointCount(0, ngram.length());
        return searcher.frequency(new Term(Searched.TEXT.ngrams(length), ngram)) > 0
                || searcher.frequency(new Term(Searched.TITLE.ngrams(length), ngram)) > 0;
    }

    /** Words that are read like one. */
    private List<String> readAlike(int[] points, BitSet right) throws IOException {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            List<String> readings = Han.readingsOf(points[i]);
            if (readings.isEmpty()) {
                return List.of();
            }
            choices.add(right.get(i) ? Choice.of(points[i]) : Choice.read(readings));
        }
        if (points.length > 2) {
            return written(choices);
        }
        List<String> words = new ArrayList<>();
        for (String pair : ngrams(choices)) {
            if (segmenter.isWord(pair) && belongsTogether(pair)) {
                words.add(pair);
            }
        }
        return byFrequency(words);
    }

    /** Whether two characters are a word, by how seldom the rarer one is without the other. */
    boolean belongsTogether(String pair) throws IOException {
        long rarer = Long.MAX_VALUE;
        for (int point : pair.codePoints().toArray()) {
            rarer = Math.min(rarer, searcher.frequency(new Term(Searched.TEXT.ngrams(1), Character.toString(point))));
        }
        return rarer > 0 && searcher.frequency(new Term(Searched.TEXT.ngrams(2), pair)) >= WORD * rarer;
    }

    /** Words that differ in one character. */
    private List<String> oneWrong(int[] points, Known known) throws IOException {
        List<String> words = new ArrayList<>();
        for (int wrong = 0; wrong < points.length; wrong++) {
            if (known.right.get(wrong) || !known.isAround(wrong, wrong + 1)) {
                continue;
            }
            List<Choice> choices = choices(points);
            choices.set(wrong, Choice.ANY);
            int at = wrong;
            words.addAll(written(choices).stream()
                    .filter(word -> Character.isIdeographic(
                            word.codePoints().skip(at).findFirst().orElseThrow()))
                    .filter(word -> !isCutOff(word, at) && isLikely(points, at, word))
                    .toList());
        }
        return byFrequency(words);
    }

    /**
     * Whether one other character makes the same word. Of a short one that only stories have, the two that are right say too
     * little, as names have them in common (陈国强 and 陈国栋), unless the other one sounds alike.
     */
    private boolean isLikely(int[] points, int wrong, String word) {
        return points.length > MAX_NGRAM
                || segmenter.isWord(word)
                || soundAlike(points[wrong], word.codePoints().toArray()[wrong]);
    }

    /** Whether two characters are read with the same consonants before the vowels, or are the same from the vowels on. */
    private static boolean soundAlike(int one, int other) {
        return Han.readingsOf(one).stream()
                .anyMatch(reading -> Han.readingsOf(other).stream().anyMatch(another -> soundAlike(reading, another)));
    }

    private static boolean soundAlike(String reading, String other) {
        String end = ONSET.matcher(reading).replaceFirst("");
        String otherEnd = ONSET.matcher(other).replaceFirst("");
        return end.equals(otherEnd)
                || (end.length() < reading.length()
                        && reading.substring(0, reading.length() - end.length())
                                .equals(other.substring(0, other.length() - otherEnd.length())));
    }

    /** Whether a character at an end stands alone beside a word, as a part of the next one does: 工匠|人 of 工匠人才. */
    private boolean isCutOff(String word, int at) {
        boolean isEnd = at == 0 || at == word.codePointCount(0, word.length()) - 1;
        List<String> words = isEnd ? segmenter.words(word) : List.of();
        return words.stream().anyMatch(each -> each.length() > 1)
                && words.get(at == 0 ? 0 : words.size() - 1).length() == 1;
    }

    /** Words that have one character more, inside. */
    private List<String> oneMissing(int[] points, Known known) throws IOException {
        List<String> words = new ArrayList<>();
        for (int missing = 1; missing < points.length; missing++) {
            if ((known.right.get(missing - 1) && known.right.get(missing)) || !known.isAround(missing, missing)) {
                continue;
            }
            List<Choice> choices = choices(points);
            choices.add(missing, Choice.ANY);
            words.addAll(written(choices).stream()
                    .filter(word -> word.codePoints().allMatch(Character::isIdeographic))
                    .toList());
        }
        return byFrequency(words);
    }

    private List<String> swapped(int[] points, Known known) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < points.length; i++) {
            if ((known.right.get(i - 1) && known.right.get(i)) || !known.isAround(i - 1, i + 1)) {
                continue;
            }
            int[] word = points.clone();
            word[i - 1] = points[i];
            word[i] = points[i - 1];
            words.add(new String(word, 0, word.length));
        }
        return byFrequency(words);
    }

    /** Words that have one character less, and no part of another word left at an end: 工会主 of 工会主席. */
    private List<String> oneTooMany(int[] points, Known known) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            String word = new String(points, 0, i) + new String(points, i + 1, points.length - i - 1);
            if (!known.right.get(i)
                    && known.isAround(i, i + 1)
                    && !isCutOff(word, 0)
                    && !isCutOff(word, points.length - 2)) {
                words.add(word);
            }
        }
        return byFrequency(words);
    }

    /**
     * What one character may be.
     *
     * @param only the character, if it may be no other; else empty
     * @param characters in UTF-8
     */
    private record Choice(String only, Automaton characters) {
        static final Choice ANY = new Choice("", new UTF32ToUTF8().convert(Automata.makeAnyChar()));

        static Choice of(int point) {
            String character = Character.toString(point);
            return new Choice(character, Automata.makeBinary(new BytesRef(character)));
        }

        static Choice read(List<String> readings) {
            return new Choice("", HomophoneQuery.anyRead(readings));
        }

        boolean isAny() {
            return this == ANY;
        }
    }

    private static List<Choice> choices(int[] points) {
        return Arrays.stream(points).mapToObj(Choice::of).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The words of some choices for each character, at least three, that stories have, by their frequency. */
    private List<String> written(List<Choice> choices) throws IOException {
        for (int i = 0; i + 2 < choices.size(); i++) {
            if (isUnknown(choices.subList(i, i + MAX_NGRAM))) {
                return List.of();
            }
        }
        List<String> words = ngrams(choices.subList(0, MAX_NGRAM));
        for (int i = MAX_NGRAM; i < choices.size() && !words.isEmpty(); i++) {
            List<String> longer = new ArrayList<>();
            List<String> trigrams = ngrams(choices.subList(i + 1 - MAX_NGRAM, i + 1));
            for (String word : words) {
                searcher.deadline().check();
                String end = word.substring(word.offsetByCodePoints(word.length(), 1 - MAX_NGRAM));
                for (String trigram : trigrams) {
                    if (trigram.startsWith(end) && longer.size() < MAX_CANDIDATES * MAX_CANDIDATES) {
                        longer.add(word + trigram.substring(end.length()));
                    }
                }
            }
            words = longer;
        }
        return byFrequency(words);
    }

    /** Whether characters that stand together in three are nowhere: looked up before any dictionary is walked. */
    private boolean isUnknown(List<Choice> three) throws IOException {
        StringBuilder together = new StringBuilder();
        for (Choice choice : three) {
            if (choice.only.isEmpty() && together.codePointCount(0, together.length()) < 2) {
                together.setLength(0);
            } else if (choice.only.isEmpty()) {
                break;
            }
            together.append(choice.only);
        }
        return together.codePointCount(0, together.length()) > 1 && !isKnown(together.toString());
    }

    private List<String> byFrequency(List<String> words) throws IOException {
        record Counted(String word, long count) {}
        List<Counted> counted = new ArrayList<>();
        for (String word : words.stream()
                .distinct()
                .filter(each -> FoldedText.of(each).joined().equals(each))
                .limit(MAX_CANDIDATES)
                .toList()) {
            counted.add(new Counted(
                    word,
                    Math.max(
                            QueryPlan.frequency(searcher, word, Searched.TITLE),
                            QueryPlan.frequency(searcher, word, Searched.TEXT))));
        }
        counted.removeIf(each -> each.count == 0);
        counted.sort(Comparator.comparingLong(Counted::count).reversed());
        boolean tie = counted.size() > 1 && counted.get(0).count == counted.get(1).count;
        return tie ? List.of() : counted.stream().map(Counted::word).toList();
    }

    /** The n-grams of the index that two or three choices allow, the most frequent first. */
    private List<String> ngrams(List<Choice> choices) throws IOException {
        record Counted(String ngram, long count) {}
        CompiledAutomaton allowed = HomophoneQuery.oneAfterAnother(
                choices.stream().map(Choice::characters).toList());
        List<Counted> counted = new ArrayList<>();
        for (Searched searched : Searched.values()) {
            // From any character on, it takes a step for each first character of the dictionary; titles have
            // few.
            boolean skipped = searched == Searched.TEXT
                    && choices.get(0).isAny()
                    && searcher.getIndexReader().numDocs() > FEW_STORIES;
            Terms terms =
                    skipped ? null : MultiTerms.getTerms(searcher.getIndexReader(), searched.ngrams(choices.size()));
            if (terms != null) {
                TermsEnum matching = allowed.getTermsEnum(terms);
                int count = 0;
                for (BytesRef term = matching.next(); term != null && count < MAX_NGRAMS; term = matching.next()) {
                    searcher.deadline().check(++count);
                    counted.add(new Counted(term.utf8ToString(), matching.docFreq()));
                }
            }
        }
        return counted.stream()
                .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::ngram))
                .map(Counted::ngram)
                .distinct()
                .limit(MAX_LIKELY)
                .toList();
    }

    /** How many letters of a word may be wrong; of hangul, the letters of the syllables. */
    static int allowedEdits(String analyzed) {
        int length = analyzed.codePointCount(0, analyzed.length());
        boolean digits = analyzed.codePoints().anyMatch(Character::isDigit);
        if (length == 0
                || length > MAX_LETTERS
                || digits
                || length < ONE_EDIT - (isSyllabic(analyzed) ? 1 : 0)
                || isShortHangul(analyzed)) {
            return 0;
        }
        return length < TWO_EDITS ? 1 : 2;
    }

    private static boolean isSyllabic(String analyzed) {
        return UnicodeScript.of(analyzed.codePointAt(0)) == UnicodeScript.KATAKANA;
    }

    /** Of two syllables, most that differ in a letter are other words: 탁자 is no 타자. */
    private static boolean isShortHangul(String analyzed) {
        return UnicodeScript.of(analyzed.codePointAt(0)) == UnicodeScript.HANGUL
                && Normalizer.normalize(analyzed, Normalizer.Form.NFC).length() < MAX_NGRAM;
    }

    /**
     * Whether a word may be another's misprint: one letter for another makes a new word of a short one (trail is no train),
     * but vowels are confused, and letters swapped.
     */
    private static boolean isMisprint(String typed, String word) {
        if (typed.length() != ONE_EDIT || word.length() != ONE_EDIT || isSyllabic(typed)) {
            return true;
        }
        int[] differing = IntStream.range(0, ONE_EDIT)
                .filter(i -> typed.charAt(i) != word.charAt(i))
                .toArray();
        return differing.length > 1
                || Arrays.stream(differing)
                        .allMatch(i -> VOWELS.indexOf(typed.charAt(i)) >= 0 && VOWELS.indexOf(word.charAt(i)) >= 0);
    }

    /**
     * The printed words that are the fewest letters away from one that no story has, the most frequent first.
     *
     * @param printed as the index has printed words
     */
    List<String> letters(String printed) throws IOException {
        int edits = allowedEdits(printed);
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), StoryDocument.PRINTED);
        if (edits == 0 || terms == null) {
            return List.of();
        }
        record Near(String word, float closeness, long frequency) {}
        List<Near> near = new ArrayList<>();
        searcher.deadline().check();
        FuzzyTermsEnum fuzzy = new FuzzyTermsEnum(terms, new Term(StoryDocument.PRINTED, printed), edits, 1, true);
        BoostAttribute closeness = fuzzy.attributes().getAttribute(BoostAttribute.class);
        for (BytesRef term = fuzzy.next(); term != null && near.size() < MAX_NGRAMS; term = fuzzy.next()) {
            searcher.deadline().check();
            Term word = new Term(StoryDocument.PRINTED, BytesRef.deepCopyOf(term));
            near.add(new Near(word.text(), closeness.getBoost(), searcher.frequency(word)));
        }
        float closest = (float) near.stream().mapToDouble(Near::closeness).max().orElse(0);
        return near.stream()
                .filter(each -> each.frequency > 0 && each.closeness == closest && isMisprint(printed, each.word))
                .sorted(Comparator.comparingLong(Near::frequency).reversed().thenComparing(Near::word))
                // Hangul is compared by its letters, and printed in syllables.
                .map(each -> Normalizer.normalize(each.word, Normalizer.Form.NFC))
                .limit(MAX_CANDIDATES)
                .toList();
    }
}
