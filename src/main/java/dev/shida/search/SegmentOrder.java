package dev.shida.search;

import dev.shida.content.Position;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * The order in which a segment of the index keeps its stories: that of {@link StoryDocument#ORDER}. A position in it is
 * found by bisection.
 */
final class SegmentOrder {
    /** For each document the year, against the order, and the position: smaller in a document that comes before. Of the process, as snapshots share segments. */
    private static final SegmentCache<int[]> YEARS_AND_POSITIONS = new SegmentCache<>(SegmentOrder::yearsAndPositions);

    private static final int MAX_POSITION = 127;

    private final LeafReader segment;
    private final int[] yearsAndPositions;
    private SortedDocValues ids;

    SegmentOrder(LeafReader segment) throws IOException {
        this.segment = segment;
        yearsAndPositions = YEARS_AND_POSITIONS.of(segment);
        ids = segment.getSortedDocValues(StoryDocument.ID);
    }

    /** Fills the cache for a segment, so that no search waits for it. */
    static void warmUp(LeafReader segment) throws IOException {
        YEARS_AND_POSITIONS.of(segment);
    }

    private static int[] yearsAndPositions(LeafReader segment) throws IOException {
        NumericDocValues years = segment.getNumericDocValues(StoryDocument.YEAR);
        NumericDocValues positions = segment.getNumericDocValues(StoryDocument.POSITION);
        int[] packed = new int[segment.maxDoc()];
        for (int i = 0; i < packed.length; i++) {
            years.nextDoc();
            positions.nextDoc();
            packed[i] = pack((int) years.longValue(), (int) positions.longValue());
        }
        return packed;
    }

    private static int pack(int year, int position) {
        return -year * (MAX_POSITION + 1) + position;
    }

    /** How many documents there are. */
    int length() {
        return yearsAndPositions.length;
    }

    /** The year and the position of a document, as one number: smaller in one that comes before. */
    int yearAndPosition(int document) {
        return yearsAndPositions[document];
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

    /** The position of a document whose story has this id: year, position and id. */
    Position position(int document, BytesRef id) {
        int yearAndPosition = yearsAndPositions[document];
        return Position.of(id.utf8ToString())
                .withYear(-Math.floorDiv(yearAndPosition, MAX_POSITION + 1))
                .withPosition(Math.floorMod(yearAndPosition, MAX_POSITION + 1));
    }

    /** How many documents come before a position: year, position and id. */
    int before(Position position) throws IOException {
        return bisect(position, false);
    }

    /** How many documents come before a position, or are at it. */
    int upTo(Position position) throws IOException {
        return bisect(position, true);
    }

    private int bisect(Position position, boolean at) throws IOException {
        int yearAndPosition =
                pack(position.year().orElseThrow(), position.position().orElseThrow());
        BytesRef id = new BytesRef(position.id());
        int from = 0;
        int to = yearsAndPositions.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int comparison = Integer.compare(yearsAndPositions[middle], yearAndPosition);
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
