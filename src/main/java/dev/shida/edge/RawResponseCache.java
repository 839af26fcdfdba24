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
     * @param answer to what was asked
     * @param secure whether it was asked with TLS, which the head of a request does not say
     * @param head of the response
     * @param body empty if none is sent
     */
    record Reply(CachedResponse answer, boolean secure, byte[] head, byte[] body) {
        /** Bytes of memory, about; those of an answer are counted with each reply that has it. */
        int size() {
            return head.length + answer.size();
        }
    }

    private final Cache<Object, Reply> replies;

    RawResponseCache(EdgeConfig config) {
        Weigher<Object, Reply> size = (key, reply) -> ((Head) key).bytes.capacity() + reply.size();
        replies = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue() / 4)
                .weigher(size)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    Reply find(Probe head) {
        return replies.getIfPresent(head);
    }

    void put(byte[] head, Reply reply) {
        replies.put(new Head(head), reply);
    }

    /** Lets go of the answers of earlier revisions. */
    void dropBefore(long revision) {
        replies.asMap().values().removeIf(reply -> reply.answer().revision() < revision);
    }

    /** The head of a request. */
    private static final class Head {
        private final ByteBuf bytes;
        private final int hash;

        Head(byte[] head) {
            bytes = Unpooled.wrappedBuffer(head);
            hash = new Probe().of(bytes).hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Head head && bytes.equals(head.bytes);
        }
    }

    /** Looks for the head that a buffer holds; used again and again, so that looking takes no memory. */
    static final class Probe {
        /** Differs from process to process, so that nobody can send heads that all have the same hash. */
        private static final long SEED = ThreadLocalRandom.current().nextLong();

        /** 2 to the 64th by the golden ratio, as in Fibonacci hashing (Knuth, TAOCP 3, section 6.4). */
        private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

        private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
        private int hash;

        Probe of(ByteBuf readable) {
            buffer = readable;
            long mixed = SEED;
            int i = readable.readerIndex();
            int end = readable.writerIndex();
            for (; i + 8 <= end; i += 8) {
                mixed = mix(mixed, readable.getLongLE(i));
            }
            for (; i < end; i++) {
                mixed = mix(mixed, readable.getByte(i));
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
            return other instanceof Head head && ByteBufUtil.equals(head.bytes, buffer);
        }
    }
}
