package dev.shida.search;

import dev.shida.search.Search.StoryRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A cursor over matching documents of one segment, in an order in which the cursors of all segments are merged. */
abstract class SegmentCursor implements Comparable<SegmentCursor> {
    private final SegmentOrder order;
    private int document;

    /** Of the current document, once it has been read. */
    private @Nullable BytesRef id;

    SegmentCursor(SegmentOrder order) {
        this.order = order;
    }

    /** The next document, the first one to begin with; negative if there is none. */
    abstract int next() throws IOException;

    /** The story of the current document. */
    StoryRef ref() throws IOException {
        return new StoryRef(order.number(document), order.position(document, id()));
    }

    private boolean move() throws IOException {
        id = null;
        document = next();
        return document >= 0;
    }

    /** By the index's order. */
    @Override
    public int compareTo(SegmentCursor other) {
        int comparison = Integer.compare(order.yearAndPosition(document), other.order.yearAndPosition(other.document));
        try {
            return comparison != 0 ? comparison : id().compareTo(other.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BytesRef id() throws IOException {
        BytesRef cached = id;
        if (cached == null) {
            cached = order.id(document);
            id = cached;
        }
        return cached;
    }

    /**
     * The first stories of all cursors.
     *
     * @param skip how many of the very first are left out
     */
    static List<StoryRef> merge(Collection<? extends SegmentCursor> cursors, int skip, int count) throws IOException {
        PriorityQueue<SegmentCursor> next = new PriorityQueue<>();
        for (SegmentCursor cursor : cursors) {
            if (cursor.move()) {
                next.add(cursor);
            }
        }
        List<StoryRef> refs = new ArrayList<>();
        for (int i = 0; i < skip + count && !next.isEmpty(); i++) {
            SegmentCursor first = next.remove();
            if (i >= skip) {
                refs.add(first.ref());
            }
            if (first.move()) {
                next.add(first);
            }
        }
        return refs;
    }
}
