package dev.shida.search;

import dev.shida.search.Search.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A walk through documents of one segment of the index, in an order in which several walks are merged. */
abstract class SegmentCursor implements Comparable<SegmentCursor> {
    private final SegmentOrder order;
    private int document;

    /** Of the present document, once it was asked for. */
    private @Nullable BytesRef id;

    SegmentCursor(SegmentOrder order) {
        this.order = order;
    }

    /** The next document, the first one to begin with; negative if there is none. */
    abstract int next() throws IOException;

    /** Where the story of the present document stands. */
    Place place() throws IOException {
        return new Place(order.number(document), order.place(document, id()));
    }

    private boolean move() throws IOException {
        id = null;
        document = next();
        return document >= 0;
    }

    /** By the index's order. */
    @Override
    public int compareTo(SegmentCursor other) {
        int comparison = Integer.compare(order.yearAndRank(document), other.order.yearAndRank(other.document));
        try {
            return comparison != 0 ? comparison : id().compareTo(other.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BytesRef id() throws IOException {
        BytesRef known = id;
        if (known == null) {
            known = order.id(document);
            id = known;
        }
        return known;
    }

    /**
     * The first places of all walks.
     *
     * @param skip how many of the very first are left out
     */
    static List<Place> merge(Collection<? extends SegmentCursor> walks, int skip, int count) throws IOException {
        PriorityQueue<SegmentCursor> next = new PriorityQueue<>();
        for (SegmentCursor walk : walks) {
            if (walk.move()) {
                next.add(walk);
            }
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < skip + count && !next.isEmpty(); i++) {
            SegmentCursor first = next.remove();
            if (i >= skip) {
                places.add(first.place());
            }
            if (first.move()) {
                next.add(first);
            }
        }
        return places;
    }
}
