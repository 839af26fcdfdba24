package dev.shida.search;

import dev.shida.search.Search.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
    private int present = -1;

    private RelevanceHits(SegmentOrder order, int base, ScoreDoc[] best) {
        super(order);
        this.base = base;
        this.best = best;
    }

    /**
     * The best places after one.
     *
     * @param after score, year, rank and id
     * @param skip how many of the first are left out
     */
    static List<Place> places(MatchSet matches, Weight scoring, Optional<List<Object>> after, int skip, int count)
            throws IOException {
        Floor floor = new Floor();
        List<RelevanceHits> walks = matches.segments().parallelStream()
                .map(segment -> best(segment, scoring, after, skip + count, floor, matches.deadline()))
                .toList();
        return merge(walks, skip, count);
    }

    private static RelevanceHits best(
            MatchSet.Segment segment,
            Weight scoring,
            Optional<List<Object>> after,
            int count,
            Floor floor,
            Deadline deadline) {
        try {
            SegmentOrder order = new SegmentOrder(segment.leaf().reader());
            int base = segment.leaf().docBase;
            ScoreDoc from = null;
            if (after.isPresent()) {
                List<Object> place = after.get();
                int last = order.upTo(place.subList(1, place.size())) - 1;
                from = new ScoreDoc(base + last, ((Number) place.get(0)).floatValue());
            }
            int size = (int) Math.min(count, segment.count());
            TopScoreDocCollector top = new TopScoreDocCollectorManager(size, from, size, false).newCollector();
            segment.score(scoring, size < count ? top : floor.under(top), deadline);
            return new RelevanceHits(order, base, top.topDocs().scoreDocs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    int next() {
        present++;
        return present < best.length ? best[present].doc - base : -1;
    }

    @Override
    Place place() throws IOException {
        Place filed = super.place();
        List<Object> values = new ArrayList<>();
        values.add((double) best[present].score);
        values.addAll(filed.values());
        return new Place(filed.number(), values);
    }

    @Override
    public int compareTo(SegmentCursor other) {
        RelevanceHits ranked = (RelevanceHits) other;
        int comparison = Float.compare(ranked.best[ranked.present].score, best[present].score);
        return comparison != 0 ? comparison : super.compareTo(other);
    }

    /** The score that the best have at least, which some segment has shown. */
    private static final class Floor {
        private final AtomicInteger bits = new AtomicInteger();

        private float rise(float score) {
            // Of scores, which are not negative, the bits are in the same order.
            return Float.intBitsToFloat(bits.accumulateAndGet(Float.floatToIntBits(score), Math::max));
        }

        /** A collector that need not see what is below it, and has it rise. */
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
                                    // It is just above the last of enough documents; another segment's may come as the
                                    // last.
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
