package dev.shida.edge;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.edge.RateLimits.Usage;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much. Each test has an address of its own, and the time stands still. */
@QuarkusTest
@TestProfile(RateLimitsTest.Limited.class)
@OneJdk
class RateLimitsTest {
    /** Ten requests in ten seconds; three that are not cached at once, and one more every 15 seconds. */
    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shida.limits.all.requests", "10",
                    "shida.limits.all.period", "10s",
                    "shida.limits.uncached.requests", "4",
                    "shida.limits.uncached.burst", "3");
        }
    }

    private static final String FIXED = """
            access-control-expose-headers: RateLimit, RateLimit-Policy
            ratelimit-policy: "all";q=10;w=10, "uncached";q=4;w=60;shida-burst=3
            """;

    @Inject
    Vertx vertx;

    @Inject
    HeldResource held;

    @Inject
    TestClock clock;

    @TestHTTPResource(value = "/health/live", management = true)
    @SuppressWarnings("NullAway.Init")
    URI live;

    private String open(String content) {
        HeldResource.Hold hold = held.hold(content);
        hold.letGo.countDown();
        return hold.path;
    }

    private static String get(String target, String... headers) {
        return FastPathClient.get(target, headers);
    }

    /** What an answer says of limits, sorted; the fields that are always the same are left out, but have to be there. */
    private static String fields(String answer) {
        String fields = answer.lines()
                .filter(line -> line.matches("ratelimit.*|retry-after.*|access-control-expose-headers: RateLimit.*"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        assertTrue(fields.startsWith(FIXED), answer);
        return answer.substring(9, 12) + " " + fields.substring(FIXED.length()).strip();
    }

    private static String ask(Wire wire, String request) {
        return fields(wire.ask(request));
    }

    @Test
    void eachAnswerSaysWhatIsLeft() {
        String path = open("content");
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.1")) {
            String first = wire.ask(get(path));
            assertEquals("200 ratelimit: \"all\";r=9;t=1, \"uncached\";r=2;t=15", fields(first));
            // From the cache; then by the fast path.
            for (int left = 8; left > 5; left--) {
                String hit = wire.ask(get(path));
                assertEquals("200 ratelimit: \"all\";r=" + left + ";t=1", fields(hit));
                assertTrue(hit.endsWith("\r\n\r\ncontent"), hit);
            }
            String tag = "If-None-Match: " + first.replaceAll("(?s).*\r\netag: ([^\r]*).*", "$1");
            assertEquals("304 ratelimit: \"all\";r=5;t=1", ask(wire, get(path, tag)));
            assertEquals("304 ratelimit: \"all\";r=4;t=1", ask(wire, get(path, tag)));
            assertEquals("404 ratelimit: \"all\";r=3;t=1, \"uncached\";r=1;t=15", ask(wire, get("/nothing")));
            assertEquals(
                    "405 ratelimit: \"all\";r=2;t=1, \"uncached\";r=0;t=15",
                    ask(wire, FastPathClient.request("DELETE", "/v1/series")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/series, X: y, 2",
        "GET, /v1/series, If-None-Match: *, 3",
        "HEAD, /v1/series, X: y, 4",
        "GET, /nothing, X: y, 5",
        "GET, /v1/series?nope=1, X: y, 6",
        "DELETE, /v1/series, X: y, 7",
        "GET, /v1/series, 'Accept-Encoding: *;q=0', 8",
    })
    void whateverIsAskedForIsRefused(String method, String target, String header, int host) {
        String refused = FastPathClient.request(method, target, header);
        try (Wire wire = Wire.openFrom(vertx, "127.0.1." + host)) {
            // The first may be a miss.
            for (int left = 9; left >= 0; left--) {
                assertTrue(ask(wire, get("/v1/series")).startsWith("200 ratelimit: \"all\";r=" + left));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals("429 ratelimit: \"all\";r=0;t=1\nretry-after: 1", ask(wire, refused));
            }
        }
    }

    @Test
    void theRefusalIsAnUncachedProblem() {
        String request = get("/v1/series", "X: not cached");
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.9")) {
            for (int i = 0; i < 10; i++) {
                assertTrue(wire.ask(request).startsWith("HTTP/1.1 200 "));
            }
            for (int i = 0; i < 3; i++) {
                String refusal = wire.ask(request);
                assertTrue(refusal.startsWith("HTTP/1.1 429 Too Many Requests\r\n"), refusal);
                assertTrue(refusal.contains("\r\ncontent-type: application/problem+json\r\n"), refusal);
                assertTrue(refusal.contains("\r\ncache-control: no-store\r\n"), refusal);
                assertTrue(refusal.endsWith("""
                        {"type":"/problems/too-many-requests","title":"Too many requests","status":429,\
                        "detail":"This client has sent too many requests. Retry-After says when it may send the next one.",\
                        "instance":"/v1/series"}"""), refusal);
            }
            try (Wire other = Wire.openFrom(vertx, "127.0.1.10")) {
                assertEquals("200 ratelimit: \"all\";r=9;t=1", ask(other, request));
            }
            clock.moveOn(Duration.ofSeconds(2));
            assertEquals("200 ratelimit: \"all\";r=1;t=1", ask(wire, request));
            assertEquals("200 ratelimit: \"all\";r=0;t=1", ask(wire, request));
            assertEquals("429 ratelimit: \"all\";r=0;t=1\nretry-after: 1", ask(wire, request));
        }
    }

    @Test
    void hitsGoOnWhereMissesAreRefused() {
        String cached = open("cached");
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.11")) {
            wire.ask(get(cached));
            for (int left = 1; left >= 0; left--) {
                assertTrue(ask(wire, get(open("new"))).endsWith("\"uncached\";r=" + left + ";t=15"));
            }
            HeldResource.Hold refused = held.hold("refused");
            refused.letGo.countDown();
            assertEquals("429 ratelimit: \"uncached\";r=0;t=15\nretry-after: 15", ask(wire, get(refused.path)));
            assertEquals(0, refused.asked.get());
            assertEquals("200 ratelimit: \"all\";r=5;t=1", ask(wire, get(cached)));
            clock.moveOn(Duration.ofSeconds(15));
            assertEquals("200 ratelimit: \"all\";r=9;t=1, \"uncached\";r=0;t=15", ask(wire, get(refused.path)));
            assertEquals("200 ratelimit: \"all\";r=8;t=1", ask(wire, get(refused.path)));
        }
    }

    @Test
    void closesBehindARequestOfUncertainEnd() {
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.15")) {
            for (int i = 0; i < 10; i++) {
                wire.ask(get("/v1/series"));
            }
            String request = FastPathClient.request("POST", "/v1/series", "Transfer-Encoding: chunked, x");
            wire.send(request + get("/v1/topics"));
            String rest = wire.rest();
            assertTrue(rest.startsWith("HTTP/1.1 429 "), rest);
            assertEquals(rest.indexOf("HTTP/1.1 "), rest.lastIndexOf("HTTP/1.1 "), rest);
        }
    }

    @Test
    void browsersGetAPage() {
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.12")) {
            String request = get("/nothing", "Accept: text/html", "Accept-Language: zh");
            for (int i = 0; i < 3; i++) {
                assertTrue(wire.ask(request).startsWith("HTTP/1.1 404 "));
            }
            String page = new String(wire.ask(request).getBytes(ISO_8859_1), UTF_8);
            assertTrue(page.startsWith("HTTP/1.1 429 "), page);
            assertTrue(page.contains("<h1 class=\"title\">请求过于频繁</h1>"), page);
        }
    }

    @Test
    void preflightsCountButAreAnswered() {
        String preflight = FastPathClient.request(
                "OPTIONS", "/v1/series", "Origin: https://reader.example", "Access-Control-Request-Method: GET");
        try (Wire wire = Wire.openFrom(vertx, "127.0.1.13")) {
            for (int i = 0; i < 12; i++) {
                assertTrue(wire.ask(preflight).startsWith("HTTP/1.1 204 "));
            }
            assertEquals("429 ratelimit: \"all\";r=0;t=1\nretry-after: 1", ask(wire, get("/v1/series")));
        }
    }

    @Test
    void http2IsLimitedAlike() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setLocalAddress("127.0.1.14")
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultPort(RestAssured.port)
                .setHttp2MaxPoolSize(1));
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            answers.add(client.request(HttpMethod.GET, "/v1/series")
                    .compose(HttpClientRequest::send)
                    .map(response -> response.version() + " " + response.statusCode() + " "
                            + response.getHeader("ratelimit") + " " + response.getHeader("retry-after"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES));
        }
        assertTrue(answers.get(0).startsWith("HTTP_2 200 \"all\";r=9;t=1"), answers.toString());
        assertEquals("HTTP_2 200 \"all\";r=0;t=1 null", answers.get(9));
        assertEquals("HTTP_2 429 \"all\";r=0;t=1 1", answers.get(10));
        client.close();
    }

    @Test
    void operatorsAreNotLimited() {
        for (int i = 0; i < 20; i++) {
            given().noFilters().get(live).then().statusCode(200).header("RateLimit", nullValue());
        }
    }

    // ---- Who is a client, and how many are known

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, '192.0.2.1:4711', true",
        "2001:db8::1, '[2001:db8::ffff:1:2:3]:4711', true",
        "fe80::1%eth0, fe80::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "0.0.0.1, ::1, false",
    })
    void anIpv6NetworkIsOneClient(String one, String other, boolean same) {
        ClientAddress client = ClientAddress.parse(one).orElseThrow();
        assertEquals(
                same,
                client.network() == ClientAddress.parse(other).orElseThrow().network());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "_hidden", "localhost", "1.2.3", "1.2.3.4.5", "[::1", "1.2.3.4, 5.6.7.8", "[]"})
    void aNameIsNoAddress(String text) {
        assertEquals(Optional.empty(), ClientAddress.parse(text));
    }

    /** Limits of requests in the same number of seconds, for so many clients. */
    private RateLimits limits(int requests, int maxClients) {
        LimitsConfig.Rate rate = rate(requests);
        LimitsConfig.Rate none = rate(0);
        return new RateLimits(
                new LimitsConfig() {
                    @Override
                    public Rate all() {
                        return rate;
                    }

                    @Override
                    public Rate uncached() {
                        return none;
                    }

                    @Override
                    public int maxClients() {
                        return maxClients;
                    }
                },
                clock);
    }

    private static LimitsConfig.Rate rate(int requests) {
        return new LimitsConfig.Rate() {
            @Override
            public int requests() {
                return requests;
            }

            @Override
            public Duration period() {
                return Duration.ofSeconds(Math.max(1, requests));
            }

            @Override
            public int burst() {
                return 0;
            }
        };
    }

    private static Usage usage(RateLimits limits, int number) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
        try {
            return Objects.requireNonNull(limits.of(new ClientAddress(InetAddress.getByAddress(bytes))));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int served(Usage usage) {
        int served = 0;
        while (!usage.exceedsAll()) {
            served++;
        }
        return served;
    }

    @Test
    void withoutLimitsNobodyIsCounted() {
        assertNull(limits(0, 10).of(ClientAddress.NONE));
    }

    @Test
    void connectionsOfAClientShareItsLimit() {
        RateLimits limits = limits(5, 10);
        assertEquals(5, served(usage(limits, 1)));
        assertEquals(0, served(usage(limits, 1)));
        assertEquals(5, served(usage(limits, 2)));
    }

    @Test
    void aFloodOfAddressesGivesNobodyMore() {
        RateLimits limits = limits(5, 100);
        assertEquals(5, served(usage(limits, 0)));
        for (int number = 1; number <= 10_000; number++) {
            usage(limits, number).exceedsAll();
        }
        assertTrue(served(usage(limits, 0)) <= 1);
        assertEquals(1, served(usage(limits, 20_000)));
        clock.moveOn(Duration.ofSeconds(5));
        assertEquals(5, served(usage(limits, 30_000)));
        assertEquals(5, served(usage(limits, 0)));
    }
}
