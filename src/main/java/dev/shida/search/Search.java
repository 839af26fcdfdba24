package dev.shida.search;

import dev.shida.content.Position;
import dev.shida.content.Scope;
import dev.shida.content.Slice;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.search.StorySort.Key;
import dev.shida.search.StorySort.Order;
import dev.shida.text.FoldedText;
import dev.shida.text.Pinyin;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;

/** Searches one snapshot of the index. */
final class Search {
    /**
     * A story that matches, and its position in the order of the list.
     *
     * @param number by which the store knows it
     */
    record StoryRef(long number, Position position) {}

    /**
     * The stories in a window, how many stories match, and how many of these carry each topic.
     *
     * @param highlighted what they were found by
     * @param certain whether they were found by the words as they were typed, so that none is a misprint
     */
    record Outcome(
            Slice<StoryRef> slice,
            long total,
            Facets topics,
            MatchKind match,
            Highlighter.Terms highlighted,
            boolean certain) {}

    /** How much more a topic in common counts than the words of a title. */
    private static final float TOPIC_IN_COMMON = 1_000;

    /** How much more a title counts that has what is typed than one that is read so, and that than one by its initials. */
    private static final float LITERALLY = 100;

    private static final WordAnalyzer ANALYZER = new WordAnalyzer();

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Supplier<Synonyms> synonyms;
    private final Map<String, List<String>> corrections;

    Search(StorySearcher searcher) {
        this(searcher, LabelLookup.NONE, () -> Synonyms.NONE);
    }

    /**
     * @param labels by which stories are found too
     * @param synonyms for relaxed matches
     */
    Search(StorySearcher searcher, LabelLookup labels, Supplier<Synonyms> synonyms) {
        this(searcher, labels, synonyms, new HashMap<>());
    }

    private Search(
            StorySearcher searcher,
            LabelLookup labels,
            Supplier<Synonyms> synonyms,
            Map<String, List<String>> corrections) {
        this.searcher = searcher;
        this.labels = labels;
        this.synonyms = synonyms;
        this.corrections = corrections;
    }

    /** The same search with a deadline that is earlier than its own. */
    Search within(Duration shorter) {
        return new Search(searcher.within(shorter), labels, synonyms, corrections);
    }

    private Synonyms synonyms() {
        return searcher.deadline().loading(synonyms);
    }

    private QuerySegmenter segmenter() {
        return searcher.deadline().loading(QuerySegmenter::loaded);
    }

    private SpellingCorrector corrector() {
        return new SpellingCorrector(searcher, segmenter(), corrections);
    }

    /** The stories that match, in the query's order. */
    Outcome find(Words words, StoryQuery query) {
        try {
            QueryPlan plan = new QueryPlan(searcher, labels, words, query);
            MatchSet matches = plan.all();
            if (words.required().isEmpty() || (query.exact() && matches.total() > 0)) {
                return outcome(plan, matches, query, MatchKind.EXACT, new Highlighter.Terms(words, Set.of()), true);
            }
            if (matches.total() > 0) {
                WordVariants variants = new WordVariants(searcher, labels, synonyms(), ANALYZER, words);
                QueryPlan wider = variants.queries().isEmpty()
                        ? plan
                        : new QueryPlan(searcher, labels, words, query, variants.queries());
                return outcome(
                        wider,
                        wider == plan ? matches : wider.all(),
                        query,
                        MatchKind.EXACT,
                        variants.highlighted(),
                        true);
            }
            Words apart = apart(words, query);
            return apart.equals(words) ? findRelaxed(plan, matches, words, query) : find(apart, query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is nearest to words that no story has all of. */
    private Outcome findRelaxed(QueryPlan exactPlan, MatchSet none, Words words, StoryQuery query) throws IOException {
        if (query.exact()) {
            return outcome(exactPlan, none, query, MatchKind.EXACT, new Highlighter.Terms(words, Set.of()), false);
        }
        RelaxedQuery relaxed = new RelaxedQuery(searcher, labels, synonyms(), segmenter(), ANALYZER, corrector());
        RelaxedQuery.Relaxed closer = relaxed.of(words);
        QueryPlan plan = new QueryPlan(searcher, labels, words, query, closer);
        MatchSet closest = plan.all();
        return closest.total() == 0
                ? outcome(plan, closest, query, MatchKind.EXACT, relaxed.highlighted(), false)
                : outcome(plan, closest, query, MatchKind.RELAXED, relaxed.highlighted(), closer.certain());
    }

    /** The words, those that no story has in one piece divided at the punctuation inside of them. */
    private Words apart(Words words, StoryQuery query) {
        return words.apart(word -> !exists(new Words(List.of(word), List.of()), query));
    }

    private Outcome outcome(
            QueryPlan plan,
            MatchSet matches,
            StoryQuery query,
            MatchKind match,
            Highlighter.Terms highlighted,
            boolean certain)
            throws IOException {
        Slice<StoryRef> slice = query.window().slice(new Top(plan, matches, query.sort())::refs);
        return new Outcome(slice, matches.total(), Facets.of(matches), match, highlighted, certain);
    }

    /** Whether any story matches exactly. */
    boolean exists(Words words, StoryQuery query) {
        try {
            return new QueryPlan(searcher, labels, words, query).matchesAny();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many stories in a scope carry each topic. */
    Facets topics(Scope scope) {
        try {
            return Facets.of(new QueryPlan(searcher, scope).all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was probably meant by words that nothing matches. */
    Optional<String> didYouMean(Words words, StoryQuery query, TopicVocabulary vocabulary) {
        try {
            return new DidYouMean(searcher, labels, synonyms(), vocabulary, segmenter(), ANALYZER, corrector())
                    .at(apart(words, query), query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stories whose title has what is typed, the best match first. */
    List<StoryRef> titled(String typed, int count) {
        try {
            String text = FoldedText.of(typed).joined();
            List<Query> ways = new ArrayList<>(new HomophoneQuery(searcher).completing(Pinyin.readBeginning(typed)));
            ways.add(new BoostQuery(QueryPlan.inTitle(searcher, text), LITERALLY));
            // A letter may be the beginning of a name such as C++.
            String name = FoldedText.of(typed + '+').joined().replaceFirst("\\+$", "");
            if (!name.equals(text)) {
                ways.add(new BoostQuery(QueryPlan.inTitle(searcher, name), LITERALLY));
            }
            List<String> initials = Pinyin.initials(typed);
            if (!initials.isEmpty()) {
                ways.add(new BoostQuery(new HomophoneQuery(searcher).beginningWith(initials), 1 / LITERALLY));
            }
            Sort best = new Sort(SortField.FIELD_SCORE, new SortField(StoryDocument.ID, SortField.Type.STRING));
            return refs(searcher.search(new DisjunctionMaxQuery(ways, 0), count, best));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stories of other years with topics of a story: those with most of them first, then those with a title more like its. */
    List<StoryRef> like(Story story, int count) {
        try {
            BooleanQuery.Builder topics = new BooleanQuery.Builder();
            for (Topic topic : story.topics()) {
                Query carried = new TermQuery(new Term(StoryDocument.TOPIC, topic.id()));
                topics.add(new BoostQuery(new ConstantScoreQuery(carried), TOPIC_IN_COMMON), Occur.SHOULD);
            }
            BooleanQuery.Builder alike = new BooleanQuery.Builder()
                    .add(topics.build(), Occur.MUST)
                    .add(new TermQuery(new Term(StoryDocument.YEAR, String.valueOf(story.year()))), Occur.MUST_NOT);
            int[] title = FoldedText.of(story.title()).joined().codePoints().toArray();
            for (int i = 0; i + 1 < title.length; i++) {
                Term pair = new Term(StoryDocument.Searched.TITLE.ngrams(2), new String(title, i, 2));
                alike.add(new TermQuery(pair), Occur.SHOULD);
            }
            Sort best = new Sort(
                    SortField.FIELD_SCORE,
                    new SortField(StoryDocument.YEAR, SortField.Type.INT, true),
                    new SortField(StoryDocument.ID, SortField.Type.STRING));
            return refs(searcher.search(alike.build(), count, best));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The places in the ranking of the stories that carry a topic, by year, the newest first; 0 for one that has none. */
    SortedMap<Integer, List<Integer>> ranksByYear(String topic) {
        try {
            SortedMap<Integer, List<Integer>> ranks = new TreeMap<>(Comparator.reverseOrder());
            MatchSet carrying = MatchSet.of(
                    searcher,
                    List.of(MatchSet.Condition.any(List.of(new TermQuery(new Term(StoryDocument.TOPIC, topic))))),
                    List.of());
            for (MatchSet.SegmentMatches segment : carrying.segments()) {
                NumericDocValues years = DocValues.getNumeric(segment.leaf().reader(), StoryDocument.YEAR);
                NumericDocValues places = DocValues.getNumeric(segment.leaf().reader(), StoryDocument.RANK);
                BitSetIterator each = new BitSetIterator(segment.documents(), segment.count());
                for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                    searcher.deadline().check(doc);
                    if (years.advanceExact(doc)) {
                        int rank = places.advanceExact(doc) ? (int) places.longValue() : 0;
                        ranks.computeIfAbsent((int) years.longValue(), year -> new ArrayList<>())
                                .add(rank);
                    }
                }
            }
            ranks.values().forEach(Collections::sort);
            return ranks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first of some matches in an order. The default order is the index's ({@link DefaultOrderHits}), and of the most relevant
     * ({@link RelevanceHits}) Lucene skips what cannot be among the first; in any other order, all matches are collected.
     */
    private final class Top {
        private final QueryPlan plan;
        private final MatchSet matches;
        private final StorySort sort;

        Top(QueryPlan plan, MatchSet matches, StorySort sort) {
            this.plan = plan;
            this.matches = matches;
            this.sort = sort;
        }

        /**
         * The stories after a position, in the order or against it.
         *
         * @param skip how many of the first are left out
         */
        private List<StoryRef> refs(Optional<Position> after, boolean backwards, long skip, int count)
                throws IOException {
            if (skip >= matches.total()) {
                return List.of();
            }
            if (sort.equals(StorySort.DEFAULT)) {
                return DefaultOrderHits.refs(matches, after, backwards, (int) skip, count);
            }
            if (sort.equals(StorySort.BY_RELEVANCE) && !backwards) {
                return RelevanceHits.refs(matches, plan.scoring(), after, (int) skip, count);
            }
            List<SortField> fields = new ArrayList<>();
            sort.orders().forEach(order -> fields.add(field(order, backwards)));
            fields.add(new SortField(StoryDocument.ID, SortField.Type.STRING, backwards));
            int size = (int) Math.min(skip + count, matches.total());
            FieldDoc from = after.isEmpty()
                    ? null
                    // No document is at this position and after it: the id, which is in the order, is unique.
                    : new FieldDoc(Integer.MAX_VALUE, Float.NaN, values(sort, after.get()));
            TopFieldCollectorManager top =
                    new TopFieldCollectorManager(new Sort(fields.toArray(SortField[]::new)), size, from, size);
            Optional<Weight> scoring = sort.byRelevance() ? Optional.of(plan.scoring()) : Optional.empty();
            List<StoryRef> refs = new ArrayList<>();
            ScoreDoc[] found = matches.first(top, scoring).scoreDocs;
            for (int i = (int) skip; i < found.length; i++) {
                FieldDoc doc = (FieldDoc) found[i];
                refs.add(new StoryRef(searcher.number(doc.doc), position(sort, doc.fields)));
            }
            return refs;
        }
    }

    private static SortField field(Order order, boolean backwards) {
        boolean reverse = order.descending() != backwards;
        return switch (order.key()) {
            case YEAR -> new SortField(StoryDocument.YEAR, SortField.Type.INT, reverse);
            case POSITION -> new SortField(StoryDocument.POSITION, SortField.Type.INT, reverse);
            case RANK -> {
                SortField rank = new SortField(StoryDocument.RANK, SortField.Type.INT, reverse);
                rank.setMissingValue(order.descending() ? 0 : Integer.MAX_VALUE);
                yield rank;
            }
            case SERIES -> new SortField(StoryDocument.SERIES, SortField.Type.STRING, reverse);
            case TITLE -> new SortField(StoryDocument.TITLE_ORDER, SortField.Type.STRING, reverse);
            // Of scores, Lucene's natural order is the best first.
            case RELEVANCE -> new SortField(null, SortField.Type.SCORE, reverse);
        };
    }

    /** The values of a position as Lucene compares them. */
    private static Object[] values(StorySort sort, Position position) {
        List<Object> values = new ArrayList<>();
        for (Key key : sort.keys()) {
            switch (key) {
                case YEAR -> values.add(position.year().orElseThrow());
                case POSITION -> values.add(position.position().orElseThrow());
                case RANK -> values.add(position.rank().orElseThrow());
                case SERIES -> values.add(new BytesRef(position.series().orElseThrow()));
                case TITLE -> values.add(new BytesRef(position.title().orElseThrow()));
                case RELEVANCE -> values.add((float) position.score().orElseThrow());
            }
        }
        values.add(new BytesRef(position.id()));
        return values.toArray();
    }

    private static Position position(StorySort sort, Object[] values) {
        Position position = Position.of(text(values[values.length - 1]));
        List<Key> keys = sort.keys();
        for (int i = 0; i < keys.size(); i++) {
            position = switch (keys.get(i)) {
                case YEAR -> position.withYear((int) values[i]);
                case POSITION -> position.withPosition((int) values[i]);
                case RANK -> position.withRank((int) values[i]);
                case SERIES -> position.withSeries(text(values[i]));
                case TITLE -> position.withTitle(text(values[i]));
                case RELEVANCE -> position.withScore((float) values[i]);
            };
        }
        return position;
    }

    private static String text(Object value) {
        return ((BytesRef) value).utf8ToString();
    }

    /** The stories of a list that has no pages, and whose order ends in the id. */
    private List<StoryRef> refs(TopDocs found) throws IOException {
        List<StoryRef> refs = new ArrayList<>();
        for (ScoreDoc doc : found.scoreDocs) {
            Object[] values = ((FieldDoc) doc).fields;
            refs.add(new StoryRef(searcher.number(doc.doc), Position.of(text(values[values.length - 1]))));
        }
        return refs;
    }
}
