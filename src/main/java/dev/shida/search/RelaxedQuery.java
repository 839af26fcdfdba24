package dev.shida.search;

import dev.shida.search.MatchSet.Condition;
import dev.shida.search.QuerySegmenter.Kind;
import dev.shida.search.QuerySegmenter.Segment;
import dev.shida.search.RelaxedClauses.Clause;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;

/**
 * What the words of a query match less strictly, where no story has all of them as they were typed.
 *
 * <p>Each word that {@link RelaxedSegments} finds becomes a disjunction ({@link RelaxedClauses}). At least half of the words
 * are required, of two one. A word that is in most stories says little: it adds to the score, but is not counted. Where more
 * stories match than are of use, those are left that have more of the words ({@link MatchSet.Condition}). A quoted phrase was
 * quoted to be found as it is, and is required. So is a year: it says which of many stories alike is meant, and another year's is
 * none of them. Of several years, one is enough.
 *
 * <p>Scores are BM25's, as for exact matches, so rarer words count more; the title counts several times as much as the texts,
 * and words that stand next to each other count again.
 */
final class RelaxedQuery {
    /** The most words; each takes some searches of the dictionary. */
    private static final int MAX_WORDS = 24;

    private static final float ADJACENT = 1.5f;

    /** Of having a word at all: about what a rare word in a title adds, so that more of the words are more than one of them. */
    private static final float COUNTED = 8;

    /** Of two words of which no story has one, the other has to be in at most this part of the stories. */
    private static final double RARE = 0.34;

    /** So few stories are never too many for that. */
    private static final long FEW = 2;

    private final StorySearcher searcher;
    private final SpellingCorrector corrector;
    private final RelaxedSegments segments;
    private final RelaxedClauses clauses;

    /**
     * What is left of the words of a query.
     *
     * @param required what a story must match; nothing if none can
     * @param scored queries whose sum says how well it does
     * @param certain whether each word was found as it was typed, so that none is a misprint
     */
    record Relaxed(List<Condition> required, List<Query> scored, boolean certain) {
        private static final Relaxed IMPOSSIBLE = new Relaxed(List.of(), List.of(), false);
    }

    RelaxedQuery(
            StorySearcher searcher,
            LabelLookup labels,
            Synonyms synonyms,
            QuerySegmenter segmenter,
            WordAnalyzer analyzer,
            SpellingCorrector corrector) {
        this.searcher = searcher;
        this.corrector = corrector;
        segments = new RelaxedSegments(searcher, labels, synonyms, segmenter, analyzer, corrector);
        clauses = new RelaxedClauses(searcher, labels, synonyms, analyzer, corrector);
    }

    /** The stories that match enough of the words. */
    Relaxed of(Words words) throws IOException {
        List<Condition> conditions = new ArrayList<>();
        List<Query> scored = new ArrayList<>();
        List<Clause> counted = new ArrayList<>();
        List<Clause> common = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        String before = "";
        boolean afterLetters = false;
        Map<Word, List<Segment>> found = segments.of(words);
        List<Segment> years = found.values().stream()
                .flatMap(List::stream)
                .filter(segment -> segment.kind() == Kind.YEAR)
                .toList();
        if (!years.isEmpty()) {
            List<Query> ofYears = clauses.ofYears(years);
            if (ofYears.isEmpty()) {
                return Relaxed.IMPOSSIBLE;
            }
            conditions.add(Condition.any(ofYears));
            scored.addAll(ofYears);
        }
        Map<Word, Set<String>> ofPhrases = clauses.synonymsOfPhrases(words.required());
        for (Word word : words.required()) {
            if (word.quoted()) {
                Query phrase = QueryPlan.anywhere(searcher, word.text());
                conditions.add(Condition.any(List.of(phrase)));
                scored.add(phrase);
                clauses.show(word);
                continue;
            }
            boolean unknown = false;
            boolean narrowed = false;
            for (Segment segment : found.getOrDefault(word, List.of())) {
                searcher.deadline().check();
                if (segment.kind() == Kind.YEAR) {
                    continue;
                }
                if (counted.size() + common.size() >= MAX_WORDS) {
                    break;
                }
                Clause clause =
                        clauses.of(segment, word, ofPhrases.getOrDefault(word, Set.of()), narrowed, afterLetters);
                if (clause.alternatives().isEmpty() && QuerySegmenter.isRequestWord(segment.text())) {
                    continue;
                }
                narrowed = segment.kind() == Kind.HAN;
                afterLetters = segment.isAlphabetic();
                (clauses.isCommon(clause.frequency()) ? common : counted).add(clause);
                unknown |= clause.alternatives().isEmpty();
                if (!before.isEmpty() && !clause.alternatives().isEmpty()) {
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
                .filter(clause -> !clause.alternatives().isEmpty())
                .toList();
        if (known.size() < required.size()
                && known.stream().noneMatch(clause -> clause.telling() && !clause.corrected())) {
            // Where nothing else is certain, a correction is a guess.
            known = known.stream().filter(clause -> !clause.corrected()).toList();
        }
        int least = Math.max(1, least(required, known, words.required().size() == 1));
        List<Query> enough = new ArrayList<>();
        for (String correction : whole) {
            addAdjacent(enough, correction);
            clauses.show(new Word(correction, List.of(), correction, false));
        }
        scored.addAll(enough);
        if (known.size() >= least || !enough.isEmpty()) {
            conditions.add(new Condition(
                    alternatives(known), least, counted.isEmpty() ? List.of() : alternatives(common), enough));
        } else if (conditions.isEmpty() || !required.isEmpty()) {
            return Relaxed.IMPOSSIBLE;
        }
        known.forEach(clause -> addWays(scored, clause));
        if (!counted.isEmpty()) {
            common.forEach(clause -> scored.addAll(clause.alternatives()));
        }
        boolean certain = required.stream().allMatch(clause -> clause.certain() && !clause.corrected());
        return new Relaxed(conditions, scored, certain);
    }

    private static List<List<Query>> alternatives(List<Clause> clauses) {
        return clauses.stream().map(Clause::alternatives).toList();
    }

    /** Adds what a word matches, and that it matches at all: a story that has more of the words is nearer to what was typed. */
    private void addWays(List<Query> scored, Clause clause) {
        scored.addAll(clause.alternatives());
        if (searcher.getIndexReader().numDocs() <= NearQuery.MAX_STORIES) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            clause.alternatives().forEach(each -> any.add(each, Occur.SHOULD));
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
    private int least(List<Clause> required, List<Clause> known, boolean isOneWord) {
        if (required.size() != 2 || required.stream().allMatch(Clause::certain)) {
            return (required.size() + 1) / 2;
        }
        boolean isEnough = known.stream()
                .filter(clause -> clause != required.get(1) || !clause.narrowed())
                .filter(clause -> !isOneWord || !isLesserPart(clause, required))
                .anyMatch(clause -> clause.telling() && clause.frequency() <= Math.max(FEW, RARE * stories()));
        return isEnough ? 1 : 2;
    }

    /** Whether a short word is the lesser part of what was typed in one piece: 大学 of 大学联招放榜. */
    private static boolean isLesserPart(Clause clause, List<Clause> all) {
        return clause.length() < RelaxedClauses.LONG_WORD
                && all.stream().anyMatch(other -> other.length() > clause.length());
    }

    private long stories() {
        return Math.max(1, searcher.getIndexReader().numDocs());
    }

    /** What a story was found by. */
    Highlighter.Terms highlighted() {
        return clauses.highlighted();
    }
}
