package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private static final int MEGABYTE = 1 << 20;

    /** A channel whose client reads only as many bytes as it is told to. */
    private static final class Client extends EmbeddedChannel {
        private final ByteBuf read = Unpooled.buffer();
        private long most;
        private int wanted;

        Client() {
            super(new WriteQueue(Duration.ofSeconds(20)));
            freezeTime();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer pending) {
            most = Math.max(most, pending.totalPendingWriteBytes());
            while (wanted > 0 && pending.current() instanceof ByteBuf first) {
                int length = Math.min(wanted, first.readableBytes());
                read.writeBytes(first, first.readerIndex(), length);
                pending.removeBytes(length);
                wanted -= length;
            }
        }

        void read(int bytes) {
            wanted = bytes;
            flush();
        }

        void advanceSeconds(int seconds) {
            for (int i = 0; i < seconds; i++) {
                advanceTimeBy(1, TimeUnit.SECONDS);
                runScheduledPendingTasks();
            }
        }
    }

    private final Client client = new Client();
    private final byte[] bytes = new byte[MEGABYTE];

    WriteQueueTest() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void writesLongResponsesInParts() {
        ChannelFuture first = client.writeAndFlush(Unpooled.wrappedBuffer(bytes, 0, MEGABYTE - 10));
        ChannelFuture second = client.writeAndFlush(Unpooled.wrappedBuffer(bytes, MEGABYTE - 10, 10));
        assertFalse(client.isWritable());
        while (!second.isDone()) {
            assertFalse(first.isDone() && client.read.writerIndex() < MEGABYTE - 10);
            client.read(1_000);
        }
        assertTrue(first.isSuccess());
        assertTrue(second.isSuccess());
        assertTrue(client.isWritable());
        assertTrue(Arrays.equals(bytes, ByteBufUtil.getBytes(client.read)));
        assertTrue(client.most <= 3 * WriteQueue.MAX_PART, client.most + " bytes at once");
    }

    @Test
    void endsTheConnectionWhenNothingIsRead() {
        for (int length : new int[] {10, MEGABYTE}) {
            Client client = new Client();
            ChannelFuture written = client.writeAndFlush(Unpooled.wrappedBuffer(bytes, 0, length));
            client.advanceSeconds(10);
            client.read(1);
            client.advanceSeconds(19);
            assertTrue(client.isOpen());
            client.advanceSeconds(6);
            assertFalse(client.isOpen());
            assertFalse(written.isSuccess());
            assertTrue(written.isDone());
        }
    }

    @Test
    void keepsTheConnectionWhileALittleIsRead() {
        ChannelFuture written = client.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        for (int i = 0; i < 100; i++) {
            client.advanceSeconds(14);
            client.read(1);
        }
        client.read(MEGABYTE);
        assertTrue(written.isSuccess());
        client.advanceSeconds(100);
        assertTrue(client.isOpen());
        assertEquals(MEGABYTE, client.read.writerIndex());
    }

    @Test
    void releasesUnwrittenBuffersAtTheEnd() {
        ByteBuf answer = Unpooled.wrappedBuffer(bytes);
        ChannelFuture written = client.writeAndFlush(answer);
        client.close();
        assertEquals(0, answer.refCnt());
        assertTrue(written.isDone());
        assertFalse(written.isSuccess());
    }
}
