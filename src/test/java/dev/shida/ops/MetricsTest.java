package dev.shida.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.edge.RouteTemplates;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus reads on the management interface. */
@QuarkusTest
class MetricsTest {
    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URI metrics;

    @Inject
    @SuppressWarnings("NullAway.Init")
    RouteTemplates routes;

    @ParameterizedTest
    @CsvSource({
        "/v1/stories, /v1/stories",
        "/v1/stories/capital-unions-2022-winter-olympics, /v1/stories/{id}",
        "/v1/stories/no-such-story, /v1/stories/{id}",
        "/v1/stories/a/replay, /v1/stories/{id}/{part}",
        "/docs/swagger/swagger-ui.css, /docs/swagger",
        "/docs, /docs",
        "/docs/getStory, /docs/{call}",
        "/series/capital-unions, /series/{id}",
        "/topics, /topics",
        "/subscribe, /subscribe",
        "/favicon.ico, /favicon.ico",
        "/v1/nothing, NOT_FOUND",
        "/v1/stories/a/b/c, NOT_FOUND",
        "'', NOT_FOUND",
        "*, NOT_FOUND",
        "http://example.org/v1/stories, NOT_FOUND",
    })
    void aPathIsCountedByItsTemplate(String path, String template) {
        assertEquals(template, routes.of(path));
    }

    @Test
    void tenThousandRandomPathsMakeFewRoutes() {
        Random random = new Random(1);
        Set<String> templates = new TreeSet<>();
        for (int i = 0; i < 10_000; i++) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? "/v1" : "");
            for (int segments = random.nextInt(5); segments >= 0; segments--) {
                path.append('/').append(Long.toString(random.nextLong() >>> random.nextInt(64), 36));
            }
            templates.add(routes.of(path.toString()));
        }
        assertTrue(templates.contains(RouteTemplates.NOT_FOUND));
        assertTrue(templates.size() < 10, templates::toString);
    }

    @Test
    void responsesAreCountedByRouteAndOutcome() {
        String label = "route=\"/v1/topics/{id}\",method=\"GET\",status=\"%s\",outcome=\"%s\"";
        String tag = given().get("/v1/topics/craftsmen").header("ETag");
        for (int times = 0; times < 3; times++) {
            given().get("/v1/topics/craftsmen").then().statusCode(200);
        }
        given().header("If-None-Match", tag).get("/v1/topics/craftsmen").then().statusCode(304);
        given().get("/v1/topics/nothing").then().statusCode(404);
        String all = scrape();
        String count = "shida_http_requests_seconds_count{%s}";
        assertTrue(value(all, count.formatted(label.formatted(200, "hit"))) >= 3, all);
        assertTrue(value(all, count.formatted(label.formatted(304, "not_modified"))) >= 1, all);
        assertTrue(value(all, count.formatted(label.formatted(404, "miss"))) >= 1, all);
        assertEquals(
                value(all, count.formatted(label.formatted(200, "hit"))),
                value(
                        all,
                        "shida_http_requests_seconds_bucket{%s,le=\"+Inf\"}".formatted(label.formatted(200, "hit"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shida_publications_total",
                "shida_published_timestamp_seconds",
                "shida_index_available",
                "shida_index_lag_revisions",
                "shida_store_free_bytes",
                "shida_store_size_bytes",
                "shida_store_damage_found_total",
                "shida_cache_size_bytes{cache=\"responses\"}",
                "shida_cache_entries{cache=\"raw responses\"}",
                "shida_cache_evictions_total{cache=\"responses\"}",
                "shida_access_log_dropped_total",
                "shida_connections",
                "shida_connections_max",
                "shida_searches_queued",
                "shida_searches_refused_total",
                "shida_searches_seconds_count{outcome=\"answered\"}",
                "shida_searches_seconds_count{outcome=\"given_up\"}",
                "shida_manuscripts_left_out_total",
                "agroal_active_count{datasource=\"default\"}",
                "jvm_threads_live_threads",
            })
    void thereIsAMetricOf(String name) {
        given().get("/v1/stories?q=x").then().statusCode(200);
        assertTrue(value(scrape(), name) >= 0);
    }

    @Test
    void theAccessLogIsTurnedOnAndOff() {
        URI log = metrics.resolve("access-log");
        String[][] exchanges = {{"GET", "off"}, {"PUT", "on"}, {"GET", "on"}, {"DELETE", "off"}, {"GET", "off"}};
        for (String[] exchange : exchanges) {
            given().noFilters()
                    .request(exchange[0], log)
                    .then()
                    .statusCode(200)
                    .contentType("text/plain")
                    .body(equalTo(exchange[1] + "\n"));
        }
    }

    private String scrape() {
        return given().noFilters().get(metrics).then().statusCode(200).extract().asString();
    }

    private static double value(String metrics, String name) {
        return Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .map((MatchResult line) -> Double.parseDouble(line.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + metrics));
    }
}
