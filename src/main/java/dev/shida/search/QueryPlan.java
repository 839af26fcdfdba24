package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

import dev.shida.content.Scope;
import dev.shida.search.MatchSet.Condition;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.NGramPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/**
 * Which stories match a query, and how they are scored.
 *
 * <p>All stories that match are found as sets of documents, one for each condition, which are intersected: an exact total and
 * exact facets need them all. The best of these are found by another query ({@link RelevanceHits}), which matches more
 * stories, and only scores.
 *
 * <p>A word is matched as a substring: as an n-gram of one, two or three characters, which is a term of the index, or as a
 * phrase of trigrams that cover it. That is exact, needs no dictionary, and stays fast: most words of Chinese have two or
 * three characters, and the trigrams of longer ones are rare.
 * Every required word must be found: in the title, in the texts, or in the {@link LabelLookup} of what the story belongs to; in
 * the title it counts several times as much as in the texts, in a name the least. Several words in one
 * piece count again.
 *
 * <p>A word of Latin letters that can be read as pinyin is found as Han characters too ({@link HomophoneQuery}). Literal
 * matches come first, though: stories in which every word occurs as it is written get a boost above any other score.
 */
final class QueryPlan {
    static final float TITLE = 4;
    private static final float WHOLE = 2;

    /** What a name adds to the score, about as much as a word that is in every other story adds in a text. */
    private static final float NAMED = 0.5f;

    /** More than what a character of a query adds to any score: a title's weight, the whole phrase's, ln of a million. */
    private static final float LITERALLY = 300;

    /** More than that again, so that letters inside other words come after what is meant. */
    private static final float WHOLE_WORD = 1.5f * LITERALLY;

    private final StorySearcher searcher;

    /** Whether some word matches nothing, so that the others need not be evaluated. */
    private boolean impossible;

    /** What a story must match. */
    private final List<Condition> required = new ArrayList<>();

    /** Of these, it matches none. */
    private final List<Query> excluded = new ArrayList<>();

    /** Scores the stories that match: a pure disjunction, which Lucene evaluates fastest. */
    private final BooleanQuery.Builder scored = new BooleanQuery.Builder();

    /** The stories in a scope. */
    QueryPlan(StorySearcher searcher, Scope scope) {
        this.searcher = searcher;
        narrow(StoryDocument.SERIES, scope.series());
        narrow(StoryDocument.EDITION, scope.editions());
        narrow(StoryDocument.YEAR, scope.years().stream().map(String::valueOf).toList());
    }

    /** The stories that match the words, as they are written, and the query. */
    QueryPlan(StorySearcher searcher, LabelLookup labels, Words words, StoryQuery query) throws IOException {
        this(searcher, labels, words, query, Map.of());
    }

    /**
     * The stories that match the words or their variants, and the query; those that have the words are above all others.
     *
     * @param variants queries of what a word may be replaced by
     */
    QueryPlan(
            StorySearcher searcher, LabelLookup labels, Words words, StoryQuery query, Map<Word, List<Query>> variants)
            throws IOException {
        this(searcher, query.scope());
        filter(labels, words, query);
        HomophoneQuery sounds = new HomophoneQuery(searcher);
        boolean spelt = false;
        BooleanQuery.Builder literally = new BooleanQuery.Builder();
        for (Word word : words.required()) {
            Optional<Query> sound = sounds.of(word.readings());
            spelt |= sound.isPresent();
            Query title = memoized(searcher, word.text(), Searched.TITLE);
            Query text = memoized(searcher, word.text(), Searched.TEXT);
            List<Query> written = having(labels.written(word.text(), searcher.deadline()));
            List<Query> read = having(labels.read(word.readings(), searcher.deadline()));
            if (sound.isEmpty() && written.isEmpty() && read.isEmpty() && isNowhere(title) && isNowhere(text)) {
                impossible = true;
                return;
            }
            List<Query> ways = new ArrayList<>(List.of(title, text));
            sound.ifPresent(ways::add);
            ways.addAll(written);
            ways.addAll(read);
            List<Query> others = variants.getOrDefault(word, List.of());
            ways.addAll(others);
            required.add(Condition.any(ways));
            weigh(title, text, 1);
            others.forEach(other -> scored.add(other, Occur.SHOULD));
            if (!others.isEmpty() && WordVariants.isAlphabetic(word.typed())) {
                // AI is a word, and in Spain it is none; artificial intelligence is nearer to it.
                weighEqually(others, WHOLE_WORD * word.text().length());
            }
            spelt |= !read.isEmpty() || !others.isEmpty();
            BooleanQuery.Builder literal = new BooleanQuery.Builder();
            literal.add(inTitleOrText(title, text), Occur.SHOULD);
            written.forEach(named -> literal.add(named, Occur.SHOULD));
            literally.add(literal.build(), Occur.FILTER);
            sound.ifPresent(way -> scored.add(way, Occur.SHOULD));
            weighLabels(written);
            weighLabels(read);
        }
        if (words.required().size() > 1) {
            weigh(
                    literal(searcher, words.phrase(), Searched.TITLE),
                    literal(searcher, words.phrase(), Searched.TEXT),
                    WHOLE);
            sounds.of(words.phraseReadings()).ifPresent(sound -> scored.add(sound, Occur.SHOULD));
        }
        if (words.required().isEmpty()) {
            scored.add(new ConstantScoreQuery(new MatchAllDocsQuery()), Occur.SHOULD);
        }
        if (spelt) {
            scored.add(
                    new BoostQuery(
                            new ConstantScoreQuery(literally.build()),
                            LITERALLY * words.phrase().length()),
                    Occur.SHOULD);
        }
    }

    /** The stories that match the query, and what is left of the words. */
    QueryPlan(StorySearcher searcher, LabelLookup labels, Words words, StoryQuery query, RelaxedQuery.Relaxed relaxed)
            throws IOException {
        this(searcher, query.scope());
        filter(labels, words, query);
        impossible = relaxed.required().isEmpty();
        required.addAll(relaxed.required());
        relaxed.scored().forEach(each -> scored.add(each, Occur.SHOULD));
    }

    /** The conditions beside the words that must occur. */
    private void filter(LabelLookup labels, Words words, StoryQuery query) throws IOException {
        switch (query.match()) {
            case ANY -> narrow(StoryDocument.TOPIC, query.topics());
            case ALL -> query.topics().forEach(topic -> narrow(StoryDocument.TOPIC, List.of(topic)));
        }
        query.without().forEach(topic -> excluded.add(new TermQuery(new Term(StoryDocument.TOPIC, topic))));
        for (Word word : words.excluded()) {
            excluded.add(anywhere(searcher, word.text()));
            excluded.addAll(having(labels.written(word.text(), searcher.deadline())));
        }
    }

    /** The field must have one of some values, if there are any. */
    private void narrow(String field, Collection<String> values) {
        if (!values.isEmpty()) {
            List<Query> any = new ArrayList<>();
            for (String value : values) {
                any.add(new TermQuery(new Term(field, value)));
            }
            required.add(Condition.any(any));
        }
    }

    private void weigh(Query title, Query text, float boost) {
        scored.add(new BoostQuery(title, TITLE * boost), Occur.SHOULD);
        scored.add(new BoostQuery(text, boost), Occur.SHOULD);
    }

    /** The stories that have any of these terms, of which there may be more than a query has clauses; by field. */
    static List<Query> having(Collection<Term> terms) {
        Map<String, List<BytesRef>> byField = new LinkedHashMap<>();
        terms.forEach(term -> byField.computeIfAbsent(term.field(), field -> new ArrayList<>())
                .add(term.bytes()));
        return byField.entrySet().stream()
                .<Query>map(each -> each.getValue().size() == 1
                        ? new TermQuery(new Term(each.getKey(), each.getValue().get(0)))
                        : new TermInSetQuery(each.getKey(), each.getValue()))
                .toList();
    }

    /** Equally for all stories that have any of the names of their topics, series and editions. */
    private void weighLabels(List<Query> named) {
        if (!named.isEmpty()) {
            weighEqually(named, NAMED);
        }
    }

    private void weighEqually(List<Query> queries, float boost) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        scored.add(new BoostQuery(new ConstantScoreQuery(any.build()), boost), Occur.SHOULD);
    }

    /** A text in a field, evaluated once for matching and for scoring. */
    static Query memoized(StorySearcher searcher, String text, Searched searched) throws IOException {
        Query query = literal(searcher, text, searched);
        if (query instanceof TermQuery single) {
            return new TermQuery(single.getTerm(), TermStates.build(searcher, single.getTerm(), true));
        }
        return query instanceof PhraseQuery phrase ? new MemoizedPhraseQuery(phrase, searcher.deadline()) : query;
    }

    /** Whether no story matches, as far as the term dictionary tells. */
    private boolean isNowhere(Query query) throws IOException {
        return query instanceof MatchNoDocsQuery
                || (query instanceof TermQuery single && searcher.frequency(single.getTerm()) == 0);
    }

    /** About how many stories have a text in a field: as many as have its rarest n-gram, if any story has the text. */
    static long frequency(StorySearcher searcher, String text, Searched searched) throws IOException {
        Query query = literal(searcher, text, searched);
        if (!(query instanceof PhraseQuery phrase)) {
            return frequency(searcher, query);
        }
        return searcher.isTogether(phrase, trigrams(text, searched)) ? searcher.frequency(rarest(searcher, phrase)) : 0;
    }

    /** About how many stories have a text in its title or in the texts, whichever are more. */
    static long frequency(StorySearcher searcher, String text) throws IOException {
        return Math.max(frequency(searcher, text, Searched.TITLE), frequency(searcher, text, Searched.TEXT));
    }

    /** Whether any story has a text. */
    static boolean isKnown(StorySearcher searcher, String text) throws IOException {
        return frequency(searcher, text, Searched.TEXT) > 0 || frequency(searcher, text, Searched.TITLE) > 0;
    }

    private static Term rarest(StorySearcher searcher, PhraseQuery phrase) throws IOException {
        Term rarest = phrase.getTerms()[0];
        for (Term term : phrase.getTerms()) {
            if (searcher.frequency(term) < searcher.frequency(rarest)) {
                rarest = term;
            }
        }
        return rarest;
    }

    /** How many stories match one text in a field. */
    static long frequency(StorySearcher searcher, Query query) throws IOException {
        if (query instanceof MatchNoDocsQuery) {
            return 0;
        }
        return query instanceof TermQuery single ? searcher.frequency(single.getTerm()) : searcher.count(query);
    }

    /** All stories that match. */
    MatchSet all() throws IOException {
        return impossible ? new MatchSet(List.of(), 0, searcher.deadline()) : MatchSet.of(searcher, required, excluded);
    }

    /** Whether any story matches. */
    boolean matchesAny() throws IOException {
        if (impossible) {
            return false;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new MatchAllDocsQuery(), Occur.FILTER);
        for (Condition condition : required) {
            all.add(condition.query(), Occur.FILTER);
        }
        excluded.forEach(query -> all.add(query, Occur.MUST_NOT));
        return searcher.exists(all.build());
    }

    /** Says of a story that matches how well it does. */
    Weight scoring() throws IOException {
        return searcher.createWeight(searcher.rewrite(scored.build()), ScoreMode.TOP_SCORES, 1);
    }

    /** The stories that have a text in a title: for completions. */
    static Query inTitle(StorySearcher searcher, String text) throws IOException {
        return literal(searcher, text, Searched.TITLE);
    }

    /** The stories that have a text anywhere. */
    static Query anywhere(StorySearcher searcher, String text) throws IOException {
        return inTitleOrText(literal(searcher, text, Searched.TITLE), literal(searcher, text, Searched.TEXT));
    }

    /**
     * A text in a field, or all n-grams of it: together, but apart from each other, they are in hardly any story, and need no
     * positions.
     */
    static Query loosely(StorySearcher searcher, String text, Searched searched) throws IOException {
        Query query = literal(searcher, text, searched);
        if (!(query instanceof PhraseQuery phrase)) {
            return query;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Term term : phrase.getTerms()) {
            all.add(new TermQuery(term), Occur.FILTER);
        }
        return all.add(new TermQuery(rarest(searcher, phrase)), Occur.MUST).build();
    }

    static Query inTitleOrText(Query title, Query text) {
        return new BooleanQuery.Builder()
                .add(new BoostQuery(title, TITLE), Occur.SHOULD)
                .add(text, Occur.SHOULD)
                .build();
    }

    /** A text in a field: of more than a trigram, a phrase of trigrams that cover it. */
    static Query literal(StorySearcher searcher, String text, Searched searched) throws IOException {
        int length = text.codePointCount(0, text.length());
        if (length <= MAX_NGRAM) {
            return new TermQuery(new Term(searched.ngrams(length), text));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (Term trigram : trigrams(text, searched)) {
            if (searcher.frequency(trigram) == 0) {
                return new MatchNoDocsQuery();
            }
            phrase.add(trigram);
        }
        return new NGramPhraseQuery(MAX_NGRAM, phrase.build()).rewrite(searcher);
    }

    /** All trigrams of a text, one after another. */
    private static List<Term> trigrams(String text, Searched searched) {
        int[] points = text.codePoints().toArray();
        List<Term> trigrams = new ArrayList<>();
        for (int start = 0; start + MAX_NGRAM <= points.length; start++) {
            trigrams.add(new Term(searched.ngrams(MAX_NGRAM), new String(points, start, MAX_NGRAM)));
        }
        return trigrams;
    }
}
