package dev.shida.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.OneJdk;
import dev.shida.edge.ResponseCounters.CacheOutcome;
import dev.shida.edge.ResponseCounters.ResponseKind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is logged of responses. */
@QuarkusTest
@OneJdk
class AccessLogTest {
    private static final Logger CATEGORY = LogContext.getLogContext().getLogger("access");
    private static final Pattern TIME = Pattern.compile("\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]");
    private static final ClientAddress CLIENT =
            ClientAddress.parse("2001:db8::1").orElseThrow();

    /** Receives the lines. */
    private static final class Lines extends ExtHandler {
        final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        protected void doPublish(ExtLogRecord line) {
            all.add(line.getMessage());
        }

        String next() throws InterruptedException {
            return TIME.matcher(Objects.requireNonNull(all.poll(1, TimeUnit.MINUTES)))
                    .replaceFirst("[now]");
        }
    }

    private final Lines lines = new Lines();

    @Inject
    AccessLog log;

    @Inject
    HeldResource held;

    @Inject
    Vertx vertx;

    @BeforeEach
    void turnOn() {
        CATEGORY.addHandler(lines);
        log.turnOn();
    }

    @AfterEach
    void turnOff() {
        log.turnOff();
        CATEGORY.removeHandler(lines);
    }

    @Test
    void everyResponseIsLogged() throws Exception {
        HeldResource.Hold hold = held.hold("content");
        hold.letGo.countDown();
        String agent = "User-Agent: reader/1.0 (\"a\\b\")";
        String get = FastPathClient.get(hold.path, agent, "referer:https://a:b@news.example/list?token=x");
        try (Wire wire = Wire.openFrom(vertx, "127.0.2.1")) {
            // Computed, cached, and by the fast path.
            String tag = "";
            for (int i = 0; i < 4; i++) {
                tag = wire.ask(get).replaceAll("(?s).*\r\netag: ([^\r]*).*", "$1");
                assertEquals(
                        "127.0.2.1 - - [now] \"GET " + hold.path + " HTTP/1.1\" 200 7 \"https://news.example/list\""
                                + " \"reader/1.0 (\\x22a\\x5cb\\x22)\"",
                        lines.next());
            }
            for (int i = 0; i < 3; i++) {
                wire.ask(FastPathClient.get(hold.path, "If-None-Match: " + tag));
                assertEquals("127.0.2.1 - - [now] \"GET " + hold.path + " HTTP/1.1\" 304 0 \"-\" \"-\"", lines.next());
            }
            String missing = wire.ask(FastPathClient.get("/missing?a=%22"));
            int length = missing.substring(missing.indexOf("\r\n\r\n") + 4).length();
            assertEquals(
                    "127.0.2.1 - - [now] \"GET /missing?* HTTP/1.1\" 404 " + length + " \"-\" \"-\"", lines.next());
            wire.ask(FastPathClient.request(
                    "OPTIONS", "/v1/series", "Origin: http://a.example", "Access-Control-Request-Method: GET"));
            assertEquals("127.0.2.1 - - [now] \"OPTIONS /v1/series HTTP/1.1\" 204 0 \"-\" \"-\"", lines.next());
            String rejected = wire.ask(FastPathClient.get("/v1/series", "X: " + "x".repeat(30_000)));
            assertTrue(rejected.startsWith("HTTP/1.1 431 "), rejected);
            assertTrue(lines.next().startsWith("127.0.2.1 - - [now] \"GET /v1/series HTTP/1.1\" 431 "));
            wire.send("GET /v1/topics HTTP/3.0\r\nHost: localhost\r\n\r\n").rest();
            assertTrue(lines.next().startsWith("127.0.2.1 - - [now] \"GET /v1/topics HTTP/1.1\" 505 "));
        }
    }

    @Test
    void nothingIsLoggedWhileItIsOff() throws Exception {
        log.turnOff();
        try (Wire wire = Wire.openFrom(vertx, "127.0.2.2")) {
            wire.ask(FastPathClient.get("/v1/series"));
            log.turnOn();
            wire.ask(FastPathClient.get("/v1/topics"));
        }
        assertTrue(lines.next().contains("\"GET /v1/topics HTTP/1.1\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/stories?q=a%20b&topic=c&q= | /v1/stories?q=a%20b&topic=c&q=",
                "/v1/stories?token=secret&q=a | /v1/stories?*&q=a",
                "/v1/stories?q=a&secret | /v1/stories?q=a&*",
                "/v1/stories?%71=secret&=secret&Q=secret&q | /v1/stories?*&*&*&*",
                "/a?b?q=c | /a?*",
                "/a?&& | /a?&&",
                "http://user:secret@host/a@b?q=c | http://host/a@b?q=c",
                "/http://user@host | /http://user@host",
                "/a\u0001\"\\\u007f\u00e4\u001b[31m | /a\\x01\\x22\\x5c\\x7f\\xe4\\x1b[31m",
            })
    void aTargetHasNeitherSecretsNorControls(String target, String logged) {
        LoggedRequest request = new LoggedRequest(CLIENT, "GET", target, "HTTP/1.1", null, null);
        String line = request.combined(new ResponseKind("", "GET", 200, CacheOutcome.HIT), 0, Instant.EPOCH);
        assertEquals(
                "2001:db8:0:0:0:0:0:1 - - [01/Jan/1970:00:00:00 +0000] \"GET " + logged
                        + " HTTP/1.1\" 200 0 \"-\" \"-\"",
                line);
    }

    @Test
    void jsonHasTheSameAndMore() throws IOException {
        String text = "\u0001\"\\\n\u00e4" + "x".repeat(1_000);
        String line = new LoggedRequest(CLIENT, "GET", "/v1/series?token=secret", "HTTP/2.0", "http://a/?b", text)
                .json(new ResponseKind("/v1/series", "GET", 200, CacheOutcome.FAST_HIT), 12, Instant.EPOCH, 34);
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
        JsonNode agent = new ObjectMapper().readTree(line).path("userAgent");
        assertTrue(
                agent.asText().startsWith("\u0001\"\\\n\u00e4xxx")
                        && agent.asText().endsWith("x..."),
                line);
        assertEquals(
                "{\"time\":\"1970-01-01T00:00:00Z\",\"client\":\"2001:db8:0:0:0:0:0:1\",\"method\":\"GET\","
                        + "\"target\":\"/v1/series?*\",\"protocol\":\"HTTP/2.0\",\"status\":200,\"bytes\":12,\"micros\":34,"
                        + "\"route\":\"/v1/series\",\"outcome\":\"hit\",\"referer\":\"http://a/\"}",
                line.replaceFirst(",\"userAgent\":\"[^}]*", ""));
    }

    /** An access log of its own. */
    private static AccessLog newLog(int sample, int maxQueued) {
        return new AccessLog(new AccessLogConfig() {
            @Override
            public boolean enabled() {
                return false;
            }

            @Override
            public Format format() {
                return Format.COMBINED;
            }

            @Override
            public int sample() {
                return sample;
            }

            @Override
            public int maxQueued() {
                return maxQueued;
            }
        });
    }

    @Test
    void oneOfAFewIsLogged() {
        AccessLog sampled = newLog(3, 1);
        assertEquals(0, IntStream.range(0, 10).filter(i -> sampled.isDue()).count());
        sampled.turnOn();
        assertEquals(4, IntStream.range(0, 10).filter(i -> sampled.isDue()).count());
    }

    @Test
    void linesBeyondTheQueueAreDroppedAndCounted() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExtHandler slow = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                writing.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        CATEGORY.addHandler(slow);
        AccessLog full = newLog(1, 2);
        full.turnOn();
        Runnable response = () -> full.log(
                new LoggedRequest(CLIENT, "GET", "/", "HTTP/1.1", null, null),
                new ResponseKind("/", "GET", 200, CacheOutcome.HIT),
                0,
                System.nanoTime());
        response.run();
        writing.await();
        for (int i = 0; i < 5; i++) {
            response.run();
        }
        assertEquals(3, full.dropped());
        CATEGORY.removeHandler(slow);
        release.countDown();
        full.stop(new ShutdownEvent());
        assertEquals(3, lines.all.size());
    }

    /** What is not in this list could be a secret. */
    @Test
    void theParametersOfAllCallsAreKnown() throws IOException {
        TreeSet<String> names = new TreeSet<>(List.of("lang"));
        Pattern.compile("name: (\\S+)\\s+in: query")
                .matcher(Files.readString(Path.of("openapi/openapi.yaml"), UTF_8))
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(names::add);
        assertEquals(names, new TreeSet<>(LoggedRequest.PARAMETERS));
    }
}
