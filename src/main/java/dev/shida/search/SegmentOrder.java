package dev.shida.search;

import dev.shida.content.Position;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * The order in which a segment of the index keeps its stories: that of {@link StoryDocument#ORDER}. A position in it is
 * found by bisection.
 */
final class SegmentOrder {
    /** For each document the year, against the order, and the rank: smaller in a document that comes before. */
    private static final SegmentCache<int[]> YEARS_AND_RANKS = new SegmentCache<>(SegmentOrder::yearsAndRanks);

    private static final int MAX_RANK = 127;

    private final LeafReader segment;
    private final int[] yearsAndRanks;
    private SortedDocValues ids;

    SegmentOrder(LeafReader segment) throws IOException {
        this.segment = segment;
        yearsAndRanks = YEARS_AND_RANKS.of(segment);
        ids = segment.getSortedDocValues(StoryDocument.ID);
    }

    /** Fills the cache for a segment, so that no search waits for it. */
    static void warmUp(LeafReader segment) throws IOException {
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

    /** How many documents there are. */
    int length() {
        return yearsAndRanks.length;
    }

    /** The year and the rank of a document, as one number: smaller in one that comes before. */
    int yearAndRank(int document) {
        return yearsAndRanks[document];
    }

    /** The id of a document's story. */
    BytesRef id(int document) throws IOException {
        if (document < ids.docID()) {
            // Values are read forwards only.
            ids = segment.getSortedDocValues(StoryDocument.ID);
        }
        ids.advanceExact(document);
        return ids.lookupOrd(ids.ordValue());
    }

    /** The number of a document's story. */
    long number(int document) throws IOException {
        return StoryDocument.number(segment, document);
    }

    /** The position of a document whose story has this id: year, rank and id. */
    Position position(int document, BytesRef id) {
        int yearAndRank = yearsAndRanks[document];
        return new Position(
                List.of(-Math.floorDiv(yearAndRank, MAX_RANK + 1), Math.floorMod(yearAndRank, MAX_RANK + 1)),
                id.utf8ToString());
    }

    /** How many documents come before a position: year, rank and id. */
    int before(Position position) throws IOException {
        return bisect(position, false);
    }

    /** How many documents come before a position, or are at it. */
    int upTo(Position position) throws IOException {
        return bisect(position, true);
    }

    private int bisect(Position position, boolean at) throws IOException {
        int yearAndRank = pack(position.number(0).intValue(), position.number(1).intValue());
        BytesRef id = new BytesRef(position.id());
        int from = 0;
        int to = yearsAndRanks.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int comparison = Integer.compare(yearsAndRanks[middle], yearAndRank);
            if (comparison == 0) {
                comparison = id(middle).compareTo(id);
            }
            if (comparison < 0 || (at && comparison == 0)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
