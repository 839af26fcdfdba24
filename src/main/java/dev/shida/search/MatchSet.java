package dev.shida.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * All stories that match, as a bit set for each segment. IndexSearcher with Lucene's collectors took 2 to 8 times as long
 * (src/bench/README.md). Segments are searched in parallel on the common pool, by which facets are counted too.
 *
 * @param total how many they are
 * @param deadline of the search
 */
record MatchSet(List<Segment> segments, long total, Deadline deadline) {
    /** So many documents are scored between two checks of the deadline. */
    private static final int SCORED_AT_ONCE = 8_192;

    /**
     * The matches in one segment.
     *
     * @param count how many bits are set
     */
    record Segment(LeafReaderContext leaf, FixedBitSet documents, long count) {
        /** Collects them with their scores. */
        void score(Weight scoring, Collector collector, Deadline deadline) throws IOException {
            BulkScorer scorer = scoring.bulkScorer(leaf);
            if (scorer != null) {
                LeafCollector leafCollector = collector.getLeafCollector(leaf);
                int next = 0;
                while (next < documents.length()) {
                    deadline.check();
                    next = scorer.score(leafCollector, documents, next, next + SCORED_AT_ONCE);
                }
                leafCollector.finish();
            }
        }

        /** Collects them without scores. */
        private void collect(Collector collector, Deadline deadline) throws IOException {
            LeafCollector leafCollector = collector.getLeafCollector(leaf);
            leafCollector.setScorer(new Unscored());
            DocIdSetIterator each = new BitSetIterator(documents, count);
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                deadline.check(doc);
                leafCollector.collect(doc);
            }
            leafCollector.finish();
        }
    }

    /**
     * What a story must match.
     *
     * @param choices it matches one of these if it matches any query of it
     * @param least how many it must match
     * @param enough or any of these queries alone
     */
    record Condition(List<List<Query>> choices, int least, List<Query> enough) {
        static Condition any(List<Query> queries) {
            return new Condition(List.of(), 1, queries);
        }

        /** The same as a query, which is evaluated only as far as it is needed. */
        Query query() {
            BooleanQuery.Builder most = new BooleanQuery.Builder().setMinimumNumberShouldMatch(least);
            choices.forEach(choice -> most.add(anyOf(choice), Occur.SHOULD));
            return new BooleanQuery.Builder()
                    .add(most.build(), Occur.SHOULD)
                    .add(anyOf(enough), Occur.SHOULD)
                    .build();
        }

        private static Query anyOf(List<Query> queries) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            queries.forEach(query -> any.add(MemoizedPhraseQuery.unwrap(query), Occur.SHOULD));
            return any.build();
        }
    }

    /** A condition whose queries have been prepared. */
    private record Prepared(List<List<Weight>> choices, int least, List<Weight> enough) {
        FixedBitSet documents(LeafReaderContext leaf, Deadline deadline) throws IOException {
            FixedBitSet matching = union(leaf, enough, deadline);
            if (choices.size() >= least) {
                matching.or(matchingLeast(leaf, deadline));
            }
            return matching;
        }

        private FixedBitSet matchingLeast(LeafReaderContext leaf, Deadline deadline) throws IOException {
            FixedBitSet[] matchingMore = new FixedBitSet[least];
            Arrays.setAll(matchingMore, i -> new FixedBitSet(leaf.reader().maxDoc()));
            for (List<Weight> choice : choices) {
                FixedBitSet matching = union(leaf, choice, deadline);
                for (int i = least - 1; i > 0; i--) {
                    FixedBitSet both = matchingMore[i - 1].clone();
                    both.and(matching);
                    matchingMore[i].or(both);
                }
                matchingMore[0].or(matching);
            }
            return matchingMore[least - 1];
        }
    }

    /**
     * Finds them, in the segments in parallel.
     *
     * @param required all of these
     * @param excluded none of these
     */
    static MatchSet of(StorySearcher searcher, List<Condition> required, List<Query> excluded) throws IOException {
        List<Prepared> prepared = new ArrayList<>();
        for (Condition condition : required) {
            List<List<Weight>> choices = new ArrayList<>();
            for (List<Query> choice : condition.choices) {
                choices.add(weights(searcher, choice));
            }
            prepared.add(new Prepared(choices, condition.least, weights(searcher, condition.enough)));
        }
        List<Weight> excludedWeights = weights(searcher, excluded);
        List<Segment> segments = searcher.getLeafContexts().parallelStream()
                .map(leaf -> segment(searcher, leaf, prepared, excludedWeights))
                .filter(segment -> segment.count > 0)
                .toList();
        return new MatchSet(
                segments, segments.stream().mapToLong(Segment::count).sum(), searcher.deadline());
    }

    private static Segment segment(
            StorySearcher searcher, LeafReaderContext leaf, List<Prepared> required, List<Weight> excluded) {
        try {
            searcher.deadline().check();
            FixedBitSet documents = all(leaf);
            for (Prepared condition : required) {
                documents.and(condition.documents(leaf, searcher.deadline()));
                if (documents.scanIsEmpty()) {
                    return new Segment(leaf, documents, 0);
                }
            }
            if (!excluded.isEmpty()) {
                documents.andNot(union(leaf, excluded, searcher.deadline()));
            }
            searcher.clearDeleted(leaf, documents);
            return new Segment(leaf, documents, documents.cardinality());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Weight> weights(StorySearcher searcher, List<Query> queries) throws IOException {
        List<Weight> weights = new ArrayList<>();
        for (Query query : queries.stream().flatMap(MatchSet::alternatives).toList()) {
            weights.add(searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1));
        }
        return weights;
    }

    /** The clauses of a disjunction: setting the bits of one after another is cheaper than merging them in order. */
    private static Stream<Query> alternatives(Query query) {
        if (query instanceof BoostQuery boosted) {
            return alternatives(boosted.getQuery());
        }
        if (query instanceof ConstantScoreQuery constant) {
            return alternatives(constant.getQuery());
        }
        if (query instanceof DisjunctionMaxQuery choice) {
            return choice.getDisjuncts().stream().flatMap(MatchSet::alternatives);
        }
        if (query instanceof SynonymQuery choice) {
            return choice.getTerms().stream().map(TermQuery::new);
        }
        if (query instanceof BooleanQuery choice
                && choice.getMinimumNumberShouldMatch() <= 1
                && choice.clauses().stream().allMatch(clause -> clause.getOccur() == Occur.SHOULD)) {
            return choice.clauses().stream().map(BooleanClause::getQuery).flatMap(MatchSet::alternatives);
        }
        return Stream.of(query);
    }

    private static FixedBitSet all(LeafReaderContext leaf) {
        FixedBitSet all = new FixedBitSet(leaf.reader().maxDoc());
        all.set(0, all.length());
        return all;
    }

    private static FixedBitSet union(LeafReaderContext leaf, List<Weight> weights, Deadline deadline)
            throws IOException {
        FixedBitSet union = new FixedBitSet(leaf.reader().maxDoc());
        for (Weight weight : weights) {
            deadline.check();
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                add(scorer, union, deadline);
            }
        }
        return union;
    }

    private static void add(Scorer scorer, FixedBitSet union, Deadline deadline) throws IOException {
        TwoPhaseIterator phases = scorer.twoPhaseIterator();
        DocIdSetIterator each = phases == null ? scorer.iterator() : phases.approximation();
        if (phases == null && BitSetIterator.getFixedBitSetOrNull(each) != null) {
            union.or(each);
            return;
        }
        int step = 0;
        for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
            deadline.check(++step);
            if (phases == null || phases.matches()) {
                union.set(doc);
            }
        }
    }

    /** The first of them in an order, by how well they match if that takes part in it. */
    TopFieldDocs first(TopFieldCollectorManager order, Optional<Weight> scoring) throws IOException {
        TopFieldCollector collector = order.newCollector();
        for (Segment segment : segments) {
            if (scoring.isPresent()) {
                segment.score(scoring.get(), collector, deadline);
            } else {
                segment.collect(collector, deadline);
            }
        }
        return collector.topDocs();
    }

    private static final class Unscored extends Scorable {
        @Override
        public float score() {
            return 0;
        }

        @Override
        public int docID() {
            return -1;
        }
    }
}
