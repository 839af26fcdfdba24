package dev.shida.search;

import java.io.IOException;
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
import org.apache.lucene.search.ScorerSupplier;
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
 * (src/bench/README.md). Segments are searched in parallel ({@link SegmentTasks}), as facets are counted.
 *
 * @param total how many they are
 * @param deadline of the search
 */
record MatchSet(List<SegmentMatches> segments, long total, Deadline deadline) {
    /** So many documents are scored between two checks of the deadline. */
    private static final int SCORED_AT_ONCE = 8_192;

    /** Of a segment's documents at most one in so many is looked up in the postings, instead of reading all of these. */
    private static final int SPARSE = 64;

    /** Of more stories, those that match more of the choices are meant. */
    private static final int MANY = 1_000;

    /**
     * The matches in one segment.
     *
     * @param count how many bits are set
     */
    record SegmentMatches(LeafReaderContext leaf, FixedBitSet documents, long count) {
        /** Collects them with their scores. */
        void score(Weight scoring, Collector collector, Deadline deadline) throws IOException {
            if (count * SPARSE <= documents.length()) {
                scoreEach(scoring, collector, deadline);
                return;
            }
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

        private void scoreEach(Weight scoring, Collector collector, Deadline deadline) throws IOException {
            ScorerSupplier supplier = scoring.scorerSupplier(leaf);
            if (supplier == null) {
                return;
            }
            LeafCollector leafCollector = collector.getLeafCollector(leaf);
            Scorer scorer = supplier.get(count);
            leafCollector.setScorer(scorer);
            TwoPhaseIterator phases = scorer.twoPhaseIterator();
            DocIdSetIterator scored = phases == null ? scorer.iterator() : phases.approximation();
            DocIdSetIterator each = new BitSetIterator(documents, count);
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                deadline.check(doc);
                if (scored.docID() < doc) {
                    scored.advance(doc);
                }
                if (scored.docID() == doc && (phases == null || phases.matches())) {
                    leafCollector.collect(doc);
                }
            }
            leafCollector.finish();
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
     * @param least how many it must match; of more than {@link #MANY} stories that do so, only those are left that match the most
     *     of {@code choices} and {@code further}, or as many as leave at most so many stories
     * @param further choices that do not count before
     * @param enough or any of these queries alone
     */
    record Condition(List<List<Query>> choices, int least, List<List<Query>> further, List<Query> enough) {
        static Condition any(List<Query> queries) {
            return new Condition(List.of(), 1, List.of(), queries);
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
    private record Prepared(List<List<Weight>> choices, int least, List<List<Weight>> further, List<Weight> enough) {
        /** The documents that match; then, if asked for, of these those that match one choice more, two more, and so on. */
        List<FixedBitSet> documents(LeafReaderContext leaf, boolean narrowing, Deadline deadline) throws IOException {
            FixedBitSet matching = union(leaf, enough, deadline);
            if (choices.size() < least) {
                return List.of(matching);
            }
            int most = choices.size() + further.size();
            FixedBitSet[] matchingMore = new FixedBitSet[narrowing ? most : least];
            Arrays.setAll(matchingMore, i -> new FixedBitSet(leaf.reader().maxDoc()));
            for (List<Weight> choice : choices) {
                count(union(leaf, choice, deadline), matchingMore);
            }
            FixedBitSet matchingLeast = matchingMore[least - 1].clone();
            if (narrowing) {
                for (List<Weight> choice : further) {
                    count(union(leaf, choice, deadline), matchingMore);
                }
            }
            List<FixedBitSet> documents = new ArrayList<>();
            for (int i = least - 1; i < matchingMore.length; i++) {
                matchingMore[i].and(matchingLeast);
                matchingMore[i].or(matching);
                documents.add(matchingMore[i]);
            }
            return documents;
        }

        /**
         * @param matchingMore the documents that match one choice at least, those that match two, and so on
         */
        private static void count(FixedBitSet matching, FixedBitSet[] matchingMore) {
            for (int i = matchingMore.length - 1; i > 0; i--) {
                FixedBitSet both = matchingMore[i - 1].clone();
                both.and(matching);
                matchingMore[i].or(both);
            }
            matchingMore[0].or(matching);
        }
    }

    /**
     * Finds them, in the segments in parallel.
     *
     * @param required all of these, of which at most one has choices
     * @param excluded none of these
     */
    static MatchSet of(StorySearcher searcher, List<Condition> required, List<Query> excluded) throws IOException {
        return of(searcher, required, excluded, MANY);
    }

    /** @param many instead of {@link #MANY} */
    static MatchSet of(StorySearcher searcher, List<Condition> required, List<Query> excluded, long many)
            throws IOException {
        List<Prepared> prepared = new ArrayList<>();
        for (Condition condition : required) {
            prepared.add(new Prepared(
                    choices(searcher, condition.choices),
                    condition.least,
                    choices(searcher, condition.further),
                    weights(searcher, condition.enough)));
        }
        List<Weight> excludedWeights = weights(searcher, excluded);
        boolean narrowing = searcher.getIndexReader().numDocs() > many
                && required.stream().anyMatch(condition -> !condition.choices.isEmpty());
        List<LeafLevels> byLeaf = SegmentTasks.inParallel(
                searcher.getLeafContexts(),
                leaf -> leaf,
                leaf -> LeafLevels.of(searcher, leaf, prepared, excludedWeights, narrowing));
        int more = 0;
        while (LeafLevels.total(byLeaf, more) > many && LeafLevels.total(byLeaf, more + 1) > 0) {
            more++;
        }
        MatchSet matches = narrowed(byLeaf, more, searcher.deadline());
        while (matches.total == 0 && more > 0) {
            more--;
            matches = narrowed(byLeaf, more, searcher.deadline());
        }
        return matches;
    }

    /** The documents that match so many choices more than they have to. */
    private static MatchSet narrowed(List<LeafLevels> byLeaf, int more, Deadline deadline) {
        List<SegmentMatches> segments = byLeaf.stream()
                .map(each -> each.matches(more))
                .filter(segment -> segment.count > 0)
                .toList();
        return new MatchSet(
                segments, segments.stream().mapToLong(SegmentMatches::count).sum(), deadline);
    }

    /**
     * The matches in a segment, by how many choices they match. How many have to be does not depend on what else is required,
     * so that a topic's filter finds as many stories as are counted with the topic.
     *
     * @param filtered the documents that match all but the condition with choices
     * @param levels those that match this condition; then of these those that match one choice more, and so on; empty if there
     *     is nothing to choose between
     */
    private record LeafLevels(LeafReaderContext leaf, FixedBitSet filtered, List<FixedBitSet> levels) {
        static LeafLevels of(
                StorySearcher searcher,
                LeafReaderContext leaf,
                List<Prepared> required,
                List<Weight> excluded,
                boolean narrowing)
                throws IOException {
            searcher.deadline().check();
            FixedBitSet filtered = all(leaf);
            List<FixedBitSet> levels = List.of();
            for (Prepared condition : required) {
                List<FixedBitSet> matching = condition.documents(leaf, narrowing, searcher.deadline());
                if (matching.size() > 1) {
                    levels = matching;
                } else {
                    filtered.and(matching.get(0));
                }
                if (!narrowing && filtered.scanIsEmpty()) {
                    break;
                }
            }
            if (!excluded.isEmpty()) {
                filtered.andNot(union(leaf, excluded, searcher.deadline()));
            }
            searcher.clearDeleted(leaf, filtered);
            levels.forEach(documents -> searcher.clearDeleted(leaf, documents));
            return new LeafLevels(leaf, filtered, levels);
        }

        /** How many documents match so many choices more than they have to, whatever else is required. */
        static long total(List<LeafLevels> byLeaf, int more) {
            return byLeaf.stream()
                    .filter(each -> more < each.levels.size())
                    .mapToLong(each -> each.levels.get(more).cardinality())
                    .sum();
        }

        SegmentMatches matches(int more) {
            FixedBitSet documents = filtered;
            if (!levels.isEmpty()) {
                documents = filtered.clone();
                documents.and(levels.get(more));
            }
            return new SegmentMatches(leaf, documents, documents.cardinality());
        }
    }

    private static List<List<Weight>> choices(StorySearcher searcher, List<List<Query>> choices) throws IOException {
        List<List<Weight>> all = new ArrayList<>();
        for (List<Query> choice : choices) {
            all.add(weights(searcher, choice));
        }
        return all;
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
        for (SegmentMatches segment : segments) {
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
