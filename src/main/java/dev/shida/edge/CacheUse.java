package dev.shida.edge;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.atomic.LongAdder;

/**
 * How a cache is used.
 *
 * @param bytes that its entries take
 * @param evictions of entries because it was full, since the start
 */
record CacheUse(long bytes, long entries, long evictions) {
    static CacheUse of(Cache<?, ?> cache, LongAdder evictions) {
        long bytes = cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
        return new CacheUse(bytes, cache.estimatedSize(), evictions.sum());
    }
}
