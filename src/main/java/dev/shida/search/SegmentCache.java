package dev.shida.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/** Something that is made of a segment of an index, which does not change, and kept for as long as the segment is. */
final class SegmentCache<T> {
    /** Makes it. */
    interface Maker<T> {
        T of(LeafReader segment) throws IOException;
    }

    private final Map<IndexReader.CacheKey, T> made = new ConcurrentHashMap<>();
    private final Maker<T> maker;

    SegmentCache(Maker<T> maker) {
        this.maker = maker;
    }

    T of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper core = segment.getCoreCacheHelper();
        T present = made.get(core.getKey());
        if (present == null) {
            present = maker.of(segment);
            if (made.put(core.getKey(), present) == null) {
                core.addClosedListener(made::remove);
            }
        }
        return present;
    }
}
