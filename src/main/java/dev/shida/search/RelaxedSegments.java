package dev.shida.search;

import dev.shida.search.QuerySegmenter.Kind;
import dev.shida.search.QuerySegmenter.Segment;
import dev.shida.text.NumberForms;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;

/**
 * The segments of a query's words for relaxed matches. What {@link QuerySegmenter} finds is corrected by what the list of
 * synonyms and the stories have: its dictionary knows neither names nor new words.
 */
final class RelaxedSegments {
    /** Of a single character out of a word; in which story a few of these are says nothing. */
    private static final int SAYS_LITTLE = 1;

    private static final int MIN_DIGITS = 3;

    /** The shortest part of a compound of katakana or hangul. */
    private static final int MIN_PART = 2;

    /** The longest compound that is divided. */
    private static final int MAX_COMPOUND = 24;

    /** The most words with synonyms that are looked for in what was typed in one piece. */
    private static final int MAX_SYNONYMS = 24;

    /** A character belongs to a word if it is beside it in so many of the stories that have the word: not 帮 of 帮职工. */
    private static final double TOGETHER = 0.25;

    /** A misprint in so few characters is corrected before they are segmented. */
    private static final int SHORT = 4;

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Synonyms synonyms;
    private final QuerySegmenter segmenter;
    private final WordAnalyzer analyzer;
    private final SpellingCorrector corrector;

    RelaxedSegments(
            StorySearcher searcher,
            LabelLookup labels,
            Synonyms synonyms,
            QuerySegmenter segmenter,
            WordAnalyzer analyzer,
            SpellingCorrector corrector) {
        this.searcher = searcher;
        this.labels = labels;
        this.synonyms = synonyms;
        this.segmenter = segmenter;
        this.analyzer = analyzer;
        this.corrector = corrector;
    }

    /** The segments of the words that are not quoted; the fallbacks say too little where there are others. */
    Map<Word, List<Segment>> of(Words words) throws IOException {
        Map<Word, List<Segment>> all = new LinkedHashMap<>();
        for (Word word : words.required()) {
            if (!word.quoted()) {
                all.put(word, of(word));
            }
        }
        int most = all.entrySet().stream()
                .flatMapToInt(each -> each.getValue().stream().mapToInt(segment -> says(segment, each.getKey())))
                .max()
                .orElse(0);
        for (Map.Entry<Word, List<Segment>> each : all.entrySet()) {
            each.setValue(most == SAYS_LITTLE ? List.of() : saying(most, each.getValue(), each.getKey()));
        }
        return all;
    }

    /** The segments that say so much. */
    private List<Segment> saying(int most, List<Segment> segments, Word word) throws IOException {
        List<Segment> saying = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (says(segment, word) == most) {
                boolean cutOff = i + 1 < segments.size()
                        && segment.kind() == Kind.HAN
                        && says(segments.get(i + 1), word) == SAYS_LITTLE
                        && isCutOff(segment.text(), segments.get(i + 1).text(), word);
                saying.add(new Segment(segment.text(), segment.typed(), segment.kind(), cutOff));
            }
        }
        return saying;
    }

    /** Whether a character was typed behind a word, and both are no word that stories have. */
    private boolean isCutOff(String text, String next, Word word) throws IOException {
        return isHan(next) && word.text().contains(text + next) && !isKnown(text + next);
    }

    /** How much a segment says: an ending less than a character or a digit, and that less than a word or a number. */
    private static int says(Segment segment, Word word) {
        if (segment.kind() == Kind.ENDING) {
            return 0;
        }
        // One digit or two are in many other numbers.
        int least = segment.text().chars().allMatch(Character::isDigit) ? MIN_DIGITS : 2;
        return segment.text().length() >= least || segment.text().equals(word.text()) ? 2 : SAYS_LITTLE;
    }

    /** The segments of a word; those that the list of synonyms has are whole, and so is a short one with a misprint. */
    private List<Segment> of(Word word) throws IOException {
        String typed = word.typed();
        List<Segment> segments = new ArrayList<>();
        // WHO has synonyms, who has none.
        boolean hasLetters = WordAnalyzer.isWord(typed);
        if (!synonyms.of(word.text()).isEmpty()
                && !QuerySegmenter.isFunctionWord(typed)
                && (hasLetters || isFound(word.text()))) {
            return List.of(new Segment(word.text(), typed, hasLetters ? Kind.LETTERS : Kind.HAN));
        }
        if (QuerySegmenter.isFunctionWord(word.text())) {
            return List.of();
        }
        if (isHan(word.text())
                && (word.text().length() == 2
                        || (word.text().length() <= SHORT
                                && !QuerySegmenter.isChineseYear(word.text())
                                && !isKnown(word.text())
                                && !corrector.han(word.text()).isEmpty()))) {
            return List.of(new Segment(word.text(), typed, Kind.CHARACTERS));
        }
        // Where nothing is left out or becomes two characters, the folded text is in step with what was typed.
        String folded = word.text().length() == typed.length() ? word.text() : typed;
        int from = 0;
        int found = 0;
        for (int i = 0; i < typed.length() && found < MAX_SYNONYMS; i++) {
            searcher.deadline().check();
            int length = Character.isIdeographic(typed.codePointAt(i)) ? synonyms.lengthAt(folded, i) : 0;
            if (length > 1 && isFound(folded.substring(i, i + length))) {
                segments.addAll(segmenter.segment(typed.substring(from, i)));
                segments.add(new Segment(folded.substring(i, i + length), typed.substring(i, i + length), Kind.HAN));
                from = i + length;
                i = from - 1;
                found++;
            }
        }
        segments.addAll(segmenter.segment(typed.substring(from)));
        List<Segment> all = new ArrayList<>();
        for (Segment segment : withCharactersBeside(wordsAmongCharacters(segments))) {
            all.addAll(segment.kind() == Kind.LETTERS && !segment.isAlphabetic() ? parts(segment) : List.of(segment));
        }
        return all;
    }

    /** Whether a word that has synonyms, or one of these, is in some story; else its parts may be. */
    private boolean isFound(String word) throws IOException {
        if (isKnown(word) || !labels.written(word, searcher.deadline()).isEmpty()) {
            return true;
        }
        for (String synonym : synonyms.of(word)) {
            if (isKnown(synonym)
                    || !labels.written(synonym, searcher.deadline()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** A compound of katakana or hangul that no story has as it is: a printed word, and what is left of it. */
    private List<Segment> parts(Segment compound) throws IOException {
        String text = compound.text();
        if (text.length() > MAX_COMPOUND
                || isKnown(text)
                || !corrector.letters(analyzer.printedWord(text)).isEmpty()) {
            return List.of(compound);
        }
        for (int to = text.length() - MIN_PART; to >= MIN_PART; to--) {
            String first = text.substring(0, to);
            String rest = text.substring(to);
            boolean isWord = searcher.frequency(new Term(StoryDocument.PRINTED, analyzer.printedWord(first))) > 0;
            if (isWord
                    && (isKnown(rest)
                            || !corrector.letters(analyzer.printedWord(rest)).isEmpty())) {
                return List.of(new Segment(first, first, compound.kind()), new Segment(rest, rest, compound.kind()));
            }
        }
        return List.of(compound);
    }

    private static boolean isHan(String text) {
        return text.codePoints().allMatch(Character::isIdeographic);
    }

    /** Makes words of the longest pieces of characters that stories have; what is left over of them is one too. */
    private List<Segment> wordsAmongCharacters(List<Segment> segments) throws IOException {
        List<Segment> words = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.kind() != Kind.CHARACTERS) {
                words.add(segment);
                continue;
            }
            String text = segment.text();
            Segment before = words.isEmpty() ? null : words.get(words.size() - 1);
            if (text.length() == 1
                    && before != null
                    && before.kind() == Kind.NUMBER
                    && isKnownNumber(before.text() + text)) {
                words.set(words.size() - 1, new Segment(before.text() + text, before.typed() + text, Kind.NUMBER));
                continue;
            }
            int from = 0;
            StringBuilder rest = new StringBuilder();
            while (from < text.length()) {
                int to = longestKnown(text, from);
                if (to > 0 && !isFragment(text, from, to)) {
                    addRest(words, rest);
                    words.add(new Segment(text.substring(from, to), text.substring(from, to), Kind.HAN));
                    from = to;
                } else {
                    int next = text.offsetByCodePoints(from, 1);
                    rest.append(text, from, next);
                    from = next;
                }
            }
            addRest(words, rest);
        }
        return words;
    }

    /** Joins a single character to the word behind it or before it that it belongs to: 大|工匠. */
    private List<Segment> withCharactersBeside(List<Segment> segments) throws IOException {
        List<Segment> joined = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            Segment before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            Segment next = i + 1 < segments.size() ? segments.get(i + 1) : null;
            if (isSingle(segment) && next != null && isTogether(segment, next)) {
                joined.add(together(segment, next));
                i++;
            } else if (isSingle(segment) && before != null && isTogether(before, segment)) {
                joined.set(joined.size() - 1, together(before, segment));
            } else {
                joined.add(segment);
            }
        }
        return joined;
    }

    private static boolean isSingle(Segment segment) {
        return segment.kind() == Kind.CHARACTERS
                && segment.text().codePointCount(0, segment.text().length()) == 1;
    }

    private boolean isTogether(Segment one, Segment other) throws IOException {
        Segment word = isSingle(one) ? other : one;
        long both = word.kind() == Kind.HAN ? QueryPlan.frequency(searcher, one.text() + other.text()) : 0;
        return both > 0 && both >= TOGETHER * QueryPlan.frequency(searcher, word.text());
    }

    private static Segment together(Segment one, Segment other) {
        return new Segment(one.text() + other.text(), one.typed() + other.typed(), Kind.HAN);
    }

    /** Whether a pair out of three characters stands together by chance only: 比特 of 比特币. */
    private boolean isFragment(String text, int from, int to) throws IOException {
        return text.length() == 3 && to - from == 2 && !corrector.belongsTogether(text.substring(from, to));
    }

    private static void addRest(List<Segment> words, StringBuilder rest) {
        if (!rest.isEmpty()) {
            words.add(new Segment(rest.toString(), rest.toString(), Kind.CHARACTERS));
            rest.setLength(0);
        }
    }

    /** The end of the longest piece of two or more characters from an index on that stories have; 0 if there is none. */
    private int longestKnown(String text, int from) throws IOException {
        int longest = 0;
        int to = from;
        for (int length = 1; to < text.length(); length++) {
            to = text.offsetByCodePoints(to, 1);
            if (length > 1) {
                if (!isKnown(text.substring(from, to))) {
                    break;
                }
                longest = to;
            }
        }
        return longest;
    }

    private boolean isKnownNumber(String number) throws IOException {
        for (String form : NumberForms.of(number)) {
            if (isKnown(form)) {
                return true;
            }
        }
        return isKnown(number);
    }

    private boolean isKnown(String text) throws IOException {
        return QueryPlan.isKnown(searcher, text);
    }
}
