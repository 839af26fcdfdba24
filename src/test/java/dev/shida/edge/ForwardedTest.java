package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy that is believed, and for some hosts alone. */
@QuarkusTest
@TestProfile(ForwardedTest.BehindProxy.class)
@OneJdk
class ForwardedTest {
    public static class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.enable-forwarded-host", "true",
                    "quarkus.http.proxy.allow-forwarded", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true",
                    "quarkus.http.proxy.strict-forwarded-control", "false",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1,10.0.0.0/8,[2001:db8:ffff::1]",
                    "shida.limits.all.requests", "1000000",
                    "shida.hosts", "localhost,News.example,admin.example:8443");
        }
    }

    @Inject
    Vertx vertx;

    /** What names a path of this service, and does not begin with the prefix. */
    private static final Pattern WITHOUT_PREFIX = Pattern.compile(
            "(?:href|action|src)=\"/(?!api/)[^\"]*|\": ?\"/(?!api/)[^\"]*|https?://localhost(?::\\d+)?/(?!api/)[^\"<]*"
                    + "|Disallow: /(?!api/)\\S*|url: /(?!api\\s)\\S*");

    private static Answer get(String target, String... headers) {
        return Client.get(target, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Proto: https, https://localhost",
        "X-Forwarded-Proto: HTTPS, https://localhost",
        "X-Forwarded-Host: news.example, http://news.example",
        "X-Forwarded-Host: NEWS.example:8443, http://news.example:8443",
        "X-Forwarded-Host: admin.example:8443, http://admin.example:8443",
    })
    void theProxySaysTheAddress(String header, String origin) {
        for (int i = 0; i < 3; i++) {
            assertTrue(get("/robots.txt", header)
                    .text()
                    .replaceAll("localhost:\\d+", "localhost")
                    .contains("Sitemap: " + origin + "/sitemap.xml\n"));
            assertTrue(get("/robots.txt").text().contains("Sitemap: http://localhost:"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "news.example:8443, X-Forwarded-Proto: https, https://news.example:8443",
        "news.example:8443, X-Forwarded-Ssl: on, https://news.example:8443",
        "news.example:8080, X-Forwarded-Proto: http, http://news.example:8080",
        "news.example:443, X-Forwarded-Proto: https, https://news.example",
        "news.example:80, X-Forwarded-Proto: https, https://news.example",
        "news.example, X-Forwarded-Proto: https, https://news.example",
        "news.example:8443, X-Forwarded-Proto: https|X-Forwarded-Port: 9443, https://news.example:9443",
        "news.example:8443, X-Forwarded-Proto: https|X-Forwarded-Port: 443, https://news.example",
        "localhost:8080, X-Forwarded-Proto: https|X-Forwarded-Host: news.example, https://news.example",
        "localhost:8080, X-Forwarded-Proto: https|X-Forwarded-Host: news.example:8443, https://news.example:8443",
    })
    void thePortIsTheHostsOrTheProxys(String host, String headers, String origin) {
        try (Wire wire = Wire.open(vertx)) {
            for (int i = 0; i < 2; i++) {
                String robots = wire.ask("GET /robots.txt HTTP/1.1\r\nHost: " + host + "\r\n"
                        + headers.replace("|", "\r\n") + "\r\n\r\n");
                assertTrue(robots.endsWith("Sitemap: " + origin + "/sitemap.xml\n"), robots);
            }
        }
        HttpClient http2 = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        String robots = http2.request(HttpMethod.GET, RestAssured.port, "localhost", "/robots.txt")
                .compose(request -> {
                    request.authority(HostAndPort.parseAuthority(host, 80));
                    for (String header : headers.split("\\|")) {
                        request.putHeader(header.split(": ")[0], header.split(": ")[1]);
                    }
                    return request.send().compose(HttpClientResponse::body);
                })
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .toString();
        http2.close();
        assertTrue(robots.endsWith("Sitemap: " + origin + "/sitemap.xml\n"), robots);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: javascript",
                "X-Forwarded-Proto: https://evil.example/",
                "X-Forwarded-Host: a/b",
                "X-Forwarded-Host: a@b",
                "X-Forwarded-Host: a b",
                "X-Forwarded-Host: \"a\"",
                "X-Forwarded-Host: a?b",
                "X-Forwarded-Prefix: //evil.example",
                "X-Forwarded-Prefix: api",
                "X-Forwarded-Prefix: /a/../b",
                "X-Forwarded-Prefix: /a\"b",
                "X-Forwarded-Prefix: /a?b",
                "X-Forwarded-Prefix: /a<b",
                "X-Forwarded-Prefix: https://evil.example/",
            })
    void nothingUnsafeInALinkIsTaken(String header) {
        Answer answer = get("/v1/series", header);
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("\"/problems/malformed-request\""), answer.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "news.example.other.example", "admin.example", "admin.example:443"})
    void anotherHostIsNotAnswered(String host) {
        get("/v1/series");
        for (int i = 0; i < 2; i++) {
            Answer answer = get("/v1/series", "X-Forwarded-Host: " + host);
            assertEquals(421, answer.status());
            assertTrue(answer.text().contains("\"/problems/misdirected-request\""), answer.text());
        }
        assertEquals(200, get("/v1/series").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/stories?limit=2&page=2",
                "/v1/stories?q=gongjiang",
                "/v1/stories/capital-unions-2022-winter-olympics",
                "/v1/editions",
                "/v1/editions/capital-unions-2022",
                "/v1/series",
                "/v1/topics",
                "/v1/suggestions?q=gong",
                "/v1/stories/nope",
                "/v1/stories?nope=a",
                "/problems/not-found",
                "/",
                "/?lang=en",
                "/capital-unions-2022",
                "/capital-unions-2022/winter-olympics",
                "/topics/craftsmen",
                "/search?q=dongao&topic=volunteering",
                "/nope",
                "/feeds/stories.atom",
                "/feeds/stories.json?topic=craftsmen",
                "/sitemap.xml",
                "/robots.txt",
            })
    void everyLinkBeginsWithTheProxysPrefix(String target) {
        for (String accept : new String[] {"*/*", "text/html", "application/ld+json"}) {
            Answer plain = get(target, "Accept: " + accept);
            Answer prefixed = get(target, "Accept: " + accept, "X-Forwarded-Prefix: /api/");
            String text = prefixed.text();
            assertTrue(text.contains("/api/") || text.isEmpty(), text);
            assertEquals(plain.text(), text.replace("/api/", "/"));
            Optional<String> missing = WITHOUT_PREFIX
                    .matcher(text)
                    .results()
                    .map(found -> found.group())
                    .findFirst();
            assertEquals(Optional.empty(), missing);
            for (String header : new String[] {"location", "link"}) {
                assertEquals(
                        plain.header(header).map(value -> value.replaceAll("(^|<)/", "$1/api/")),
                        prefixed.header(header));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-Host: a/b", "X-Forwarded-Proto: javascript", "X-Forwarded-Host: other.example"})
    void soDoThoseOfARefusedRequest(String header) {
        String text = get("/v1/series", header, "X-Forwarded-Prefix: /api").text();
        assertTrue(text.contains("\"type\":\"/api/problems/"), text);
        assertTrue(text.contains("\"instance\":\"/api/v1/series\""), text);
    }

    /** The client is the last address that is not a trusted proxy's. Each line has two headers of one client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 192.0.2.1 | X-Forwarded-For: 198.51.100.9, 192.0.2.1",
                "X-Forwarded-For: 192.0.2.2 | X-Forwarded-For: 192.0.2.2, 10.1.2.3",
                "X-Forwarded-For: 192.0.2.3 | X-Forwarded-For: unknown, 192.0.2.3:4711, 10.1.2.3:80, 2001:db8:ffff::1",
                "X-Forwarded-For: 192.0.2.4 | X-Forwarded-For: 198.51.100.9, , 192.0.2.4",
                "X-Forwarded-For: 192.0.2.10 | X-Forwarded-For: , 192.0.2.10",
                "X-Forwarded-For: 192.0.2.11 | X-Forwarded-For: :80, 192.0.2.11",
                "X-Forwarded-For: 192.0.2.12 | Forwarded: for=\" \", for=192.0.2.12",
                "X-Forwarded-For: 2001:db8:1::1 | X-Forwarded-For: 2001:db8:1:0:ffff::2",
                "X-Forwarded-For: 10.0.0.1 | X-Forwarded-For: unknown, 10.0.0.1",
                "X-Forwarded-For: 192.0.2.5 | Forwarded: for=198.51.100.9;proto=http, for=192.0.2.5",
                "X-Forwarded-For: 192.0.2.6 | Forwarded: proto=http;For=\"192.0.2.6:80\", by=x;for=10.1.2.3",
                "X-Forwarded-For: 2001:db8:2::1 | Forwarded: for=\"[2001:db8:2::1]:80\"",
                "X-Forwarded-For: 127.0.0.1 | Forwarded: for=198.51.100.9;x=\", for=192.0.2.7",
                "X-Forwarded-For: 10.0.0.2 | Forwarded: for=_hidden, for=10.0.0.2",
            })
    void clientsAreLimitedByTheForwardedAddress(String header, String other) {
        int left = left(header);
        assertEquals(left - 1, left(other));
        assertEquals(left - 2, left(header));
    }

    private static int left(String header) {
        return Integer.parseInt(
                get("/v1/series", header).header("ratelimit").orElseThrow().replaceAll(".*;r=(\\d+);.*", "$1"));
    }

    @Test
    void theDocsAskForTheDocumentBesideThem() {
        assertEquals(
                Optional.of("/api/docs/swagger/"),
                get("/docs/swagger", "X-Forwarded-Prefix: /api").header("location"));
        String page = get("/docs/swagger/", "X-Forwarded-Prefix: /api").text();
        assertTrue(page.contains("'../../openapi'"), page);
        assertFalse(page.contains("'/openapi'"), page);
        assertFalse(page.contains("href=\"/"), page);
        assertTrue(get("/openapi", "X-Forwarded-Prefix: /api").text().contains("\n- url: /api\n"));
        assertTrue(get("/openapi.json", "X-Forwarded-Prefix: /api").text().contains("\"url\" : \"/api\""));
        assertTrue(get("/openapi").text().contains("\n- url: /\n"));
    }

    @Test
    void aTrailingSlashRedirectsBehindThePrefix() {
        Answer answer = get("/v1/stories/?limit=2", "X-Forwarded-Prefix: /api");
        assertEquals(308, answer.status());
        assertEquals(Optional.of("/api/v1/stories?limit=2"), answer.header("location"));
    }
}
