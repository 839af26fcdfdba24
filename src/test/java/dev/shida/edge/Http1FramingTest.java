package dev.shida.edge;

import static dev.shida.edge.FastPathClient.KNOWN;
import static dev.shida.edge.FastPathClient.chunked;
import static dev.shida.edge.FastPathClient.get;
import static dev.shida.edge.FastPathClient.request;
import static dev.shida.edge.FastPathClient.withBody;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However requests are cut into segments and whatever bodies hold, fast path and decoder agree where each begins. */
@QuarkusTest
@OneJdk
class Http1FramingTest {
    @Inject
    FastPathClient client;

    @Inject
    HeldResource held;

    @Inject
    Addresses addresses;

    @BeforeEach
    void reset() {
        client.reset();
    }

    @Nested
    class InSegments {
        @Test
        void oneRequestInTwo() {
            for (String request : List.of(KNOWN, get("/v1/stories/missing"))) {
                for (int i = 1; i < request.length(); i++) {
                    String[] segments = {request.substring(0, i), request.substring(i)};
                    try (Wire wire = client.openFastPath()) {
                        client.assertAnswers(wire, List.of(request), segments);
                    }
                    try (Wire wire = client.open()) {
                        client.assertAnswers(wire, List.of(request), segments);
                    }
                }
            }
        }

        @Test
        void twoRequestsInTwo() {
            for (String second : List.of(KNOWN, get("/v1/stories/missing"))) {
                String both = KNOWN + second;
                for (int i = 1; i < both.length(); i++) {
                    String[] segments = {both.substring(0, i), both.substring(i)};
                    try (Wire wire = client.openFastPath()) {
                        client.assertAnswers(wire, List.of(KNOWN, second), segments);
                    }
                    try (Wire wire = client.open()) {
                        client.assertAnswers(wire, List.of(KNOWN, second), segments);
                    }
                }
            }
        }

        @Test
        void byteByByte() {
            try (Wire wire = client.openFastPath()) {
                client.assertAnswers(wire, List.of(KNOWN, KNOWN), (KNOWN + KNOWN).split(""));
            }
        }

        @Test
        void theFirstIsAnsweredBeforeTheNextEnds() {
            for (int i = 1; i < KNOWN.length(); i++) {
                try (Wire wire = client.open()) {
                    wire.send(KNOWN + KNOWN.substring(0, i));
                    assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                    client.assertAnswers(wire, List.of(KNOWN), KNOWN.substring(i));
                }
            }
        }

        @Test
        void randomOnes() {
            Random random = new Random(20_260_101);
            List<String> pool = Stream.concat(client.ordinary().stream(), client.odd().stream())
                    .toList();
            for (int round = 0; round < 150; round++) {
                List<String> requests = random.ints(1 + random.nextInt(30), 0, pool.size())
                        .mapToObj(i -> random.nextInt(3) == 0 ? KNOWN : pool.get(i))
                        .toList();
                String bytes = String.join("", requests);
                List<String> segments = new ArrayList<>();
                for (int from = 0; from < bytes.length(); ) {
                    int to = Math.min(bytes.length(), from + 1 + random.nextInt(random.nextBoolean() ? 60 : 2000));
                    segments.add(bytes.substring(from, to));
                    from = to;
                }
                try (Wire wire = random.nextBoolean() ? client.open() : client.openFastPath()) {
                    client.assertAnswers(wire, requests, segments.toArray(String[]::new));
                }
            }
        }
    }

    @Nested
    class Bodies {
        @Test
        void areNotRequests() {
            client.mark(KNOWN);
            for (String carrier : carriers(List.of("/v1/stories", "/v1/stories/missing", "/nowhere"))) {
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, List.of(carrier), carrier);
                }
                try (Wire wire = client.open()) {
                    client.assertAnswers(wire, List.of(carrier), carrier);
                }
            }
        }

        @Test
        void areNotRequestsInALaterSegment() {
            client.mark(KNOWN);
            for (String carrier : carriers(List.of("/v1/stories"))) {
                for (int i = 1; i < carrier.length(); i++) {
                    String[] segments = {carrier.substring(0, i), carrier.substring(i)};
                    try (Wire wire = client.openFastPath()) {
                        client.assertAnswers(wire, List.of(carrier), segments);
                    }
                    try (Wire wire = client.open()) {
                        client.assertAnswers(wire, List.of(carrier), segments);
                    }
                }
            }
        }

        @Test
        void areNotRequestsBehindCachedAnswers() {
            String post = request("POST", "/v1/stories", "Content-Length: " + 2 * KNOWN.length());
            String carrier = post + KNOWN + KNOWN;
            client.alone(carrier);
            client.mark(KNOWN);
            try (Wire wire = client.open()) {
                client.assertAnswers(wire, List.of(get("/v1/series"), carrier), get("/v1/series") + post, KNOWN, KNOWN);
            }
            try (Wire wire = client.open()) {
                client.assertAnswers(wire, List.of(carrier), post, KNOWN, KNOWN);
            }
            try (Wire wire = client.openFastPath()) {
                client.assertAnswers(wire, List.of(carrier), post, KNOWN, KNOWN);
            }
        }

        @Test
        void aHeadThatAnnouncesOneIsNotCached() {
            for (String target : List.of("/v1/stories", "/problems/not-found", "/openapi", "/docs/swagger/", "/")) {
                String head = get(target, "Content-Length: " + KNOWN.length());
                String chunkedHead = get(target, "Transfer-Encoding: chunked");
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, List.of(head + KNOWN), head + KNOWN);
                }
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, List.of(chunked("GET", target, KNOWN)), chunked("GET", target, KNOWN));
                }
                assertNull(client.cached(head));
                assertNull(client.cached(chunkedHead));
            }
        }

        /** Requests with bodies that have another request in them. */
        private List<String> carriers(List<String> targets) {
            List<String> carriers = new ArrayList<>();
            for (String method : List.of("POST", "GET")) {
                for (String target : targets) {
                    carriers.add(withBody(method, target, KNOWN));
                    carriers.add(withBody(method, target, "x\r\n\r\n" + KNOWN + "y"));
                    carriers.add(chunked(method, target, KNOWN));
                    carriers.add(chunked(method, target, "x", KNOWN, "\r\n\r\n"));
                }
            }
            return carriers;
        }
    }

    @Nested
    class ChunksThatCannotBeRead {
        private static final String CHUNKED = "Transfer-Encoding: chunked";

        @Test
        void beforeTheAnswerAreAProblem() throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                HeldResource.Hold hold = held.hold("content");
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    wire.send(get(hold.path, CHUNKED) + "1\r\nx\r\n");
                    hold.found.await();
                    String rest = wire.send("zz\r\n" + KNOWN).rest();
                    assertTrue(rest.startsWith("HTTP/1.1 400 Bad Request\r\n"), rest);
                    assertTrue(rest.contains("\r\nconnection: close\r\n"), rest);
                    assertTrue(rest.endsWith("\"instance\":\"" + hold.path + "\"}"), rest);
                } finally {
                    hold.letGo.countDown();
                }
            }
        }

        @Test
        void behindAnUnansweredRequestAreAProblem() throws InterruptedException {
            HeldResource.Hold hold = held.hold("content");
            try (Wire wire = client.open()) {
                wire.send(get(hold.path) + request("POST", "/v1/stories", CHUNKED) + "1\r\nx\r\n");
                hold.found.await();
                // A segment that came while the first one is being read would be decoded after the response.
                wire.awaitRead().send("zz\r\n" + KNOWN).awaitRead();
                hold.letGo.countDown();
                assertTrue(wire.answer(KNOWN).endsWith("\r\n\r\ncontent"));
                String rest = wire.rest();
                assertTrue(rest.startsWith("HTTP/1.1 400 Bad Request\r\n"), rest);
                assertTrue(rest.endsWith("\"instance\":\"/v1/stories\"}"), rest);
            }
        }

        @Test
        void afterTheAnswerEndTheConnection() {
            String head = request("POST", "/v1/stories", CHUNKED);
            String answer = client.alone(chunked("POST", "/v1/stories", "x"));
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    assertEquals(answer, wire.ask(head + "1\r\nx\r\n"));
                    assertEquals("", wire.send("zz\r\n" + KNOWN).rest());
                }
            }
        }

        /** A resource must not take the part before the fault for the whole. */
        @Test
        void areNotTheEndOfABody() {
            EmbeddedChannel channel = validated(request("PUT", "/x", CHUNKED) + "1\r\nx\r\n", "zz\r\n\r\n0\r\n\r\n");
            assertInstanceOf(HttpRequest.class, channel.readInbound());
            assertInstanceOf(HttpContent.class, channel.readInbound());
            assertNull(channel.readInbound());
            assertFalse(channel.isOpen());
        }
    }

    @Test
    void noRequestFollowsOneThatCannotBeRead() {
        EmbeddedChannel channel = validated("GET /x HTTP/3.0\r\n\r\n" + KNOWN);
        assertInstanceOf(HttpRequest.class, channel.readInbound());
        assertInstanceOf(LastHttpContent.class, channel.readInbound());
        assertNull(channel.readInbound());
        assertTrue(channel.isOpen());
        channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.runPendingTasks();
        assertFalse(channel.isOpen());
    }

    /** A connection without a service behind it that has received these segments. */
    private EmbeddedChannel validated(String... segments) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(Http1FastPath.DECODER, new HttpRequestDecoder());
        channel.pipeline().addLast(Http1FastPath.ENCODER, new HttpResponseEncoder());
        Http1Validation.addTo(channel.pipeline(), addresses);
        for (String segment : segments) {
            channel.writeInbound(Unpooled.copiedBuffer(segment, ISO_8859_1));
        }
        return channel;
    }

    @Nested
    class AfterPartOfAHead {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /v1/series HTTP/1.1\r\nX: ",
                    "GET /v1/stories HTTP/1.1\r\nX: ",
                    "GET /v1/stories HTTP/1.1\r\nX: y\r\n",
                    "GET /v1/stories HTTP/1.1\r\n",
                    "GET /v1/stories HTTP/1.1\r\n ",
                    "GET /v1/stories HTTP/1.1\r\nX: y\r\n ",
                    "GET /v1/stories HTTP/1.1\r",
                    "GET /v1/stories HTTP/1.1",
                    "GET /v1/stories",
                    "GET /v1/stories ",
                    "G",
                })
        void aCachedHeadIsThePartsEnd(String part) {
            String whole = part + KNOWN;
            client.alone(whole);
            client.mark(KNOWN);
            String first = get("/v1/series");
            try (Wire wire = client.open()) {
                wire.send(first + part).awaitRead();
                assertEquals(client.alone(first), wire.answer(first));
                assertEquals(client.alone(whole), wire.ask(KNOWN));
                if (client.alone(whole).contains(" 400 Bad Request\r\n")) {
                    assertEquals("", wire.rest());
                } else {
                    client.assertAnswers(wire, List.of());
                }
            }
        }

        /** A line that goes on where the one before has begun hides that there was one before. */
        @ParameterizedTest
        @ValueSource(strings = {" b", "\tb", "A: b\rC: d", "A: b\r\n c"})
        void aHeadOfAnotherFormIsNotCached(String line) {
            String head = "GET /v1/stories HTTP/1.1\r\n" + line + "\r\n\r\n";
            try (Wire wire = client.open()) {
                wire.send(KNOWN + "GET /v1/stories HTTP/1.1\r\nX: ").awaitRead();
                assertEquals(client.alone(KNOWN), wire.answer(KNOWN));
                wire.send(head).awaitRead().answer(head);
                assertNull(client.cached(head));
            }
        }
    }

    @Nested
    class LineEnds {
        @Test
        void emptyOnesAheadOfARequest() {
            for (String ends : List.of("\r\n", "\n", "\r\n\r\n", "\r\n\r\n\r\n", "\n\n", "\r", " ")) {
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, List.of(KNOWN, KNOWN), ends + KNOWN, KNOWN);
                }
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, List.of(KNOWN, KNOWN), ends, KNOWN, KNOWN);
                }
                try (Wire wire = client.open()) {
                    client.assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), KNOWN + ends, KNOWN, ends + KNOWN);
                }
            }
        }
    }
}
