package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.edge.RawResponseCache.HeadLookup;
import dev.shida.edge.RawResponseCache.RawResponse;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends requests byte by byte, and knows what is answered on a connection of its own, where the fast path never answers. */
@Singleton
final class FastPathClient {
    static final String KNOWN = get("/v1/stories");
    static final String OPENING = get("/v1/series", "X: opening");
    static final String LAST = get("/v1/topics", "Connection: close");

    /** In place of what the cache has. */
    private static final String MARK = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n";

    private final Vertx vertx;
    private final RawResponseCache rawResponses;

    /** What answers a request that has a connection of its own. */
    private final Map<String, String> alone = new ConcurrentHashMap<>();

    FastPathClient(Vertx vertx, RawResponseCache rawResponses) {
        this.vertx = vertx;
        this.rawResponses = rawResponses;
    }

    /** Forgets all answers, marked ones too, and waits until they have {@code Last-Modified}. */
    void reset() {
        alone.clear();
        rawResponses.evictBefore(Long.MAX_VALUE);
        awaitLastModified();
    }

    void awaitLastModified() {
        boolean said = false;
        while (!said) {
            try (Wire wire = open()) {
                said = wire.ask(request("HEAD", "/v1/series")).contains("\r\nlast-modified: ");
            }
        }
    }

    static String get(String target, String... headers) {
        return request("GET", target, headers);
    }

    static String request(String method, String target, String... headers) {
        return Stream.concat(Stream.of(method + " " + target + " HTTP/1.1", "Host: localhost"), Stream.of(headers))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    }

    static String withBody(String method, String target, String body) {
        return request(method, target, "Content-Length: " + body.length()) + body;
    }

    static String chunked(String method, String target, String... chunks) {
        return Stream.of(chunks)
                .map(chunk -> Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                .collect(Collectors.joining("", request(method, target, "Transfer-Encoding: chunked"), "0\r\n\r\n"));
    }

    Wire open() {
        return Wire.open(vertx);
    }

    /** A connection whose fast path answers what is cached. */
    Wire openFastPath() {
        Wire wire = open();
        assertEquals(alone(OPENING), wire.ask(OPENING));
        assertEquals(alone(OPENING), wire.ask(OPENING));
        return wire;
    }

    String alone(String request) {
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

    String alone(List<String> requests) {
        return requests.stream().map(this::alone).collect(Collectors.joining());
    }

    @Nullable
    RawResponse cached(String head) {
        return rawResponses.find(new HeadLookup().of(Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1))));
    }

    /** From now on, what the fast path answers to a head can be told from what the router does. */
    void mark(String head) {
        try (Wire wire = openFastPath()) {
            RawResponse known = Objects.requireNonNull(cached(OPENING));
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

    static boolean isMarked(String answer) {
        return answer.endsWith("marked");
    }

    /** Sends segments, and then a last request; what comes must be just the answers to these requests and the last. */
    void assertAnswers(Wire wire, List<String> requests, String... segments) {
        String expected = alone(requests) + alone(LAST);
        wire.send(segments).awaitRead().send(LAST);
        assertEquals(expected, wire.rest(), () -> "segments: " + List.of(segments));
    }

    /** Requests whose responses are cached. */
    List<String> storable() {
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
    List<String> ordinary() {
        return Stream.concat(
                        storable().stream(),
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
                                get("/docs/swagger")))
                .toList();
    }

    /** Requests that the fast path has to leave to the decoder. */
    List<String> odd() {
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
