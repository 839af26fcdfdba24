package dev.shida.edge;

import static dev.shida.edge.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.OtherSettings;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, and what other caches are told. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@OneJdk
class CachePolicyTest {
    private static final String CONTENT = "public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400";
    private static final String CONTENT_CDN =
            "public, max-age=86400, stale-while-revalidate=3600, stale-if-error=86400";
    private static final String DOCUMENT = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400";
    private static final String FEED = "public, max-age=300, stale-while-revalidate=600, stale-if-error=0";

    @Inject
    EdgeConfig config;

    @Inject
    Publisher publisher;

    private static void assertTold(String everyCache, String purgedCaches, Answer answer) {
        assertEquals(Optional.of(everyCache), answer.header("cache-control"));
        assertEquals(purgedCaches, answer.header("cdn-cache-control").orElse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/stories                                             | " + CONTENT + " | " + CONTENT_CDN,
                "/v1/stories/capital-unions-2022-winter-olympics/replay  | " + CONTENT + " | " + CONTENT_CDN,
                "/v1/topics                                              | " + CONTENT + " | " + CONTENT_CDN,
                "/v1/series                                              | " + CONTENT + " | " + CONTENT_CDN,
                "/                                                       | " + CONTENT + " | ''",
                "/feeds/stories.atom                                     | " + FEED + "    | ''",
                "/sitemap.xml                                            | " + DOCUMENT + "| ''",
                "/robots.txt                                             | " + DOCUMENT + "| ''",
                "/openapi.yaml                                           | " + DOCUMENT + "| ''",
                "/problems/not-found                                     | " + DOCUMENT + "| ''",
                "/openapi                                                | " + DOCUMENT + "| ''",
                "/docs/swagger/                                                  | " + DOCUMENT + "| ''",
                "/docs/swagger/swagger-ui.css                                    | " + DOCUMENT + "| ''",
            })
    void dependsOnTheKindOfResource(String target, String everyCache, String purgedCaches) {
        for (int i = 0; i < 3; i++) {
            Answer answer = get(target);
            assertEquals(200, answer.status());
            assertTold(everyCache, purgedCaches, answer);
            Answer notModified = get(target, "If-None-Match: " + answer.entityTag());
            assertEquals(304, notModified.status());
            assertTold(everyCache, purgedCaches, notModified);
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/stories, '" + CONTENT_CDN + "'", "/search, ''"})
    void isNoneWhereTheGuessWasGivenUp(String path, String purgedCaches) {
        for (int i = 0; i < 2; i++) {
            Answer answer = get(path + "?q=gongjiamg");
            assertEquals(200, answer.status());
            assertTold("no-store", "", answer);
            assertEquals(Optional.of(ResponseCounters.CacheOutcome.MISS.cacheStatus()), answer.header("cache-status"));
        }
        assertTold(CONTENT, purgedCaches, get(path + "?q=gongjiang"));
    }

    @Test
    void isTheSameHoweverThePathIsWritten() {
        for (String target : List.of("/%76%31/editions?limit=9", "/v1/edition%73?limit=9", "/v1/editions?limit=9")) {
            Answer answer = get(target);
            assertEquals(200, answer.status());
            assertTold(CONTENT, CONTENT_CDN, answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/stories/nope, X: y, 404",
        "GET, /v1/series/nope, X: y, 404",
        "GET, /nope, X: y, 404",
        "GET, /v1/stories?nope=1, X: y, 400",
        "GET, /v1/stories, Accept: image/png, 406",
        "GET, /v1/stories, 'If-Match: \"x\"', 412",
        "POST, /v1/stories, X: y, 405",
        "GET, /failing/exception, X: y, 500",
        "GET, /failing/busy, X: y, 503",
        "HEAD, /v1/stories/nope, X: y, 404",
    })
    void aProblemIsNotKept(String method, String target, String header, int status) {
        for (int i = 0; i < 3; i++) {
            Answer answer = Client.ask(method, target, header);
            assertEquals(status, answer.status());
            assertTold("no-store", "", answer);
            assertEquals(Optional.empty(), answer.header("etag"));
            assertEquals(Optional.empty(), answer.header("last-modified"));
        }
    }

    @Test
    void aResponseWithoutPolicyIsNeverStored() {
        for (int i = 0; i < 3; i++) {
            Answer answer = get("/failing/echo/q?q=1");
            assertEquals(200, answer.status());
            assertTold("no-store", "", answer);
            assertEquals(Optional.of("shida; fwd=uri-miss"), answer.header("cache-status"));
            assertEquals(Optional.empty(), answer.header("etag"));
            assertEquals(Optional.empty(), answer.header("last-modified"));
        }
    }

    @Test
    void noClientSeesTheNameOfAPolicy() {
        for (String target : List.of("/v1/series", "/docs/swagger/", "/docs/swagger/nope", "/failing/echo/q")) {
            assertEquals(Optional.empty(), get(target).header("shida-cache-policy"));
        }
    }

    /** No series has a name that is taken. */
    @ParameterizedTest
    @ValueSource(strings = {"docs", "openapi", "sitemap", "problems", "feeds", "v1", "search", "q", "robots"})
    void ofAnEditionIgnoresItsSeriesName(String series) {
        publisher.publish(
                TestContent.edition(
                        series,
                        TestContent.label("名", "Name"),
                        2023,
                        "zh",
                        Optional.empty(),
                        "名",
                        "名",
                        "",
                        Map.of("topic", TestContent.label("名", "Name")),
                        List.of(TestContent.story("one", "名", "名", "名", List.of("topic")))),
                Instant.EPOCH);
        assertLike("/capital-unions-2022", "/" + series + "-2023");
        assertLike("/capital-unions-2022/winter-olympics", "/" + series + "-2023/one");
        assertEquals(
                Optional.of("image/png"), get("/" + series + "-2023/one.png").header("content-type"));
    }

    private static void assertLike(String usual, String target) {
        Answer page = get(target);
        assertEquals(200, page.status());
        for (String header : List.of("content-type", "cache-control", "content-security-policy", "vary")) {
            assertEquals(get(usual).header(header), page.header(header), header);
        }
    }

    @Nested
    class WhatTheMakerOfAnAnswerSays {
        private final CachePolicy policy = CachePolicy.of(headers("shida-cache-policy: content"), config);

        private static MultiMap headers(String... headers) {
            MultiMap map = MultiMap.caseInsensitiveMultiMap();
            for (String header : headers) {
                String[] parts = header.split(": ", 2);
                map.add(parts[0], parts[1]);
            }
            return map;
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Cache-Control: no-store",
                    "Cache-Control: max-age=5, Private",
                    "Cache-Control: private=\"x\"",
                    "Set-Cookie: a=b",
                    "Vary: Accept-Language",
                    "Vary: Accept, Cookie",
                    "Vary: *"
                })
        void mayBeThatItIsForOneAlone(String header) {
            MultiMap headers = headers(header);
            assertFalse(policy.allowsStoring(headers));
            policy.describe(headers);
            assertEquals(headers(header).toString(), headers.toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Cache-Control: max-age=5", "X: y"})
        void isNotStoredWithoutPolicy(String header) {
            MultiMap headers = headers(header);
            CachePolicy none = CachePolicy.of(headers("shida-cache-policy: other"), config);
            assertFalse(none.allowsStoring(headers));
            none.describe(headers);
            assertEquals(header.startsWith("X") ? "no-store" : "max-age=5", headers.get("Cache-Control"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Vary: accept", "Vary: Accept", "Cache-Control: max-age=5", "Cache-Control: public"})
        void mayBeThatItIsForAll(String header) {
            MultiMap headers = headers(header);
            assertTrue(policy.allowsStoring(headers));
            policy.describe(headers);
            assertEquals(CONTENT, headers.get("Cache-Control"));
            assertEquals(CONTENT_CDN, headers.get("CDN-Cache-Control"));
        }
    }
}
