package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.edge.ResponseCounters.CacheOutcome;
import dev.shida.edge.ResponseCounters.Count;
import dev.shida.edge.ResponseCounters.ResponseKind;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ResponseCountersTest {
    @Inject
    ResponseCounters counters;

    @Inject
    HeldResource held;

    @Inject
    Vertx vertx;

    @Inject
    FastPathClient client;

    /** The fast path answers nothing within the second of a publication. */
    @BeforeEach
    void awaitLastModified() {
        client.awaitLastModified();
    }

    /** The sums of all routes. */
    private static Count count(ResponseCounters counters, String method, int status, CacheOutcome outcome) {
        return counters.counts().stream()
                .filter(count -> count.kind().method().equals(method))
                .filter(count -> count.kind().status() == status)
                .filter(count -> count.kind().outcome() == outcome)
                .reduce(ResponseCountersTest::sum)
                .orElse(new Count(new ResponseKind("", method, status, outcome), 0, 0, List.of()));
    }

    private static Count sum(Count one, Count other) {
        List<Long> buckets = IntStream.range(0, one.buckets().size())
                .mapToObj(i -> one.buckets().get(i) + other.buckets().get(i))
                .toList();
        return new Count(one.kind(), one.bytes() + other.bytes(), one.micros() + other.micros(), buckets);
    }

    /** Asks on a connection, and returns what that added to the counts of a kind: responses and bytes. */
    private List<Long> added(Wire wire, String request, String method, int status, CacheOutcome outcome) {
        Count before = count(counters, method, status, outcome);
        wire.ask(request);
        Count after = count(counters, method, status, outcome);
        return List.of(after.responses() - before.responses(), after.bytes() - before.bytes());
    }

    private static String request(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers) + "\r\n";
    }

    private HeldResource.Hold open(String content) {
        HeldResource.Hold hold = held.hold(content);
        hold.letGo.countDown();
        return hold;
    }

    @Test
    void eachLevelCountsItsResponses() {
        String get = request("GET", open("content").path);
        try (Wire wire = Wire.open(vertx)) {
            assertEquals(List.of(1L, 7L), added(wire, get, "GET", 200, CacheOutcome.MISS));
            assertEquals(List.of(1L, 7L), added(wire, get, "GET", 200, CacheOutcome.HIT));
            assertEquals(List.of(1L, 7L), added(wire, get, "GET", 200, CacheOutcome.FAST_HIT));
            assertEquals(List.of(1L, 7L), added(wire, get, "GET", 200, CacheOutcome.FAST_HIT));
        }
    }

    @Test
    void responsesWithoutBodyCountNoBytes() {
        String path = open("content").path;
        try (Wire wire = Wire.open(vertx)) {
            String tag = Pattern.compile("etag: ([^\r]+)")
                    .matcher(wire.ask(request("GET", path)))
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .findFirst()
                    .orElseThrow();
            String conditional = request("GET", path, "If-None-Match: " + tag + "\r\n");
            assertEquals(List.of(1L, 0L), added(wire, conditional, "GET", 304, CacheOutcome.HIT));
            assertEquals(List.of(1L, 0L), added(wire, conditional, "GET", 304, CacheOutcome.FAST_HIT));
            assertEquals(List.of(1L, 0L), added(wire, request("HEAD", path), "HEAD", 200, CacheOutcome.HIT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/stories/missing, GET, 404, MISS",
        "POST, /v1/stories, POST, 405, BYPASS",
        "BREW, /v1/stories, OTHER, 405, BYPASS",
        "OPTIONS, /v1/stories, OPTIONS, 204, BYPASS"
    })
    void problemsAndOtherMethodsAreCounted(
            String method, String target, String counted, int status, CacheOutcome outcome) {
        try (Wire wire = Wire.open(vertx)) {
            String request = request(method, target, method.equals("POST") ? "Content-Length: 0\r\n" : "");
            assertEquals(1L, added(wire, request, counted, status, outcome).get(0));
        }
    }

    @Test
    void preflightsAreCounted() {
        try (Wire wire = Wire.open(vertx)) {
            String request = request(
                    "OPTIONS", "/v1/stories", "Origin: http://a.example\r\nAccess-Control-Request-Method: GET\r\n");
            assertEquals(List.of(1L, 0L), added(wire, request, "OPTIONS", 204, CacheOutcome.BYPASS));
        }
    }

    @Test
    void timesAreCountedInTheirBucket() {
        ResponseCounters fresh = new ResponseCounters();
        fresh.counter("", "GET", 200, CacheOutcome.MISS).count(3, System.nanoTime() - 5_000_000_000L);
        fresh.counter("", "GET", 200, CacheOutcome.MISS).count(4, System.nanoTime() - 60_000_000_000L);
        Count count = count(fresh, "GET", 200, CacheOutcome.MISS);
        List<Long> bounds = ResponseCounters.bounds();
        assertEquals(bounds.size() + 1, count.buckets().size());
        assertEquals(1, count.buckets().get(bounds.indexOf(10_000_000L)));
        assertEquals(1, count.buckets().get(bounds.size()));
        assertEquals(2, count.responses());
        assertEquals(7, count.bytes());
        assertTrue(count.micros() >= 65_000_000, () -> "" + count.micros());
    }
}
