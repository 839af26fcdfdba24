package dev.shida.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What answers which bytes: the heads of requests as they were sent, each with its reply as it is sent. */
@Singleton
final class RawResponseCache {
    /**
     * A reply, but for the headers that tell the time.
     *
     * @param cached to what was asked
     * @param secure whether it was asked with TLS, which the head of a request does not say
     * @param head of the response
     * @param body empty if none is sent
     */
    record RawResponse(CachedResponse cached, boolean secure, byte[] head, byte[] body) {
        /** Bytes of memory, about; those of an answer are counted with each reply that has it. */
        int size() {
            return head.length + cached.size();
        }
    }

    private final Cache<Object, RawResponse> responses;

    RawResponseCache(EdgeConfig config) {
        Weigher<Object, RawResponse> size = (key, response) -> ((RequestHead) key).bytes.capacity() + response.size();
        responses = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue() / 4)
                .weigher(size)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    RawResponse find(HeadLookup head) {
        return responses.getIfPresent(head);
    }

    void put(byte[] head, RawResponse response) {
        responses.put(new RequestHead(head), response);
    }

    /** Lets go of the answers of earlier revisions. */
    void evictBefore(long revision) {
        responses.asMap().values().removeIf(response -> response.cached().revision() < revision);
    }

    /** The head of a request. */
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

    /** Looks for the head that a buffer holds; used again and again, so that looking takes no memory. */
    static final class HeadLookup {
        /** Differs from process to process, so that nobody can send heads that all have the same hash. */
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
