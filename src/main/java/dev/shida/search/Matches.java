package dev.shida.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * All stories that match, a bit each.
 *
 * @param total how many they are
 */
record Matches(List<Segment> segments, long total) {
    /**
     * Those in one segment of the index.
     *
     * @param count how many bits are set
     */
    record Segment(LeafReaderContext leaf, FixedBitSet documents, long count) {}

    /**
     * Finds them.
     *
     * @param required of each of these, any
     * @param excluded none of these
     */
    static Matches of(LiveSearcher searcher, List<List<Query>> required, List<Query> excluded) throws IOException {
        List<List<Weight>> requiredWeights = new ArrayList<>();
        for (List<Query> any : required) {
            requiredWeights.add(weights(searcher, any));
        }
        List<Weight> excludedWeights = weights(searcher, excluded);
        List<Segment> segments = new ArrayList<>();
        long total = 0;
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            FixedBitSet documents = searcher.live(leaf);
            for (List<Weight> any : requiredWeights) {
                documents.and(union(leaf, any));
            }
            documents.andNot(union(leaf, excludedWeights));
            long count = documents.cardinality();
            if (count > 0) {
                segments.add(new Segment(leaf, documents, count));
                total += count;
            }
        }
        return new Matches(segments, total);
    }

    private static List<Weight> weights(LiveSearcher searcher, List<Query> queries) throws IOException {
        List<Weight> weights = new ArrayList<>();
        for (Query query : queries) {
            weights.add(searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1));
        }
        return weights;
    }

    private static FixedBitSet union(LeafReaderContext leaf, List<Weight> weights) throws IOException {
        FixedBitSet union = new FixedBitSet(leaf.reader().maxDoc());
        for (Weight weight : weights) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                union.or(scorer.iterator());
            }
        }
        return union;
    }

    /** Shows them to a collector that needs no scores. */
    void replay(Collector collector) throws IOException {
        for (Segment segment : segments) {
            LeafCollector leafCollector = collector.getLeafCollector(segment.leaf);
            leafCollector.setScorer(new Unscored());
            DocIdSetIterator documents = new BitSetIterator(segment.documents, segment.count);
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                leafCollector.collect(doc);
            }
            leafCollector.finish();
        }
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
