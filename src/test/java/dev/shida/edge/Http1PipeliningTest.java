package dev.shida.edge;

import static dev.shida.edge.FastPathClient.KNOWN;
import static dev.shida.edge.FastPathClient.OPENING;
import static dev.shida.edge.FastPathClient.get;
import static dev.shida.edge.FastPathClient.isMarked;
import static dev.shida.edge.FastPathClient.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import io.netty.buffer.PooledByteBufAllocator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipelined requests are answered in order, and no faster than the client reads. */
@QuarkusTest
@OneJdk
class Http1PipeliningTest {
    @Inject
    FastPathClient client;

    @Inject
    Vertx vertx;

    @Inject
    HeldResource held;

    @BeforeEach
    void reset() {
        client.reset();
    }

    /** The memory that connections take for what has come and what is to go, in bytes. */
    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Nested
    class Pipelined {
        @Test
        void answersComeInOrder() {
            Random random = new Random(1);
            List<String> ordinary = client.ordinary();
            for (int round = 0; round < 5; round++) {
                List<String> requests = random.ints(200, 0, ordinary.size())
                        .mapToObj(ordinary::get)
                        .toList();
                try (Wire wire = client.open()) {
                    client.assertAnswers(wire, requests, String.join("", requests));
                }
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, requests, String.join("", requests));
                }
            }
        }

        @Test
        void theyAreAnsweredFromTheCache() {
            String other = get("/v1/series");
            client.mark(KNOWN);
            try (Wire wire = client.openFastPath()) {
                wire.send(KNOWN + other + KNOWN + KNOWN);
                assertTrue(isMarked(wire.answer(KNOWN)));
                assertEquals(client.alone(other), wire.answer(other));
                assertTrue(isMarked(wire.answer(KNOWN)));
                assertTrue(isMarked(wire.answer(KNOWN)));
            }
        }

        @Test
        void cachedAnswersWaitForSlowOnes() {
            client.alone(KNOWN);
            try (Wire wire = client.openFastPath()) {
                HeldResource.Hold first = held.hold("one");
                HeldResource.Hold second = held.hold("two");
                String one = get(first.path);
                String two = get(second.path);
                String missing = get("/v1/stories/missing");
                // Asked for at the same time it might be made once for both, and say so.
                String nothing = client.alone(missing);
                wire.send(KNOWN + one + KNOWN, KNOWN + missing + two.substring(0, 9), two.substring(9) + KNOWN);
                assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                wire.awaitRead();
                first.letGo.countDown();
                assertTrue(wire.answer(one).endsWith("\r\n\r\none"));
                assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                assertEquals(nothing, wire.answer(missing));
                wire.awaitRead();
                second.letGo.countDown();
                assertTrue(wire.answer(two).endsWith("\r\n\r\ntwo"));
                assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
            }
        }

        @Test
        void cachedAnswersWaitForTheFirst() {
            client.alone(KNOWN);
            try (Wire wire = client.open()) {
                HeldResource.Hold first = held.hold("one");
                String one = get(first.path);
                wire.send(one, KNOWN + KNOWN, KNOWN);
                first.letGo.countDown();
                assertTrue(wire.answer(one).endsWith("\r\n\r\none"));
                for (int i = 0; i < 3; i++) {
                    assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                }
            }
        }

        /** On the fast path, and bypassed as the first segment ends within a request. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void aClientThatReadsNothingIsNotRead(boolean cached) throws Exception {
            String request = get("/v1/series", "X: " + "y".repeat(200));
            String expected = client.alone(request);
            int length = expected.length() + "Mon, 02 Jan 2023 00:00:00 GMT".length();
            int total = 60_000;
            long before = buffers();
            long most = before;
            try (SocketChannel channel = SocketChannel.open()) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
                channel.connect(new InetSocketAddress("localhost", RestAssured.port));
                InputStream in = new BufferedInputStream(channel.socket().getInputStream(), 1 << 16);
                for (int i = 0; cached && i < 2; i++) {
                    channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
                    assertEquals(length, in.readNBytes(length).length);
                }
                ByteBuffer requests = ByteBuffer.wrap(request.repeat(total).getBytes(ISO_8859_1));
                writeWhatIsRead(channel, requests);
                assertTrue(requests.hasRemaining(), "all requests were read, and no answer was");
                ExecutorService writer = Executors.newSingleThreadExecutor();
                try {
                    Future<Integer> written = writer.submit(() -> channel.write(requests));
                    for (int i = 0; i < total; i++) {
                        String answer = new String(in.readNBytes(length), ISO_8859_1);
                        assertEquals(expected, answer.replaceFirst("\r\ndate: [^\r]*", "\r\ndate: "));
                        most = Math.max(most, i % 1000 == 0 ? buffers() : 0);
                    }
                    assertTrue(written.get() > 0);
                } finally {
                    writer.shutdownNow();
                }
            }
            assertTrue(most - before <= 4 << 20, before + " bytes of buffers grew to " + most);
        }

        /** From the cache, and bypassed as a segment ends within a request. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theNextRequestWaitsForTheReader(boolean cached) {
            HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
            large.letGo.countDown();
            HeldResource.Hold next = held.hold("next");
            next.letGo.countDown();
            String question = get(large.path);
            String expected = client.alone(question);
            try (Wire wire = Wire.openNarrow(vertx)) {
                if (cached) {
                    try (Wire teacher = client.openFastPath()) {
                        assertEquals(expected, teacher.ask(question));
                    }
                    assertNotNull(client.cached(question));
                    assertEquals(client.alone(OPENING), wire.ask(OPENING));
                    assertEquals(client.alone(OPENING), wire.ask(OPENING));
                    wire.send(question + get(next.path));
                } else {
                    wire.send(
                            question + get(next.path).substring(0, 9),
                            get(next.path).substring(9));
                }
                wire.awaitRead();
                try (Wire other = client.open()) {
                    assertEquals(client.alone(KNOWN), other.ask(KNOWN));
                }
                assertEquals(0, next.asked.get());
                assertEquals(expected, wire.answer(question));
                assertTrue(wire.answer(get(next.path)).endsWith("next"));
            }
        }

        @Test
        void unreadLongAnswersTakeLittleMemory() {
            HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
            large.letGo.countDown();
            String question = get(large.path);
            String expected = client.alone(question);
            List<Wire> wires = new ArrayList<>();
            long before = buffers();
            try {
                for (int i = 0; i < 20; i++) {
                    Wire wire = Wire.openNarrow(vertx);
                    wires.add(wire);
                    wire.send(question).awaitRead();
                }
                long grown = buffers() - before;
                assertTrue(grown <= 8 << 20, grown + " bytes more of buffers");
                for (Wire wire : wires) {
                    assertEquals(expected, wire.answer(question));
                }
            } finally {
                wires.forEach(Wire::close);
            }
        }

        /** Writes until nothing more has been taken for a while. */
        private static void writeWhatIsRead(SocketChannel channel, ByteBuffer bytes) throws IOException {
            channel.configureBlocking(false);
            try (Selector selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_WRITE);
                while (bytes.hasRemaining() && selector.select(500) > 0) {
                    selector.selectedKeys().clear();
                    channel.write(bytes);
                }
            }
            channel.configureBlocking(true);
        }
    }
}
