package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request was sent to. The sitemap in robots.txt says what absolute addresses begin with. */
@QuarkusTest
class AddressTest {
    @Inject
    Vertx vertx;

    private static RawHttp.Answer get(String target, String host) {
        return RawHttp.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String sitemap(RawHttp.Answer robots) {
        return robots.body().replaceAll("(?s).*Sitemap: |\n$", "");
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example, https://news.example, ''",
        "HTTPS://News.Example:443/, https://news.example, ''",
        "http://localhost:8080/api/, http://localhost:8080, /api",
        "https://[2001:db8::1]:8443/a/b-c_d.e~f, https://[2001:db8::1]:8443, /a/b-c_d.e~f",
        "http://news.example:443, http://news.example:443, ''",
    })
    void canBeASetting(String text, String origin, String prefix) {
        Address address = Address.parse(text);
        assertEquals(origin, address.origin());
        assertEquals(prefix, address.prefix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "news.example",
                "//news.example",
                "ftp://news.example",
                "javascript:alert(1)",
                "javascript://news.example",
                "https://",
                "https:///api",
                "https://a b",
                "https://a@b",
                "https://a:99999",
                "https://a:b",
                "https://a:1:2",
                "https://a/b/../c",
                "https://a//b",
                "https://a/.",
                "https://a?b",
                "https://a#b",
                "https://a/b?c",
                "https://a/%2e",
                "https://a/\"b",
                "https://ä.example",
            })
    void cannotBeAnything(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "/robots.txt, localhost:, http://localhost",
        "/robots.txt, localhost:80, http://localhost",
        "/robots.txt, localhost:0, http://localhost",
        "/robots.txt, News.Example:8080, http://news.example:8080",
        "/robots.txt, [::1]:8080, http://[::1]:8080",
        "http://a.example/robots.txt, b.example, http://a.example",
        "http://A.example:81/robots.txt, b.example:82, http://a.example:81",
        "https://a.example/robots.txt, b.example, https://a.example",
    })
    void isThatOfTheTargetOrTheHost(String target, String host, String origin) {
        assertEquals(origin + "/sitemap.xml", sitemap(get(target, host)));
    }

    @ParameterizedTest
    @CsvSource({
        "/robots.txt, a/b",
        "/robots.txt, a@b",
        "/robots.txt, a b",
        "/robots.txt, a?b",
        "/robots.txt, a#b",
        "/robots.txt, \"a\"",
        "/robots.txt, a:99999",
        "/robots.txt, a:b",
        "/robots.txt, <script>",
        "/robots.txt, %41",
        "ftp://a.example/robots.txt, a.example",
        "javascript://a.example/robots.txt, a.example",
        "http://a@b.example/robots.txt, a.example",
        "http:///robots.txt, a.example",
    })
    void thatCannotBeReadIsAProblem(String target, String host) {
        for (int i = 0; i < 2; i++) {
            RawHttp.Answer answer = get(target, host);
            assertEquals(400, answer.status());
            assertTrue(answer.body().contains("\"/problems/malformed-request\""), answer.body());
            assertEquals(Optional.of("nosniff"), answer.header("X-Content-Type-Options"));
        }
    }

    @Test
    void doesNotMatterWithoutAbsoluteLinks() {
        for (String target : List.of(
                "/v1/stories?limit=9",
                "/v1/stories/capital-unions-2022-winter-olympics",
                "/v1/topics",
                "/openapi",
                "/problems/not-found",
                "/docs/swagger/",
                "/capital-unions-2022/winter-olympics.png")) {
            RawHttp.Answer one = get(target, "one.example");
            RawHttp.Answer other = get(target, "other.example");
            assertEquals(
                    Optional.of(ResponseCounters.CacheOutcome.HIT.cacheStatus()), other.header("Cache-Status"), target);
            assertEquals(one.body(), other.body());
        }
    }

    @Test
    void makesADifferenceToOneThatHasThem() {
        for (String target : List.of(
                "/",
                "/capital-unions-2022",
                "/feeds/stories.atom",
                "/feeds/stories.json",
                "/sitemap.xml",
                "/robots.txt")) {
            String one = get(target, "one.example").body();
            String other = get(target, "other.example").body();
            assertTrue(one.contains("http://one.example"), target);
            assertEquals(one.replace("one.example", "other.example"), other);
            for (String host : List.of("one.example", "other.example")) {
                RawHttp.Answer again = get(target, host);
                assertEquals(
                        Optional.of(ResponseCounters.CacheOutcome.HIT.cacheStatus()),
                        again.header("Cache-Status"),
                        target);
                assertEquals(host.equals("one.example") ? one : other, again.body());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/1.9"})
    void isAnsweredInTheServersHighestVersion(String version) {
        for (int i = 0; i < 2; i++) {
            try (Wire wire = Wire.open(vertx)) {
                String answer = wire.send("GET /robots.txt " + version + "\r\nHost: localhost\r\n\r\n")
                        .rest();
                assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
                assertTrue(answer.contains("\r\nconnection: close\r\n"), answer);
            }
        }
    }
}
