package dev.shida.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts all stories that match, and how many of them carry each topic. */
final class Facets extends SimpleCollector {
    private final Map<String, Long> topics = new HashMap<>();
    private long total;
    private SortedSetDocValues values = DocValues.emptySortedSet();
    private long[] counts = {};

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        values = DocValues.getSortedSet(leaf.reader(), StoryDocument.TOPIC);
        counts = new long[Math.toIntExact(values.getValueCount())];
    }

    @Override
    public void collect(int doc) throws IOException {
        total++;
        if (values.advanceExact(doc)) {
            for (int i = values.docValueCount(); i > 0; i--) {
                counts[(int) values.nextOrd()]++;
            }
        }
    }

    @Override
    public void finish() throws IOException {
        for (int ord = 0; ord < counts.length; ord++) {
            if (counts[ord] > 0) {
                topics.merge(values.lookupOrd(ord).utf8ToString(), counts[ord], Long::sum);
            }
        }
        counts = new long[0];
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** How many stories match. */
    long total() {
        return total;
    }

    /** How many of them carry each topic, by its id; at least one. */
    Map<String, Long> topics() {
        return topics;
    }
}
