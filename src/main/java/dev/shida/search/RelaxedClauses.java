package dev.shida.search;

import dev.shida.search.QuerySegmenter.Kind;
import dev.shida.search.QuerySegmenter.Segment;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.NumberForms;
import dev.shida.text.Pinyin;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What each word of a relaxed query matches: the word itself, its synonyms, labels that have it, and where no story has any of
 * these, what it may be a misprint of ({@link SpellingCorrector}).
 */
final class RelaxedClauses {
    /** A word in more than this part of the stories says little. */
    private static final double COMMON = 0.5;

    /** The most alternatives to one word. */
    private static final int MAX_ALTERNATIVES = 12;

    private static final float TITLE = 3;
    private static final float LABEL = 0.7f;
    private static final float SYNONYM = 0.7f;
    private static final float CORRECTION = 0.5f;
    private static final int MIN_INITIALS = 4;

    private static final Pattern MEASURE = Pattern.compile("(?<number>[0-9][0-9.]*)(?<unit>[^0-9.]+)");

    /** A word of so many characters is hardly another one's misprint, and hardly in a story by chance. */
    static final int LONG_WORD = 3;

    private static final Pattern NUMERAL = Pattern.compile("[〇一二两三四五六七八九十百千万亿]+");

    /** The shortest beginning of a word of a label. */
    private static final int MIN_PREFIX = 4;

    /** The most words of a phrase that has synonyms. */
    private static final int MAX_PHRASE = 4;

    /** Shorter letters are hardly several words, and found inside others. */
    static final int MIN_PHRASE = 8;

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Synonyms synonyms;
    private final WordAnalyzer analyzer;
    private final SpellingCorrector corrector;
    private final HomophoneQuery homophones;
    private final List<Word> shownTexts = new ArrayList<>();
    private final Set<String> shownWords = new LinkedHashSet<>();

    /**
     * What one word matches; empty if no story has it.
     *
     * @param telling whether a story that has it is likely to be about it: its title has it, it is a whole label, or a long word
     * @param corrected whether it was taken for a misprint
     * @param certain whether it is known, and no correction of a word so short that it may be another one's
     * @param narrowed whether what is before it says what kind of it is meant: Han characters without a space (驾校报名), or,
     *     of what several stories have, a word of an alphabet (house prices)
     * @param length of what was typed, in UTF-16 units
     */
    record Clause(
            List<Query> alternatives,
            long frequency,
            boolean telling,
            boolean corrected,
            boolean certain,
            boolean narrowed,
            int length) {}

    RelaxedClauses(
            StorySearcher searcher,
            LabelLookup labels,
            Synonyms synonyms,
            WordAnalyzer analyzer,
            SpellingCorrector corrector) {
        this.searcher = searcher;
        this.labels = labels;
        this.synonyms = synonyms;
        this.analyzer = analyzer;
        this.corrector = corrector;
        homophones = new HomophoneQuery(searcher);
    }

    /**
     * What a segment of a word matches.
     *
     * @param ofPhrase synonyms of a phrase that the word is in
     * @param afterHan whether Han characters are before it, without a space
     * @param afterLetters whether a word of an alphabet is before it
     */
    Clause of(Segment segment, Word word, Set<String> ofPhrase, boolean afterHan, boolean afterLetters)
            throws IOException {
        List<Query> alternatives = new ArrayList<>();
        boolean alphabetic = segment.isAlphabetic();
        boolean hasDigits = segment.text().chars().anyMatch(Character::isDigit);
        long frequency = alphabetic && !hasDigits ? 0 : addText(alternatives, segment.text(), 1);
        if (!alphabetic || segment.text().length() >= MIN_PREFIX) {
            frequency = Math.max(
                    frequency, addLabels(alternatives, labels.written(segment.text(), searcher.deadline()), 1));
        }
        String analyzed = segment.kind() == Kind.LETTERS ? analyzer.word(segment.typed()) : "";
        if (!analyzed.isEmpty()) {
            frequency = Math.max(frequency, addWord(alternatives, analyzed, 1));
        }
        List<Query> common = new ArrayList<>();
        Set<String> near = new LinkedHashSet<>(ofPhrase);
        near.addAll(synonyms(segment.text(), analyzed));
        for (String synonym : near) {
            if (alternatives.size() < MAX_ALTERNATIVES) {
                List<Query> more = new ArrayList<>();
                long count = addSynonym(more, synonym);
                boolean isCommon = isCommon(count);
                (isCommon ? common : alternatives).addAll(more);
                frequency = isCommon ? frequency : Math.max(frequency, count);
            }
        }
        if (alternatives.isEmpty() && !common.isEmpty()) {
            alternatives.addAll(common);
            frequency = stories();
        }
        if (alternatives.isEmpty() && alphabetic && segment.text().length() >= MIN_PHRASE) {
            // Two words in one: blackhole.
            frequency = addText(alternatives, segment.text(), 1);
        }
        if (alternatives.isEmpty()) {
            frequency = addNumbers(alternatives, segment.text());
        }
        boolean corrected = alternatives.isEmpty() && segment.kind() != Kind.NUMBER;
        if (corrected) {
            frequency = correct(alternatives, segment, analyzed, word);
        }
        boolean certain = !alternatives.isEmpty() && !segment.cutOff() && (!corrected || isLong(segment));
        return new Clause(
                alternatives,
                frequency,
                !segment.cutOff() && isTelling(segment, alternatives),
                corrected,
                certain,
                (afterHan && !isNumeral(segment.text())) || (afterLetters && alphabetic && frequency > 1),
                segment.text().length());
    }

    /** What is of one of some years, or says so in its title or text. */
    List<Query> ofYears(List<Segment> years) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (Segment year : years) {
            addLabels(ways, labels.written(year.text(), searcher.deadline()), 1);
            for (String form : NumberForms.ofYear(year.text())) {
                for (Searched searched : Searched.values()) {
                    // Not loosely: another year may have the same trigrams.
                    Query query = QueryPlan.memoized(searcher, form, searched);
                    if (!(query instanceof MatchNoDocsQuery)) {
                        ways.add(query);
                        show(new Word(form, List.of(), form, false));
                    }
                }
            }
        }
        return ways;
    }

    /** Adds a number as it is written otherwise, also with the names of its unit: 16MW, 16兆瓦. */
    private long addNumbers(List<Query> alternatives, String text) throws IOException {
        long frequency = 0;
        for (String form : NumberForms.of(text)) {
            frequency = Math.max(frequency, addText(alternatives, form, 1));
        }
        Matcher measure = MEASURE.matcher(text);
        if (measure.matches()) {
            for (String unit : synonyms.of(measure.group("unit"))) {
                frequency = Math.max(frequency, addText(alternatives, measure.group("number") + unit, 1));
            }
        }
        return frequency;
    }

    private static boolean isNumeral(String text) {
        return NUMERAL.matcher(text).matches();
    }

    private static boolean isLong(Segment segment) {
        return segment.text().length() >= (segment.isAlphabetic() ? SpellingCorrector.TWO_EDITS : LONG_WORD);
    }

    /** Whether letters have digits among them, or are all capitals. */
    private static boolean isName(String typed) {
        return typed.codePoints().anyMatch(Character::isDigit)
                || typed.codePoints().allMatch(Character::isUpperCase);
    }

    /** The synonyms of a word, and of what it is an English form of. */
    private Set<String> synonyms(String text, String analyzed) {
        Set<String> of = new LinkedHashSet<>(synonyms.of(text));
        of.addAll(synonyms.of(analyzed));
        return of;
    }

    /** The synonyms of words with spaces between them, for each of these: power cuts, and what means both. */
    Map<Word, Set<String>> synonymsOfPhrases(List<Word> words) {
        Map<Word, Set<String>> all = new LinkedHashMap<>();
        for (int from = 0; from < words.size(); from++) {
            StringBuilder phrase = new StringBuilder();
            for (int to = from; to < Math.min(words.size(), from + MAX_PHRASE); to++) {
                Word last = words.get(to);
                if (last.quoted()) {
                    break;
                }
                String stem = to > from && WordAnalyzer.isWord(last.typed()) ? analyzer.word(last.typed()) : "";
                String before = phrase.toString();
                phrase.append(last.text());
                Set<String> of =
                        to > from ? synonyms(phrase.toString(), stem.isEmpty() ? "" : before + stem) : Set.of();
                if (!of.isEmpty()) {
                    words.subList(from, to + 1)
                            .forEach(word -> all.computeIfAbsent(word, key -> new LinkedHashSet<>())
                                    .addAll(of));
                }
            }
        }
        return all;
    }

    private long addSynonym(List<Query> alternatives, String synonym) throws IOException {
        // A word in hangul has its particles behind it without a space, so it is looked up as text.
        if (WordAnalyzer.isWord(synonym) && UnicodeScript.of(synonym.codePointAt(0)) != UnicodeScript.HANGUL) {
            String analyzed = analyzer.word(synonym);
            long words = analyzed.isEmpty() ? 0 : addWord(alternatives, analyzed, SYNONYM);
            // Of several words there is no word in the index, but a piece of text.
            return words > 0 || synonym.length() < MIN_PHRASE ? words : addText(alternatives, synonym, SYNONYM);
        }
        long frequency = addText(alternatives, synonym, SYNONYM);
        return Math.max(frequency, addLabels(alternatives, labels.written(synonym, searcher.deadline()), SYNONYM));
    }

    private boolean isTelling(Segment segment, List<Query> alternatives) throws IOException {
        boolean name = segment.kind() == Kind.LETTERS && (!segment.isAlphabetic() || isName(segment.typed()));
        boolean word = segment.kind() == Kind.HAN && !isNumeral(segment.text());
        if ((word || name) && segment.text().length() >= LONG_WORD) {
            return true;
        }
        for (Query each : alternatives) {
            Query query = each instanceof BoostQuery boosted ? boosted.getQuery() : each;
            boolean inTitle = each instanceof BoostQuery boosted && boosted.getBoost() >= TITLE * CORRECTION;
            if (inTitle && !(query instanceof ConstantScoreQuery) && searcher.exists(query)) {
                return true;
            }
        }
        return labels.isWhole(segment.text());
    }

    /** Adds what has a text; says in how many stories it is. */
    private long addText(List<Query> alternatives, String text, float boost) throws IOException {
        long frequency = QueryPlan.frequency(searcher, text);
        if (frequency > 0) {
            for (Searched searched : Searched.values()) {
                alternatives.add(new BoostQuery(
                        QueryPlan.loosely(searcher, text, searched),
                        searched == Searched.TITLE ? TITLE * boost : boost));
            }
            shownTexts.add(new Word(text, List.of(), text, false));
        }
        return frequency;
    }

    private long addWord(List<Query> alternatives, String analyzed, float boost) throws IOException {
        long frequency = 0;
        for (Searched searched : Searched.values()) {
            Term term = new Term(searched.words(), analyzed);
            long count = searcher.frequency(term);
            if (count > 0) {
                alternatives.add(
                        new BoostQuery(new TermQuery(term), searched == Searched.TITLE ? TITLE * boost : boost));
                shownWords.add(analyzed);
            }
            frequency = Math.max(frequency, count);
        }
        return Math.max(frequency, addLabels(alternatives, labels.analyzed(analyzed), boost));
    }

    /** A label counts as a word of the same rarity in a text. */
    private long addLabels(List<Query> alternatives, Collection<Term> terms, float boost) throws IOException {
        long all = 0;
        for (Query named : QueryPlan.having(terms)) {
            long frequency = QueryPlan.frequency(searcher, named);
            if (frequency > 0) {
                double rarity = Math.log(1 + (stories() - frequency + 0.5) / (frequency + 0.5));
                alternatives.add(new BoostQuery(new ConstantScoreQuery(named), (float) (LABEL * rarity) * boost));
                all += frequency;
            }
        }
        return Math.min(all, stories());
    }

    /** Adds what a word may be a misprint of; says in about how many stories that is. */
    private long correct(List<Query> alternatives, Segment segment, String analyzed, Word word) throws IOException {
        long frequency = 0;
        if (segment.kind() != Kind.LETTERS) {
            Optional<String> correction = corrector.han(segment.text()).stream().findFirst();
            if (correction.isPresent()) {
                frequency = addText(alternatives, correction.get(), CORRECTION);
                frequency += addLabels(alternatives, labels.written(correction.get(), searcher.deadline()), CORRECTION);
            }
            return frequency;
        }
        Optional<Query> sound = homophones.of(word.readings());
        if (sound.isPresent()) {
            alternatives.add(sound.get());
            shownTexts.add(word);
            frequency = searcher.count(sound.get());
        }
        frequency += addLabels(alternatives, labels.read(word.readings(), searcher.deadline()), CORRECTION);
        if (alternatives.isEmpty() && !analyzed.isEmpty()) {
            for (String near : corrector.letters(analyzer.printedWord(segment.typed()))) {
                frequency += addWord(alternatives, analyzer.word(near), CORRECTION);
            }
            frequency += addLabels(
                    alternatives, labels.near(analyzed, SpellingCorrector.allowedEdits(analyzed)), CORRECTION);
        }
        List<String> initials = Pinyin.initials(segment.text());
        if (alternatives.isEmpty() && initials.size() >= MIN_INITIALS) {
            Query read = homophones.beginningWith(initials);
            if (searcher.exists(read)) {
                alternatives.add(new BoostQuery(read, CORRECTION));
                frequency = searcher.count(read);
            }
            for (String words : corrector.beginningWith(initials)) {
                frequency = Math.max(frequency, addText(alternatives, words, CORRECTION));
            }
        }
        return frequency;
    }

    /** Marks a text in what was found. */
    void show(Word text) {
        shownTexts.add(text);
    }

    /** What a story was found by. */
    Highlighter.Terms highlighted() {
        return new Highlighter.Terms(new Words(shownTexts, List.of()), Set.copyOf(shownWords));
    }

    /** Whether so many stories have a word that it says little. */
    boolean isCommon(long frequency) {
        return frequency > COMMON * stories();
    }

    private long stories() {
        return Math.max(1, searcher.getIndexReader().numDocs());
    }
}
