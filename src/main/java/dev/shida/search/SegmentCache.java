package dev.shida.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.IOFunction;

/** A cache of values computed from segments of an index, which are immutable; an entry is evicted when its segment is closed. */
final class SegmentCache<T> {
    private final Map<IndexReader.CacheKey, T> values = new ConcurrentHashMap<>();
    private final IOFunction<LeafReader, T> loader;

    SegmentCache(IOFunction<LeafReader, T> loader) {
        this.loader = loader;
    }

    T of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper core = segment.getCoreCacheHelper();
        T cached = values.get(core.getKey());
        if (cached == null) {
            cached = loader.apply(segment);
            if (values.put(core.getKey(), cached) == null) {
                core.addClosedListener(values::remove);
            }
        }
        return cached;
    }
}
