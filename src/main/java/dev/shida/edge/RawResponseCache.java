package dev.shida.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Caches the bytes of responses in HTTP/1.1 by the bytes of the heads of requests. */
@Singleton
final class RawResponseCache {
    /**
     * A response as it is sent, without {@code Date}, {@code Last-Modified} and the empty line.
     *
     * @param cached the response of which these are the bytes
     * @param secure whether the request came over TLS, which its head does not say
     * @param head without what {@link ResponseClock} adds
     * @param body empty for HEAD and 304
     * @param counter of the responses of this kind
     */
    record RawResponse(
            CachedResponse cached, boolean secure, byte[] head, byte[] body, ResponseCounters.Counter counter) {
        /** The approximate memory in bytes; a cached response counts with each raw response that refers to it. */
        int size() {
            return head.length + cached.size();
        }
    }

    private final LongAdder evictions = new LongAdder();
    private final Cache<Object, RawResponse> responses;

    RawResponseCache(EdgeConfig config) {
        Weigher<Object, RawResponse> size = (key, response) -> ((RequestHead) key).bytes.capacity() + response.size();
        responses = Caffeine.newBuilder()
                .maximumWeight(HeapShare.cached(config.maxSize()) / 4)
                .weigher(size)
                .executor(Runnable::run)
                .evictionListener((key, response, cause) -> evictions.increment())
                .build();
    }

    @Nullable
    RawResponse find(HeadLookup head) {
        return responses.getIfPresent(head);
    }

    void put(byte[] head, RawResponse response) {
        responses.put(new RequestHead(head), response);
    }

    CacheUse use() {
        return CacheUse.of(responses, evictions);
    }

    /** Evicts the responses of earlier revisions. */
    void evictBefore(long revision) {
        responses.asMap().values().removeIf(response -> response.cached().revision() < revision);
    }

    /** The key: the head of a request. */
    private static final class RequestHead {
        private final ByteBuf bytes;
        private final int hash;

        RequestHead(byte[] head) {
            bytes = Unpooled.wrappedBuffer(head);
            hash = new HeadLookup().of(bytes).hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RequestHead head && bytes.equals(head.bytes);
        }
    }

    /** A reusable key that equals the head in a buffer, so that a lookup allocates nothing. */
    static final class HeadLookup {
        /** Random, so that nobody can send heads whose hashes collide on purpose. */
        private static final long SEED = ThreadLocalRandom.current().nextLong();

        /** 2 to the 64th by the golden ratio, as in Fibonacci hashing (Knuth, TAOCP 3, section 6.4). */
        private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

        private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
        private int hash;

        HeadLookup of(ByteBuf bytes) {
            buffer = bytes;
            long mixed = SEED;
            int i = bytes.readerIndex();
            int end = bytes.writerIndex();
            for (; i + 8 <= end; i += 8) {
                mixed = mix(mixed, bytes.getLongLE(i));
            }
            for (; i < end; i++) {
                mixed = mix(mixed, bytes.getByte(i));
            }
            hash = (int) mixed;
            return this;
        }

        private static long mix(long hash, long next) {
            long mixed = (hash ^ next) * FACTOR;
            return mixed ^ (mixed >>> 32);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RequestHead head && ByteBufUtil.equals(head.bytes, buffer);
        }
    }
}
