package dev.shida.search;

import dev.shida.content.Position;
import dev.shida.search.Search.StoryRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.FilterScorable;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;

/**
 * The most relevant matches, of equally relevant ones the first in the default order.
 *
 * <p>As that is the index's order, once a segment has shown enough documents of some score, no later one of that score
 * counts; so Lucene skips all that cannot be above it, which soon is nearly everything. Where ties are broken by anything
 * else, it has to look at every one of them, and in a million stories there are many.
 */
final class RelevanceHits extends SegmentCursor {
    private final int base;
    private final ScoreDoc[] best;
    private int current = -1;

    private RelevanceHits(SegmentOrder order, int base, ScoreDoc[] best) {
        super(order);
        this.base = base;
        this.best = best;
    }

    /**
     * The best stories after a position.
     *
     * @param after score, year, position and id
     * @param skip how many of the first are left out
     */
    static List<StoryRef> refs(MatchSet matches, Weight scoring, Optional<Position> after, int skip, int count)
            throws IOException {
        Floor floor = new Floor();
        List<RelevanceHits> cursors = SegmentTasks.inParallel(
                matches.segments(),
                MatchSet.SegmentMatches::leaf,
                segment -> best(segment, scoring, after, skip + count, floor, matches.deadline()));
        return merge(cursors, skip, count);
    }

    private static RelevanceHits best(
            MatchSet.SegmentMatches segment,
            Weight scoring,
            Optional<Position> after,
            int count,
            Floor floor,
            Deadline deadline)
            throws IOException {
        SegmentOrder order = new SegmentOrder(segment.leaf().reader());
        int base = segment.leaf().docBase;
        ScoreDoc from = null;
        if (after.isPresent()) {
            int last = order.upTo(after.get()) - 1;
            from = new ScoreDoc(base + last, (float) after.get().score().orElseThrow());
        }
        int size = (int) Math.min(count, segment.count());
        TopScoreDocCollector top = new TopScoreDocCollectorManager(size, from, size, false).newCollector();
        segment.score(scoring, size < count ? top : floor.under(top), deadline);
        return new RelevanceHits(order, base, top.topDocs().scoreDocs);
    }

    @Override
    int next() {
        current++;
        return current < best.length ? best[current].doc - base : -1;
    }

    @Override
    StoryRef ref() throws IOException {
        StoryRef ref = super.ref();
        return new StoryRef(ref.number(), ref.position().withScore(best[current].score));
    }

    @Override
    public int compareTo(SegmentCursor other) {
        RelevanceHits hits = (RelevanceHits) other;
        int comparison = Float.compare(hits.best[hits.current].score, best[current].score);
        return comparison != 0 ? comparison : super.compareTo(other);
    }

    /** The score that the best have at least, which some segment has shown. */
    private static final class Floor {
        private final AtomicInteger bits = new AtomicInteger();

        private float rise(float score) {
            // Of scores, which are not negative, the bits are in the same order.
            return Float.intBitsToFloat(bits.accumulateAndGet(Float.floatToIntBits(score), Math::max));
        }

        /** A collector that may skip what scores below the floor, and raises it. */
        Collector under(TopScoreDocCollector top) {
            return new FilterCollector(top) {
                @Override
                public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
                    return new FilterLeafCollector(super.getLeafCollector(leaf)) {
                        @Override
                        public void setScorer(Scorable scorer) throws IOException {
                            scorer.setMinCompetitiveScore(rise(0));
                            super.setScorer(new FilterScorable(scorer) {
                                @Override
                                public void setMinCompetitiveScore(float score) throws IOException {
                                    // It is just above the last of enough documents; another segment's may be
                                    // equal to it.
                                    in.setMinCompetitiveScore(Math.max(score, rise(Math.nextDown(score))));
                                }
                            });
                        }
                    };
                }
            };
        }
    }
}
