package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.edge.RawResponseCache.HeadLookup;
import dev.shida.edge.RawResponseCache.RawResponse;
import dev.shida.manuscript.Press;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections, byte by byte. What comes back on one that is kept has to be what comes back when each request has a
 * connection of its own, where the lane never answers.
 */
@QuarkusTest
@TestProfile(Http1FastPathTest.OwnStore.class)
class Http1FastPathTest {
    public static class OwnStore implements QuarkusTestProfile {}

    private static final String KNOWN = get("/v1/stories");
    private static final String OPENING = get("/v1/series", "X: opening");
    private static final String LAST = get("/v1/topics", "Connection: close");

    /** In place of what the lane would answer. */
    private static final String MARK = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n";

    @Inject
    Vertx vertx;

    @Inject
    RawResponseCache rawResponses;

    @Inject
    Press press;

    @Inject
    HeldResource held;

    /** What answers a request that has a connection of its own. */
    private final Map<String, String> alone = new TreeMap<>();

    @BeforeEach
    void awaitLastModified() {
        boolean said = false;
        while (!said) {
            try (Wire wire = open()) {
                said = wire.ask(request("HEAD", "/v1/series")).contains("\r\nlast-modified: ");
            }
        }
    }

    @AfterEach
    void forgetMarks() {
        rawResponses.evictBefore(Long.MAX_VALUE);
    }

    private static String get(String target, String... headers) {
        return request("GET", target, headers);
    }

    private static String request(String method, String target, String... headers) {
        return Stream.concat(Stream.of(method + " " + target + " HTTP/1.1", "Host: localhost"), Stream.of(headers))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    }

    private static String withBody(String method, String target, String body) {
        return request(method, target, "Content-Length: " + body.length()) + body;
    }

    private static String chunked(String method, String target, String... chunks) {
        return Stream.of(chunks)
                .map(chunk -> Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                .collect(Collectors.joining("", request(method, target, "Transfer-Encoding: chunked"), "0\r\n\r\n"));
    }

    private Wire open() {
        return Wire.open(vertx);
    }

    /** A connection whose lane answers what is known. */
    private Wire openLane() {
        Wire wire = open();
        assertEquals(alone(OPENING), wire.ask(OPENING));
        assertEquals(alone(OPENING), wire.ask(OPENING));
        return wire;
    }

    private String alone(String request) {
        return alone.computeIfAbsent(request, asked -> {
            for (int i = 0; ; i++) {
                try (Wire wire = open()) {
                    String answer = wire.ask(asked);
                    if (i > 0) {
                        // The first found the caches cold.
                        return answer;
                    }
                }
            }
        });
    }

    private String alone(List<String> requests) {
        return requests.stream().map(this::alone).collect(Collectors.joining());
    }

    private @Nullable RawResponse learned(String head) {
        return rawResponses.find(new HeadLookup().of(Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1))));
    }

    /** From now on, what the lane answers to a head is told from what anyone else does. */
    private void mark(String head) {
        try (Wire wire = openLane()) {
            RawResponse known = Objects.requireNonNull(learned(OPENING));
            byte[] bytes = head.getBytes(ISO_8859_1);
            rawResponses.put(
                    bytes,
                    new RawResponse(
                            known.cached(),
                            known.secure(),
                            MARK.getBytes(ISO_8859_1),
                            "marked".getBytes(ISO_8859_1),
                            known.counter()));
        }
    }

    /** The memory that connections take for what has come and what is to go, in bytes. */
    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private static String sample() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Http1FastPathTest.class.getResourceAsStream("/samples/small.md"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static boolean isMarked(String answer) {
        return answer.endsWith("marked");
    }

    /** Sends segments, and then a last request; what comes must be just the answers to these requests and the last. */
    private void assertAnswers(Wire wire, List<String> requests, String... segments) {
        String expected = alone(requests) + alone(LAST);
        wire.send(segments).awaitRead().send(LAST);
        assertEquals(expected, wire.rest(), () -> "segments: " + List.of(segments));
    }

    @Nested
    class Repeated {
        @Test
        void theThirdIsAnsweredByTheLane() {
            try (Wire wire = openLane()) {
                assertEquals(alone(KNOWN), wire.ask(KNOWN));
                assertEquals(alone(KNOWN), wire.ask(KNOWN));
                mark(KNOWN);
                assertTrue(isMarked(wire.ask(KNOWN)));
                assertTrue(isMarked(wire.ask(KNOWN)));
                String other = get("/v1/series");
                assertEquals(alone(other), wire.ask(other));
                assertTrue(isMarked(wire.ask(KNOWN)));
            }
        }

        @Test
        void whatOneConnectionHasLearntAnswersAnother() {
            String other = get("/v1/series");
            mark(other);
            try (Wire wire = openLane()) {
                assertTrue(isMarked(wire.ask(other)));
            }
        }

        @Test
        void theFirstTwoOfAConnectionAreNot() {
            mark(KNOWN);
            try (Wire wire = open()) {
                assertEquals(alone(KNOWN), wire.ask(KNOWN));
                assertEquals(alone(KNOWN), wire.ask(KNOWN));
            }
        }

        @Test
        void anythingThatIsAnsweredComesAgainTheSame() {
            for (String request : ordinary()) {
                try (Wire wire = open()) {
                    for (int i = 0; i < 4; i++) {
                        assertEquals(alone(request), wire.ask(request));
                    }
                }
            }
        }

        @Test
        void aPublicationShowsInTheNextAnswer() throws Exception {
            String small = sample();
            String title = Pattern.compile("^# (.*)$", Pattern.MULTILINE)
                    .matcher(small)
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            String editions = get("/v1/editions");
            try (Wire wire = open()) {
                for (int version = 1; version <= 3; version++) {
                    String versioned = "Version " + version;
                    press.publish(
                            "test/small.md", small.replace(title, versioned).getBytes(UTF_8));
                    for (int i = 0; i < 4; i++) {
                        String answer = wire.ask(editions);
                        assertTrue(answer.contains(versioned), answer);
                    }
                }
            }
        }

        @Test
        void whatIsLearntInTheSecondOfAPublicationDoesNotOutliveIt() throws Exception {
            String since = get("/v1/editions", "If-Unmodified-Since: Mon, 02 Jan 2023 00:00:00 GMT");
            try (Wire wire = openLane()) {
                press.publish("test/small.md", (sample() + "\n").getBytes(UTF_8));
                for (int i = 0; i < 3; i++) {
                    wire.ask(since);
                }
                awaitLastModified();
                assertEquals(
                        "HTTP/1.1 412 Precondition Failed",
                        wire.ask(since).lines().findFirst().orElse(""));
            }
        }

        @Test
        void manyConnectionsAtOnce() throws Exception {
            List<String> requests = kept();
            requests.forEach(Http1FastPathTest.this::alone);
            ExecutorService clients = Executors.newFixedThreadPool(16);
            try {
                Callable<Void> client = () -> {
                    try (Wire wire = open()) {
                        for (int i = 0; i < 60; i++) {
                            String request = requests.get(i % requests.size());
                            assertEquals(alone.get(request), wire.ask(request));
                        }
                    }
                    return null;
                };
                for (Future<Void> done : clients.invokeAll(
                        IntStream.range(0, 100).mapToObj(i -> client).toList())) {
                    done.get();
                }
            } finally {
                clients.shutdownNow();
            }
        }
    }

    @Nested
    class Pipelined {
        @Test
        void answersComeInOrder() {
            Random random = new Random(1);
            List<String> ordinary = ordinary();
            for (int round = 0; round < 5; round++) {
                List<String> requests = random.ints(200, 0, ordinary.size())
                        .mapToObj(ordinary::get)
                        .toList();
                try (Wire wire = open()) {
                    assertAnswers(wire, requests, String.join("", requests));
                }
                try (Wire wire = openLane()) {
                    assertAnswers(wire, requests, String.join("", requests));
                }
            }
        }

        @Test
        void theLaneAnswersThem() {
            String other = get("/v1/series");
            mark(KNOWN);
            try (Wire wire = openLane()) {
                wire.send(KNOWN + other + KNOWN + KNOWN);
                assertTrue(isMarked(wire.answer(KNOWN)));
                assertEquals(alone(other), wire.answer(other));
                assertTrue(isMarked(wire.answer(KNOWN)));
                assertTrue(isMarked(wire.answer(KNOWN)));
            }
        }

        @Test
        void whatIsKnownWaitsForWhatIsSlow() {
            alone(KNOWN);
            try (Wire wire = openLane()) {
                HeldResource.Hold first = held.hold("one");
                HeldResource.Hold second = held.hold("two");
                String one = get(first.path);
                String two = get(second.path);
                String missing = get("/v1/stories/missing");
                // Asked for at the same time it might be made once for both, and say so.
                String nothing = alone(missing);
                wire.send(KNOWN + one + KNOWN, KNOWN + missing + two.substring(0, 9), two.substring(9) + KNOWN);
                assertEquals(alone(KNOWN), wire.answer(KNOWN));
                wire.awaitRead();
                first.letGo.countDown();
                assertTrue(wire.answer(one).endsWith("\r\n\r\none"));
                assertEquals(alone(KNOWN), wire.answer(KNOWN));
                assertEquals(alone(KNOWN), wire.answer(KNOWN));
                assertEquals(nothing, wire.answer(missing));
                wire.awaitRead();
                second.letGo.countDown();
                assertTrue(wire.answer(two).endsWith("\r\n\r\ntwo"));
                assertEquals(alone(KNOWN), wire.answer(KNOWN));
            }
        }

        @Test
        void whatIsKnownWaitsForTheFirst() {
            alone(KNOWN);
            try (Wire wire = open()) {
                HeldResource.Hold first = held.hold("one");
                String one = get(first.path);
                wire.send(one, KNOWN + KNOWN, KNOWN);
                first.letGo.countDown();
                assertTrue(wire.answer(one).endsWith("\r\n\r\none"));
                for (int i = 0; i < 3; i++) {
                    assertEquals(alone(KNOWN), wire.answer(KNOWN));
                }
            }
        }

        /** With the lane, and without it, as it is left when the first segment ends within a request. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void aClientThatDoesNotReadIsNotReadFrom(boolean lane) throws Exception {
            String request = get("/v1/series", "X: " + "y".repeat(200));
            String expected = alone(request);
            int length = expected.length() + "Mon, 02 Jan 2023 00:00:00 GMT".length();
            int total = 150_000;
            long before = buffers();
            long most = before;
            try (SocketChannel channel = SocketChannel.open()) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
                channel.connect(new InetSocketAddress("localhost", RestAssured.port));
                InputStream in = new BufferedInputStream(channel.socket().getInputStream(), 1 << 16);
                for (int i = 0; lane && i < 2; i++) {
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

        /** Answered by the lane, and without it, as it is left when a segment ends within a request. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theNextRequestWaitsUntilTheAnswerBeforeItIsRead(boolean lane) {
            HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
            large.letGo.countDown();
            HeldResource.Hold next = held.hold("next");
            next.letGo.countDown();
            String question = get(large.path);
            String expected = alone(question);
            try (Wire wire = Wire.openNarrow(vertx)) {
                if (lane) {
                    try (Wire teacher = openLane()) {
                        assertEquals(expected, teacher.ask(question));
                    }
                    assertNotNull(learned(question));
                    assertEquals(alone(OPENING), wire.ask(OPENING));
                    assertEquals(alone(OPENING), wire.ask(OPENING));
                    wire.send(question + get(next.path));
                } else {
                    wire.send(
                            question + get(next.path).substring(0, 9),
                            get(next.path).substring(9));
                }
                wire.awaitRead();
                try (Wire other = open()) {
                    assertEquals(alone(KNOWN), other.ask(KNOWN));
                }
                assertEquals(0, next.asked.get());
                assertEquals(expected, wire.answer(question));
                assertTrue(wire.answer(get(next.path)).endsWith("next"));
            }
        }

        @Test
        void longAnswersTakeLittleMemoryWhileTheyAreNotRead() {
            HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
            large.letGo.countDown();
            String question = get(large.path);
            String expected = alone(question);
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

    @Nested
    class InSegments {
        @Test
        void oneRequestInTwo() {
            for (String request : List.of(KNOWN, get("/v1/stories/missing"))) {
                for (int i = 1; i < request.length(); i++) {
                    String[] segments = {request.substring(0, i), request.substring(i)};
                    try (Wire wire = openLane()) {
                        assertAnswers(wire, List.of(request), segments);
                    }
                    try (Wire wire = open()) {
                        assertAnswers(wire, List.of(request), segments);
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
                    try (Wire wire = openLane()) {
                        assertAnswers(wire, List.of(KNOWN, second), segments);
                    }
                    try (Wire wire = open()) {
                        assertAnswers(wire, List.of(KNOWN, second), segments);
                    }
                }
            }
        }

        @Test
        void byteByByte() {
            try (Wire wire = openLane()) {
                assertAnswers(wire, List.of(KNOWN, KNOWN), (KNOWN + KNOWN).split(""));
            }
        }

        @Test
        void theAnswerToTheFirstComesBeforeTheRestOfTheNext() {
            for (int i = 1; i < KNOWN.length(); i++) {
                try (Wire wire = open()) {
                    wire.send(KNOWN + KNOWN.substring(0, i));
                    assertEquals(alone(KNOWN), wire.answer(KNOWN));
                    assertAnswers(wire, List.of(KNOWN), KNOWN.substring(i));
                }
            }
        }

        @Test
        void randomOnes() {
            Random random = new Random(20_260_101);
            List<String> pool =
                    Stream.concat(ordinary().stream(), odd().stream()).toList();
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
                try (Wire wire = random.nextBoolean() ? open() : openLane()) {
                    assertAnswers(wire, requests, segments.toArray(String[]::new));
                }
            }
        }
    }

    @Nested
    class Bodies {
        @Test
        void areNotTakenForRequests() {
            mark(KNOWN);
            for (String carrier : carriers(List.of("/v1/stories", "/v1/stories/missing", "/nowhere"))) {
                try (Wire wire = openLane()) {
                    assertAnswers(wire, List.of(carrier), carrier);
                }
                try (Wire wire = open()) {
                    assertAnswers(wire, List.of(carrier), carrier);
                }
            }
        }

        @Test
        void areNotTakenForRequestsInALaterSegment() {
            mark(KNOWN);
            for (String carrier : carriers(List.of("/v1/stories"))) {
                for (int i = 1; i < carrier.length(); i++) {
                    String[] segments = {carrier.substring(0, i), carrier.substring(i)};
                    try (Wire wire = openLane()) {
                        assertAnswers(wire, List.of(carrier), segments);
                    }
                    try (Wire wire = open()) {
                        assertAnswers(wire, List.of(carrier), segments);
                    }
                }
            }
        }

        @Test
        void areNotTakenForRequestsBehindAnswersThatAreKnown() {
            String post = request("POST", "/v1/stories", "Content-Length: " + 2 * KNOWN.length());
            String carrier = post + KNOWN + KNOWN;
            alone(carrier);
            mark(KNOWN);
            try (Wire wire = open()) {
                assertAnswers(wire, List.of(get("/v1/series"), carrier), get("/v1/series") + post, KNOWN, KNOWN);
            }
            try (Wire wire = open()) {
                assertAnswers(wire, List.of(carrier), post, KNOWN, KNOWN);
            }
            try (Wire wire = openLane()) {
                assertAnswers(wire, List.of(carrier), post, KNOWN, KNOWN);
            }
        }

        @Test
        void aHeadThatAnnouncesOneIsNotLearnt() {
            for (String target : List.of("/v1/stories", "/problems/not-found", "/openapi", "/docs/", "/")) {
                String head = get(target, "Content-Length: " + KNOWN.length());
                String chunkedHead = get(target, "Transfer-Encoding: chunked");
                try (Wire wire = openLane()) {
                    assertAnswers(wire, List.of(head + KNOWN), head + KNOWN);
                }
                try (Wire wire = openLane()) {
                    assertAnswers(wire, List.of(chunked("GET", target, KNOWN)), chunked("GET", target, KNOWN));
                }
                assertNull(learned(head));
                assertNull(learned(chunkedHead));
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
        void aKnownHeadIsThePartsEnd(String part) {
            String whole = part + KNOWN;
            alone(whole);
            mark(KNOWN);
            String first = get("/v1/series");
            try (Wire wire = open()) {
                wire.send(first + part).awaitRead();
                assertEquals(alone(first), wire.answer(first));
                assertEquals(alone(whole), wire.ask(KNOWN));
                if (alone(whole).contains(" 400 Bad Request\r\n")) {
                    assertEquals("", wire.rest());
                } else {
                    assertAnswers(wire, List.of());
                }
            }
        }

        /** A line that goes on where the one before has begun hides that there was one before. */
        @ParameterizedTest
        @ValueSource(strings = {" b", "\tb", "A: b\rC: d", "A: b\r\n c"})
        void aHeadOfAnotherFormIsNotLearnt(String line) {
            String head = "GET /v1/stories HTTP/1.1\r\n" + line + "\r\n\r\n";
            try (Wire wire = open()) {
                wire.send(KNOWN + "GET /v1/stories HTTP/1.1\r\nX: ").awaitRead();
                assertEquals(alone(KNOWN), wire.answer(KNOWN));
                wire.send(head).awaitRead().answer(head);
                assertNull(learned(head));
            }
        }
    }

    @Nested
    class LineEnds {
        @Test
        void emptyOnesAheadOfARequest() {
            for (String ends : List.of("\r\n", "\n", "\r\n\r\n", "\r\n\r\n\r\n", "\n\n", "\r", " ")) {
                try (Wire wire = openLane()) {
                    assertAnswers(wire, List.of(KNOWN, KNOWN), ends + KNOWN, KNOWN);
                }
                try (Wire wire = openLane()) {
                    assertAnswers(wire, List.of(KNOWN, KNOWN), ends, KNOWN, KNOWN);
                }
                try (Wire wire = open()) {
                    assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), KNOWN + ends, KNOWN, ends + KNOWN);
                }
            }
        }
    }

    @Nested
    class ConnectionsThatEnd {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Connection: close",
                    "Connection: Close",
                    "Connection: keep-alive, close",
                    "Connection: close, keep-alive",
                    "Connection: keep-alive\r\nConnection: close",
                    "connection:close",
                })
        void withTheAnswer(String header) {
            String last = get("/v1/stories", header);
            String expected = alone(KNOWN).replaceFirst("\r\ndate: ", "\r\ndate: \r\nconnection: close");
            for (int i = 0; i < 3; i++) {
                try (Wire wire = openLane()) {
                    assertEquals(sorted(expected), sorted(wire.send(last).rest()), header);
                }
            }
            assertNull(learned(last));
            try (Wire wire = openLane()) {
                assertEquals(
                        sorted(alone(KNOWN) + expected),
                        sorted(wire.send(KNOWN + last + KNOWN).rest()));
            }
            try (Wire wire = open()) {
                assertEquals(sorted(expected), sorted(wire.send(last + KNOWN).rest()));
            }
        }

        @Test
        void ofHttp10() {
            String last = "GET /v1/stories HTTP/1.0\r\nHost: localhost\r\n\r\n";
            String kept = "GET /v1/stories HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n";
            String expected = alone(KNOWN).replace("HTTP/1.1", "HTTP/1.0");
            String expectedKept = expected.replaceFirst("\r\ndate: ", "\r\ndate: \r\nconnection: keep-alive");
            for (int i = 0; i < 3; i++) {
                try (Wire wire = openLane()) {
                    assertEquals(sorted(expected), sorted(wire.send(last).rest()));
                }
                try (Wire wire = openLane()) {
                    assertEquals(sorted(expectedKept), sorted(wire.ask(kept)));
                    assertEquals(sorted(expectedKept), sorted(wire.ask(kept)));
                    assertAnswers(wire, List.of(KNOWN), KNOWN);
                }
            }
        }

        @Test
        void keepAliveIsNoReasonToEnd() {
            String kept = get("/v1/stories", "Connection: keep-alive");
            try (Wire wire = openLane()) {
                assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), kept, kept, kept);
            }
            assertNotNull(learned(kept));
        }

        /** Lines in order, as headers may come in any. */
        private static List<String> sorted(String answer) {
            return answer.lines().sorted().toList();
        }
    }

    @Nested
    class Expectations {
        @Test
        void whatIsRefusedIsRefusedAtOnce() {
            String head = request("POST", "/v1/stories", "Expect: 100-continue", "Content-Length: " + KNOWN.length());
            String refused = alone(withBody("POST", "/v1/stories", KNOWN));
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? open() : openLane()) {
                    assertEquals(refused, wire.ask(head));
                    // The first is the body.
                    assertAnswers(wire, List.of(KNOWN), KNOWN, KNOWN);
                }
            }
        }

        @Test
        void withoutABodyThereIsNothingToContinue() {
            String head = get("/v1/stories", "Expect: 100-continue");
            try (Wire wire = openLane()) {
                assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), head, head, head);
            }
        }
    }

    @Nested
    class Upgrades {
        @Test
        void onALaterRequestAreNotTaken() {
            String upgrade = get(
                    "/v1/stories",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA");
            try (Wire wire = openLane()) {
                assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), upgrade, KNOWN, upgrade);
            }
        }
    }

    @Nested
    class LongHeads {
        @Test
        void areAnsweredWithAProblem() {
            for (int size : new int[] {8_200, 20_500, 33_000, 66_000, 130_000}) {
                String address = get("/v1/stories?x=" + "y".repeat(size));
                String headers = get("/v1/stories", "X: " + "y".repeat(size));
                assertTrue(alone(address).startsWith("HTTP/1.1 414 "), () -> alone(address));
                assertTrue(alone(address).contains("/problems/uri-too-long"), () -> alone(address));
                if (size > 20_480) {
                    assertTrue(alone(headers).startsWith("HTTP/1.1 431 "), () -> alone(headers));
                    assertTrue(alone(headers).contains("/problems/headers-too-large"), () -> alone(headers));
                }
                List<String> requests = List.of(KNOWN, address, KNOWN, headers, KNOWN);
                try (Wire wire = openLane()) {
                    assertAnswers(wire, requests, requests.toArray(String[]::new));
                }
                try (Wire wire = open()) {
                    assertAnswers(wire, requests, String.join("", requests));
                }
            }
        }

        /** What the decoder refuses never comes to where problems are said. */
        @Test
        void endTheConnectionWhenNobodyWouldReadThem() {
            String address = get("/v1/stories?x=" + "y".repeat(280_000));
            String headers = get("/v1/stories", "X: " + "y".repeat(140_000));
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? open() : openLane()) {
                    assertEquals("HTTP/1.0 414 Request-URI Too Long\r\ncontent-length: 0\r\n\r\n", wire.ask(address));
                    assertEquals("", wire.rest());
                }
                try (Wire wire = i == 0 ? open() : openLane()) {
                    assertEquals(
                            "HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n",
                            wire.ask(headers));
                    assertEquals("", wire.rest());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET\r\n\r\n",
                    "x y\r\n\r\n",
                    "GET / HTTP/x\r\n\r\n",
                    "GET / HTTP/1.1\r\nX\u0000: y\r\n\r\n",
                    "GET /v1/stories HTTP/1.1\n\n"
                })
        void whatIsNoRequestEndsTheConnection(String request) {
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? open() : openLane()) {
                    String answer = wire.send(request + KNOWN).rest();
                    assertTrue(answer.startsWith("HTTP/1.") && answer.contains(" 400 "), answer);
                    assertEquals(1, answer.split("HTTP/1").length - 1, answer);
                }
            }
        }
    }

    /** Requests whose answers are kept. */
    private List<String> kept() {
        String etag = "If-None-Match: "
                + Pattern.compile("\r\netag: ([^\r]+)", Pattern.CASE_INSENSITIVE)
                        .matcher(alone(KNOWN))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
        return List.of(
                KNOWN,
                get("/v1/stories", "Accept-Encoding: gzip"),
                get("/v1/stories", "Accept-Encoding: br, gzip"),
                get("/v1/stories", etag),
                request("HEAD", "/v1/stories"),
                request("HEAD", "/v1/stories", etag),
                get("/v1/series", "User-Agent: test", "Accept: */*", "Cookie: a=b"),
                get("/v1/editions/capital-unions-2022"),
                get("/v1/stories/capital-unions-2022-winter-olympics/replay"),
                get("/openapi"),
                get("/openapi", "Accept: application/json"));
    }

    /** Requests of every kind that a client sends. */
    private List<String> ordinary() {
        return Stream.concat(
                        kept().stream(),
                        Stream.of(
                                get("/v1/stories/missing"),
                                request("HEAD", "/v1/stories/missing"),
                                get("/v1/stories?limit=0&tipic=x"),
                                get("/v1/stories", "If-Match: \"other\""),
                                get("/v1/stories", "Accept: text/html"),
                                request("OPTIONS", "/v1/stories"),
                                request(
                                        "OPTIONS",
                                        "/v1/stories",
                                        "Origin: http://localhost",
                                        "Access-Control-Request-Method: GET"),
                                request("POST", "/v1/stories", "Content-Length: 0"),
                                get("/docs")))
                .toList();
    }

    /** Requests that the lane has to leave to others. */
    private List<String> odd() {
        return List.of(
                "\r\n" + KNOWN,
                withBody("POST", "/v1/stories", KNOWN),
                withBody("GET", "/v1/stories", KNOWN),
                chunked("POST", "/v1/stories", "x", KNOWN + KNOWN),
                chunked("GET", "/v1/series", KNOWN),
                get("/v1/stories", "X: a\r\n b"),
                get("/v1/stories", "X: " + "y".repeat(40_000)),
                get("/v1/stories?x=" + "y".repeat(9_000)));
    }
}
