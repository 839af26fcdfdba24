package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin may do. */
@QuarkusTest
@OneJdk
class CorsTest {
    private static final String ORIGIN = "Origin: https://reader.example";

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/series, X: y, 200",
        "HEAD, /v1/series, X: y, 200",
        "GET, /v1/series, If-None-Match: *, 304",
        "GET, /v1/series, 'If-Match: \"x\"', 412",
        "GET, /v1/series, 'Accept: image/png', 406",
        "GET, /v1/series, 'Accept-Encoding: *;q=0', 406",
        "GET, /v1/series?nope=1, X: y, 400",
        "GET, /v1/stories/nope, X: y, 404",
        "GET, /nope, X: y, 404",
        "POST, /v1/series, X: y, 405",
        "OPTIONS, /v1/series, X: y, 204",
        "GET, /openapi, X: y, 200",
        "GET, /docs/swagger, X: y, 302",
        "GET, /docs/swagger/, X: y, 200",
    })
    void readsWhateverIsAnswered(String method, String target, String header, int status) {
        // The origin makes no difference, so that caches keep one answer for all.
        for (String origin : List.of(ORIGIN, "Origin: null", "X-Origin: none")) {
            Answer answer = Client.ask(method, target, header, origin);
            assertEquals(status, answer.status());
            assertEquals(Optional.of("*"), answer.header("access-control-allow-origin"));
            assertEquals(
                    Optional.of("ETag, Link, Location, Retry-After, Cache-Status, Surrogate-Key, Cache-Tag"),
                    answer.header("access-control-expose-headers"));
            assertEquals(Optional.empty(), answer.header("access-control-allow-credentials"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/stories", "/openapi", "/docs/swagger/", "/nope"})
    void isGivenLeaveForADay(String target) {
        Answer answer = Client.ask(
                "OPTIONS",
                target,
                ORIGIN,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: if-none-match, x-anything");
        Map<String, List<String>> headers = new TreeMap<>(Map.of(
                "access-control-allow-origin", List.of("*"),
                "access-control-allow-methods", List.of("GET, HEAD"),
                "access-control-allow-headers", List.of("*"),
                "access-control-max-age", List.of("86400"),
                "x-content-type-options", List.of("nosniff")));
        assertTrue(answer.header("date").isPresent());
        assertEquals(new Answer(204, headers, ""), answer.lasting());
    }

    @Test
    void asksForLeaveOnlyWithBothHeaders() {
        for (String header : List.of(ORIGIN, "Access-Control-Request-Method: GET")) {
            Answer answer = Client.ask("OPTIONS", "/v1/stories", header);
            assertEquals(204, answer.status());
            assertEquals(Optional.of("GET, HEAD, OPTIONS"), answer.header("allow"));
            assertEquals(Optional.empty(), answer.header("access-control-max-age"));
        }
    }
}
