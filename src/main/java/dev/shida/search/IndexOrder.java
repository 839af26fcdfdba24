package dev.shida.search;

import dev.shida.search.Search.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Matches in the order in which the index keeps its stories: that of {@link StoryDocument#ORDER}. Each segment is in that
 * order, so a place in it is found by bisection, and what follows a place, or goes before it, is in the next few bits; the
 * segments are merged.
 */
final class IndexOrder {
    /** For each document the year, against the order, and the rank: smaller in a document that comes before. */
    private static final PerSegment<int[]> YEARS_AND_RANKS = new PerSegment<>(IndexOrder::yearsAndRanks);

    private static final int MAX_RANK = 127;

    private final List<Matches.Segment> segments;

    IndexOrder(List<Matches.Segment> segments) {
        this.segments = segments;
    }

    /** Makes what is kept of a segment, so that nobody who asks waits for it. */
    static void prepare(LeafReader segment) throws IOException {
        YEARS_AND_RANKS.of(segment);
    }

    private static int[] yearsAndRanks(LeafReader segment) throws IOException {
        NumericDocValues years = segment.getNumericDocValues(StoryDocument.YEAR);
        NumericDocValues ranks = segment.getNumericDocValues(StoryDocument.RANK);
        int[] packed = new int[segment.maxDoc()];
        for (int i = 0; i < packed.length; i++) {
            years.nextDoc();
            ranks.nextDoc();
            packed[i] = pack((int) years.longValue(), (int) ranks.longValue());
        }
        return packed;
    }

    private static int pack(int year, int rank) {
        return -year * (MAX_RANK + 1) + rank;
    }

    /**
     * The places after one, in the order or against it.
     *
     * @param skip how many of the first are left out
     */
    List<Place> places(Optional<List<Object>> after, boolean backwards, int skip, int count) throws IOException {
        PriorityQueue<Cursor> next = new PriorityQueue<>();
        for (Matches.Segment segment : segments) {
            Cursor cursor = new Cursor(segment, backwards);
            if (cursor.moveTo(after)) {
                next.add(cursor);
            }
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < skip + count && !next.isEmpty(); i++) {
            Cursor first = next.remove();
            if (i >= skip) {
                places.add(first.place());
            }
            if (first.move()) {
                next.add(first);
            }
        }
        return places;
    }

    /** A match in a segment, and the way to the next one. */
    private static final class Cursor implements Comparable<Cursor> {
        private final LeafReader reader;
        private final FixedBitSet matches;
        private final int[] packed;
        private final boolean backwards;
        private int document;
        private SortedDocValues ids;

        /** Of the present match, once it was asked for. */
        private @Nullable BytesRef id;

        Cursor(Matches.Segment segment, boolean backwards) throws IOException {
            reader = segment.leaf().reader();
            matches = segment.documents();
            packed = YEARS_AND_RANKS.of(reader);
            this.backwards = backwards;
            ids = reader.getSortedDocValues(StoryDocument.ID);
        }

        /** Goes to the first match, after a place if there is one; false if there is none. */
        boolean moveTo(Optional<List<Object>> after) throws IOException {
            document = backwards ? packed.length : -1;
            if (after.isPresent()) {
                int year = (Integer) after.get().get(0);
                int rank = (Integer) after.get().get(1);
                int first = firstFrom(
                        pack(year, rank), new BytesRef((String) after.get().get(2)));
                document = backwards ? first : first - 1;
            }
            return move();
        }

        boolean move() {
            id = null;
            if (backwards) {
                document = document == 0 ? -1 : matches.prevSetBit(document - 1);
                return document >= 0;
            }
            document = document + 1 >= packed.length ? DocIdSetIterator.NO_MORE_DOCS : matches.nextSetBit(document + 1);
            return document != DocIdSetIterator.NO_MORE_DOCS;
        }

        /** The first document that does not come before a place, and is not at it if the way leads forwards. */
        private int firstFrom(int yearAndRank, BytesRef id) throws IOException {
            int from = 0;
            int to = packed.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                int comparison = Integer.compare(packed[middle], yearAndRank);
                if (comparison == 0) {
                    comparison = id(middle).compareTo(id);
                }
                if (comparison < 0 || (!backwards && comparison == 0)) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        private BytesRef id(int of) throws IOException {
            if (of < ids.docID()) {
                // Values are read forwards only.
                ids = reader.getSortedDocValues(StoryDocument.ID);
            }
            ids.advanceExact(of);
            return ids.lookupOrd(ids.ordValue());
        }

        private BytesRef id() throws IOException {
            BytesRef known = id;
            if (known == null) {
                known = id(document);
                id = known;
            }
            return known;
        }

        Place place() throws IOException {
            int year = -Math.floorDiv(packed[document], MAX_RANK + 1);
            int rank = Math.floorMod(packed[document], MAX_RANK + 1);
            return new Place(StoryDocument.number(reader, document), List.of(year, rank, id().utf8ToString()));
        }

        @Override
        public int compareTo(Cursor other) {
            int comparison = Integer.compare(packed[document], other.packed[other.document]);
            try {
                int way = comparison != 0 ? comparison : id().compareTo(other.id());
                return backwards ? -way : way;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
