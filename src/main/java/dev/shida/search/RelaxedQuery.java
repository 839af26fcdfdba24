package dev.shida.search;

import dev.shida.search.MatchSet.Condition;
import dev.shida.search.QuerySegmenter.Kind;
import dev.shida.search.QuerySegmenter.Segment;
import dev.shida.search.StoryDocument.Searched;
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
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What the words of a query match less strictly, where no story has all of them as they were typed.
 *
 * <p>Each word that {@link QuerySegmenter} finds becomes a disjunction: the word itself, its synonyms, labels that have it,
 * and where no story has any of these, what it may be a misprint of ({@link SpellingCorrector}). At least half of the words
 * are required, of two one. A word that is in most stories says little: it adds to the score, but is not counted. A quoted
 * phrase was quoted to be found as it is, and is required.
 *
 * <p>Scores are BM25's, as for exact matches, so rarer words count more; the title counts several times as much as the texts,
 * and words that stand next to each other count again.
 */
final class RelaxedQuery {
    /** The most words; each takes some searches of the dictionary. */
    private static final int MAX_WORDS = 24;

    /** The most alternatives to one word. */
    private static final int MAX_ALTERNATIVES = 12;

    private static final float TITLE = 3;
    private static final float LABEL = 0.7f;
    private static final float SYNONYM = 0.7f;
    private static final float CORRECTION = 0.5f;
    private static final float ADJACENT = 1.5f;

    /** Of having a word at all: about what a rare word in a title adds, so that more of the words are more than one of them. */
    private static final float COUNTED = 8;

    /** A word in more than this part of the stories is not counted. */
    private static final double COMMON = 0.5;

    /** Of two words of which no story has one, the other has to be in at most this part of the stories. */
    private static final double RARE = 0.34;

    /** So few stories are never too many for that. */
    private static final long FEW = 2;

    /** Of a single character out of a word; in which story a few of these are says nothing. */
    private static final int SAYS_LITTLE = 1;

    private static final int MIN_INITIALS = 4;

    private static final int MIN_DIGITS = 3;

    /** A word of so many characters is hardly another one's misprint, and hardly in a story by chance. */
    private static final int LONG_WORD = 3;

    private static final Pattern NUMERAL = Pattern.compile("[〇一二两三四五六七八九十百千万亿]+");

    /** The shortest part of a compound of katakana or hangul. */
    private static final int MIN_PART = 2;

    /** A misprint in so few characters is corrected before they are segmented. */
    private static final int SHORT = 4;

    /** The shortest beginning of a word of a label. */
    private static final int MIN_PREFIX = 4;

    /** The most words of a phrase that has synonyms. */
    private static final int MAX_PHRASE = 4;

    /** Shorter letters are hardly several words, and found inside others. */
    static final int MIN_PHRASE = 8;

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Synonyms synonyms;
    private final QuerySegmenter segmenter;
    private final SpellingCorrector corrector;
    private final WordAnalyzer analyzer;
    private final HomophoneQuery homophones;
    private final List<Word> shownTexts = new ArrayList<>();
    private final Set<String> shownWords = new LinkedHashSet<>();

    /**
     * What one word matches; empty if no story has it.
     *
     * @param telling whether a story that has it is likely to be about it: its title has it, it is a whole label, or a long word
     * @param corrected whether it was taken for a misprint
     * @param certain whether it is known, and no correction of a word so short that it may be another one's
     * @param narrowed whether Han characters before it, without a space, say what kind of it is meant: 驾校报名
     */
    private record Clause(
            List<Query> alternatives,
            long frequency,
            boolean telling,
            boolean corrected,
            boolean certain,
            boolean narrowed) {}

    /**
     * What is left of the words of a query.
     *
     * @param required what a story must match; nothing if none can
     * @param scored queries whose sum says how well it does
     */
    record Relaxed(List<Condition> required, List<Query> scored) {
        private static final Relaxed IMPOSSIBLE = new Relaxed(List.of(), List.of());
    }

    RelaxedQuery(
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
        homophones = new HomophoneQuery(searcher);
    }

    /** The stories that match enough of the words. */
    Relaxed of(Words words) throws IOException {
        List<Condition> conditions = new ArrayList<>();
        List<Query> scored = new ArrayList<>();
        List<Clause> counted = new ArrayList<>();
        List<Clause> common = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        String before = "";
        Map<Word, List<Segment>> segments = segments(words);
        Map<Word, Set<String>> ofPhrases = synonymsOfPhrases(words.required());
        for (Word word : words.required()) {
            if (word.quoted()) {
                Query phrase = QueryPlan.anywhere(searcher, word.text());
                conditions.add(Condition.any(List.of(phrase)));
                scored.add(phrase);
                shownTexts.add(word);
                continue;
            }
            boolean unknown = false;
            boolean narrowed = false;
            for (Segment segment : segments.getOrDefault(word, List.of())) {
                searcher.deadline().check();
                if (counted.size() + common.size() >= MAX_WORDS) {
                    break;
                }
                Clause clause = clause(segment, word, ofPhrases.getOrDefault(word, Set.of()), narrowed);
                narrowed = segment.kind() == Kind.HAN || segment.kind() == Kind.CHARACTERS;
                (isCommon(clause.frequency) ? common : counted).add(clause);
                unknown |= clause.alternatives.isEmpty();
                if (!before.isEmpty() && !clause.alternatives.isEmpty()) {
                    addAdjacent(scored, before + segment.text());
                    NearQuery.of(searcher, before, segment.text())
                            .ifPresent(near -> scored.add(new BoostQuery(near, ADJACENT)));
                }
                before = segment.text();
            }
            if (unknown) {
                corrector.han(word.text()).stream().findFirst().ifPresent(whole::add);
            }
        }
        List<Clause> required = counted.isEmpty() ? common : counted;
        List<Clause> known = required.stream()
                .filter(clause -> !clause.alternatives.isEmpty())
                .toList();
        if (known.size() < required.size() && known.stream().noneMatch(clause -> clause.telling && !clause.corrected)) {
            // Where nothing else is certain, a correction is a guess.
            known = known.stream().filter(clause -> !clause.corrected).toList();
        }
        int least = Math.max(1, least(required, known));
        List<Query> enough = new ArrayList<>();
        for (String correction : whole) {
            addAdjacent(enough, correction);
            shownTexts.add(new Word(correction, List.of(), correction, false));
        }
        scored.addAll(enough);
        if (known.size() >= least || !enough.isEmpty()) {
            conditions.add(
                    new Condition(known.stream().map(Clause::alternatives).toList(), least, enough));
        } else if (conditions.isEmpty() || !required.isEmpty()) {
            return Relaxed.IMPOSSIBLE;
        }
        known.forEach(clause -> addWays(scored, clause));
        if (!counted.isEmpty()) {
            common.forEach(clause -> scored.addAll(clause.alternatives));
        }
        return new Relaxed(conditions, scored);
    }

    /** Adds what a word matches, and that it matches at all: a story that has more of the words is nearer to what was typed. */
    private void addWays(List<Query> scored, Clause clause) {
        scored.addAll(clause.alternatives);
        if (searcher.getIndexReader().numDocs() <= NearQuery.MAX_STORIES) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            clause.alternatives.forEach(each -> any.add(each, Occur.SHOULD));
            scored.add(new BoostQuery(new ConstantScoreQuery(any.build()), COUNTED));
        }
    }

    private void addAdjacent(List<Query> scored, String text) throws IOException {
        for (Searched searched : Searched.values()) {
            scored.add(new BoostQuery(
                    QueryPlan.loosely(searcher, text, searched),
                    searched == Searched.TITLE ? QueryPlan.TITLE * ADJACENT : ADJACENT));
        }
    }

    /** How many of the words a story must have: half of them, and of two only one if both are certain, or it says enough. */
    private int least(List<Clause> required, List<Clause> known) {
        if (required.size() != 2 || required.stream().allMatch(Clause::certain)) {
            return (required.size() + 1) / 2;
        }
        boolean isEnough = known.stream()
                .filter(clause -> clause != required.get(1) || !clause.narrowed)
                .anyMatch(clause -> clause.telling && clause.frequency <= Math.max(FEW, RARE * stories()));
        return isEnough ? 1 : 2;
    }

    private boolean isCommon(long frequency) {
        return frequency > COMMON * stories();
    }

    private long stories() {
        return Math.max(1, searcher.getIndexReader().numDocs());
    }

    /** What a story was found by. */
    Highlighter.Terms highlighted() {
        return new Highlighter.Terms(new Words(shownTexts, List.of()), Set.copyOf(shownWords));
    }

    /** The segments of the words that are not quoted; the fallbacks say too little where there are others. */
    private Map<Word, List<Segment>> segments(Words words) throws IOException {
        Map<Word, List<Segment>> all = new LinkedHashMap<>();
        for (Word word : words.required()) {
            if (!word.quoted()) {
                all.put(word, segments(word));
            }
        }
        int most = all.entrySet().stream()
                .flatMapToInt(each -> each.getValue().stream().mapToInt(segment -> says(segment, each.getKey())))
                .max()
                .orElse(0);
        all.replaceAll((word, segments) -> segments.stream()
                .filter(segment -> most != SAYS_LITTLE && says(segment, word) == most)
                .toList());
        return all;
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
    private List<Segment> segments(Word word) throws IOException {
        String typed = word.typed();
        List<Segment> segments = new ArrayList<>();
        // WHO has synonyms, who has none.
        if (!synonyms.of(word.text()).isEmpty() && !QuerySegmenter.isFunctionWord(typed)) {
            return List.of(new Segment(word.text(), typed, isLetters(typed) ? Kind.LETTERS : Kind.HAN));
        }
        if (isHan(word.text())
                && (word.text().length() == 2
                        || (word.text().length() <= SHORT
                                && !isKnown(word.text())
                                && !corrector.han(word.text()).isEmpty()))) {
            return List.of(new Segment(word.text(), typed, Kind.CHARACTERS));
        }
        // Where nothing is left out or becomes two characters, the folded text is in step with what was typed.
        String folded = word.text().length() == typed.length() ? word.text() : typed;
        int from = 0;
        for (int i = 0; i < typed.length(); i++) {
            int length = Character.isIdeographic(typed.codePointAt(i)) ? synonyms.lengthAt(folded, i) : 0;
            if (length > 1) {
                segments.addAll(segmenter.segment(typed.substring(from, i)));
                segments.add(new Segment(folded.substring(i, i + length), typed.substring(i, i + length), Kind.HAN));
                from = i + length;
                i = from - 1;
            }
        }
        segments.addAll(segmenter.segment(typed.substring(from)));
        List<Segment> all = new ArrayList<>();
        for (Segment segment : wordsAmongCharacters(segments)) {
            all.addAll(segment.kind() == Kind.LETTERS && !isAlphabetic(segment) ? parts(segment) : List.of(segment));
        }
        return all;
    }

    /** A compound of katakana or hangul that no story has as it is: a printed word, and what is left of it. */
    private List<Segment> parts(Segment compound) throws IOException {
        String text = compound.text();
        if (isKnown(text) || !corrector.letters(printed(text)).isEmpty()) {
            return List.of(compound);
        }
        for (int to = text.length() - MIN_PART; to >= MIN_PART; to--) {
            String first = text.substring(0, to);
            String rest = text.substring(to);
            boolean isWord = searcher.frequency(new Term(StoryDocument.PRINTED, printed(first))) > 0;
            if (isWord && (isKnown(rest) || !corrector.letters(printed(rest)).isEmpty())) {
                return List.of(new Segment(first, first, compound.kind()), new Segment(rest, rest, compound.kind()));
            }
        }
        return List.of(compound);
    }

    private static boolean isHan(String text) {
        return text.codePoints().allMatch(Character::isIdeographic);
    }

    private static boolean isLetters(String typed) {
        return typed.codePoints().allMatch(WordAnalyzer::isInWord);
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
            if (text.length() == 1 && before != null && before.kind() == Kind.NUMBER && isKnown(before.text() + text)) {
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

    private boolean isKnown(String text) throws IOException {
        return QueryPlan.isKnown(searcher, text);
    }

    private Clause clause(Segment segment, Word word, Set<String> ofPhrase, boolean narrowed) throws IOException {
        List<Query> alternatives = new ArrayList<>();
        boolean alphabetic = isAlphabetic(segment);
        boolean hasDigits = segment.text().chars().anyMatch(Character::isDigit);
        long frequency = alphabetic && !hasDigits ? 0 : addText(alternatives, segment.text(), 1);
        if (!alphabetic || segment.text().length() >= MIN_PREFIX) {
            frequency = Math.max(
                    frequency, addLabels(alternatives, labels.written(segment.text(), searcher.deadline()), 1));
        }
        String analyzed = segment.kind() == Kind.LETTERS ? analyzed(segment.typed()) : "";
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
        boolean corrected = alternatives.isEmpty() && segment.kind() != Kind.NUMBER;
        if (corrected) {
            frequency = correct(alternatives, segment, analyzed, word);
        }
        boolean certain = !alternatives.isEmpty() && (!corrected || isLong(segment));
        return new Clause(
                alternatives,
                frequency,
                isTelling(segment, alternatives),
                corrected,
                certain,
                narrowed && !isNumeral(segment.text()));
    }

    private static boolean isNumeral(String text) {
        return NUMERAL.matcher(text).matches();
    }

    private static boolean isLong(Segment segment) {
        return segment.text().length() >= (isAlphabetic(segment) ? SpellingCorrector.TWO_EDITS : LONG_WORD);
    }

    /** Whether letters have digits among them, or are all capitals. */
    private static boolean isName(String typed) {
        return typed.codePoints().anyMatch(Character::isDigit)
                || typed.codePoints().allMatch(Character::isUpperCase);
    }

    /** Whether it is of a script with spaces, in which it is matched as a whole word: {@code ai} is in {@code training}. */
    private static boolean isAlphabetic(Segment segment) {
        return segment.kind() == Kind.LETTERS
                && switch (UnicodeScript.of(segment.typed().codePointAt(0))) {
                    case KATAKANA, HANGUL -> false;
                    default -> true;
                };
    }

    /** The synonyms of a word, and of what it is an English form of. */
    private Set<String> synonyms(String text, String analyzed) {
        Set<String> of = new LinkedHashSet<>(synonyms.of(text));
        of.addAll(synonyms.of(analyzed));
        return of;
    }

    /** The synonyms of words with spaces between them, for each of these: power cuts, and what means both. */
    private Map<Word, Set<String>> synonymsOfPhrases(List<Word> words) {
        Map<Word, Set<String>> all = new LinkedHashMap<>();
        for (int from = 0; from < words.size(); from++) {
            StringBuilder phrase = new StringBuilder();
            for (int to = from; to < Math.min(words.size(), from + MAX_PHRASE); to++) {
                Word last = words.get(to);
                if (last.quoted()) {
                    break;
                }
                String stem = to > from && isLetters(last.typed()) ? analyzed(last.typed()) : "";
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
        if (isLetters(synonym) && UnicodeScript.of(synonym.codePointAt(0)) != UnicodeScript.HANGUL) {
            String analyzed = analyzed(synonym);
            long words = analyzed.isEmpty() ? 0 : addWord(alternatives, analyzed, SYNONYM);
            // Of several words there is no word in the index, but a piece of text.
            return words > 0 || synonym.length() < MIN_PHRASE ? words : addText(alternatives, synonym, SYNONYM);
        }
        long frequency = addText(alternatives, synonym, SYNONYM);
        return Math.max(frequency, addLabels(alternatives, labels.written(synonym, searcher.deadline()), SYNONYM));
    }

    private boolean isTelling(Segment segment, List<Query> alternatives) throws IOException {
        boolean name = segment.kind() == Kind.LETTERS && (!isAlphabetic(segment) || isName(segment.typed()));
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
        long frequency = 0;
        for (Searched searched : Searched.values()) {
            frequency = Math.max(frequency, QueryPlan.frequency(searcher, text, searched));
        }
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

    /** The analyzed form of one word of letters; empty if it has none. */
    private String analyzed(String typed) {
        return only(analyzer.words(typed));
    }

    /** The same, as it is printed. */
    private String printed(String typed) {
        return only(analyzer.printed(typed));
    }

    private static String only(List<WordAnalyzer.AnalyzedWord> words) {
        return words.size() == 1 ? words.get(0).term() : "";
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
            for (String near : corrector.letters(printed(segment.typed()))) {
                frequency += addWord(alternatives, analyzed(near), CORRECTION);
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
        }
        return frequency;
    }
}
