package dev.shida.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** All stories that match, a bit each; nothing is scored. */
final class Matches extends SimpleCollector {
    /**
     * Those in one segment of the index.
     *
     * @param count how many bits are set
     */
    record Segment(LeafReaderContext leaf, FixedBitSet documents, long count) {}

    private final List<Segment> segments = new ArrayList<>();
    private FixedBitSet documents = new FixedBitSet(0);
    private @Nullable LeafReaderContext leaf;
    private long total;

    @Override
    protected void doSetNextReader(LeafReaderContext next) {
        leaf = next;
        documents = new FixedBitSet(next.reader().maxDoc());
    }

    @Override
    public void collect(int doc) {
        documents.set(doc);
    }

    @Override
    public void finish() {
        long count = documents.cardinality();
        if (count > 0 && leaf != null) {
            segments.add(new Segment(leaf, documents, count));
            total += count;
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    List<Segment> segments() {
        return segments;
    }

    long total() {
        return total;
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
