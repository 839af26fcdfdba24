package dev.shida.search;

import dev.shida.content.Position;
import dev.shida.search.Search.StoryRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Matches in the default order, which is that of the index: what comes after a position, or before it, is in the next few
 * bits.
 */
final class DefaultOrderHits extends SegmentCursor {
    private final FixedBitSet matches;
    private final boolean backwards;

    /** The documents from this one on, or those before it, are still to come. */
    private int from;

    private DefaultOrderHits(SegmentOrder order, FixedBitSet matches, int from, boolean backwards) {
        super(order);
        this.matches = matches;
        this.from = from;
        this.backwards = backwards;
    }

    /**
     * The stories after a position, in the order or against it.
     *
     * @param skip how many of the first are left out
     */
    static List<StoryRef> refs(MatchSet matches, Optional<Position> after, boolean backwards, int skip, int count)
            throws IOException {
        List<DefaultOrderHits> cursors = new ArrayList<>();
        for (MatchSet.SegmentMatches segment : matches.segments()) {
            SegmentOrder order = new SegmentOrder(segment.leaf().reader());
            int from = backwards ? order.length() : 0;
            if (after.isPresent()) {
                from = backwards ? order.before(after.get()) : order.upTo(after.get());
            }
            cursors.add(new DefaultOrderHits(order, segment.documents(), from, backwards));
        }
        return merge(cursors, skip, count);
    }

    @Override
    int next() {
        if (backwards) {
            from = from == 0 ? -1 : matches.prevSetBit(from - 1);
            return from;
        }
        int next = from >= matches.length() ? DocIdSetIterator.NO_MORE_DOCS : matches.nextSetBit(from);
        from = next + 1;
        return next == DocIdSetIterator.NO_MORE_DOCS ? -1 : next;
    }

    @Override
    public int compareTo(SegmentCursor other) {
        return backwards ? -super.compareTo(other) : super.compareTo(other);
    }
}
