package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.Contract;
import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response is the same to the byte, whether it is computed, cached, or sent by the fast path. */
@QuarkusTest
@OneJdk
class ColdAndWarmTest {
    private static final String MADE = "shida; fwd=uri-miss";
    private static final String HIT = "shida; hit";

    private static final List<String> TARGETS = List.of(
            "/v1/stories",
            "/v1/stories?limit=3",
            "/v1/stories?year=2022&topic=winter-olympics&topic=skills-competitions&match=all",
            "/v1/stories?topic=winter%2Dolympics&fields=t%69tle",
            "/v1/stories?series=capital-unions&without=craftsmen&sort=-title&page=2&limit=2",
            "/v1/stories?edition=capital-unions-2022&fields=title,replay,commentary&limit=100",
            "/v1/stories?topic=craftsmen&without=craftsmen",
            "/v1/stories?q=%E5%86%AC%E5%A5%A5%20zhiyuan&topic=volunteering",
            "/v1/stories?q=gongjang",
            "/v1/suggestions?q=gong",
            "/v1/stories/capital-unions-2022-winter-olympics",
            "/v1/stories/capital-unions-2022-winter-olympics?fields=title,topics",
            "/v1/stories/capital-unions-2022-winter-olympics/replay",
            "/v1/stories/capital-unions-2022-winter-olympics/commentary",
            "/v1/editions",
            "/v1/editions?series=capital-unions&year=2022&limit=1&page=1",
            "/v1/editions/capital-unions-2022",
            "/v1/series",
            "/v1/topics",
            "/v1/topics?year=2022&series=capital-unions",
            "/v1/topics/craftsmen",
            "/",
            "/capital-unions-2022?topic=craftsmen",
            "/capital-unions-2022/winter-olympics",
            "/capital-unions-2022/winter-olympics?lang=en",
            "/topics/craftsmen",
            "/search?q=dongao",
            "/problems/not-found",
            "/openapi",
            "/docs/swagger/",
            "/docs/swagger/index.html",
            "/docs/swagger/swagger-ui.css",
            "/docs/swagger/swagger-ui-bundle.js",
            "/docs/swagger/logo.png",
            "/feeds/stories.atom",
            "/feeds/stories.json?topic=craftsmen");

    /** What comes in several media types; without Accept, each comes in the first. */
    private static final Map<String, List<String>> ACCEPTS = Map.of(
            "/openapi", List.of("application/json", "application/yaml"),
            "/problems/not-found", List.of("application/json", "text/html, application/xhtml+xml, */*;q=0.8"),
            "/v1/stories/capital-unions-2022-winter-olympics",
                    List.of("application/json", "text/markdown", "text/plain", "application/ld+json"));

    /** What is asked, but for the method and the coding. */
    private record Question(String target, String accept) {
        Answer ask(String method, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            if (!accept.isEmpty()) {
                all.add("Accept: " + accept);
            }
            return Client.ask(method, target, all.toArray(new String[0]));
        }
    }

    @Inject
    Newsroom newsroom;

    @Inject
    Vertx vertx;

    @Test
    void everyDocumentedPathIsAskedForBelow() {
        Contract.committed().document().path("paths").fieldNames().forEachRemaining(template -> {
            String path = template.replaceAll("\\{[a-z]+}", "[^/?]+") + "(\\?.*)?";
            assertTrue(TARGETS.stream().anyMatch(target -> target.matches(path)), template);
        });
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, gzip", "GET, br", "HEAD, ''", "HEAD, gzip", "HEAD, br"})
    void everyAnswerIsTheSameColdAndWarm(String method, String coding) {
        String accepted = "Accept-Encoding: " + coding;
        List<Question> questions = questions();
        newsroom.publishNext();
        for (Question question : questions) {
            Answer cold = question.ask(method, accepted);
            Answer warm = question.ask(method, accepted);
            Answer hot = question.ask(method, accepted);
            assertEquals(200, cold.status(), question::toString);
            assertEquals(Optional.of(MADE), cold.header("cache-status"), question::toString);
            assertEquals(Optional.of(HIT), warm.header("cache-status"), question::toString);
            assertEquals(Optional.of(HIT), hot.header("cache-status"), question::toString);
            assertEquals(cold.lasting(), warm.lasting(), question::toString);
            assertEquals(warm.lasting(), hot.lasting(), question::toString);

            Answer stranger = question.ask(method, accepted, "User-Agent: somebody else");
            assertEquals(Optional.of(HIT), stranger.header("cache-status"), question::toString);
            assertEquals(cold.lasting(), stranger.lasting(), question::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "gzip, gzip", "br, br"})
    void everyCachedAnswerEqualsAComputedOne(String coding, String expected) {
        String accepted = "Accept-Encoding: " + coding;
        for (Question question : questions()) {
            Answer made = question.ask("GET", bypass());
            Answer coded = question.ask("GET", accepted, bypass());
            Answer found = question.ask("GET", accepted);
            assertEquals(Optional.of("shida; fwd=bypass"), coded.header("cache-status"), question::toString);
            assertEquals(coded.lasting(), found.lasting(), question::toString);
            assertEquals(made.text(), found.text(), question::toString);
            assertEquals(
                    made.without("content-encoding", "content-length", "etag")
                            .lasting()
                            .headers(),
                    found.without("content-encoding", "content-length", "etag")
                            .lasting()
                            .headers(),
                    question::toString);
            boolean worthwhile =
                    made.body().length() >= 1_024 && !question.target().endsWith(".png");
            assertEquals(
                    worthwhile ? expected : "", found.header("content-encoding").orElse(""), question::toString);
            assertEquals(
                    Optional.of(String.valueOf(found.body().length())),
                    found.header("content-length"),
                    question::toString);
            assertEquals(
                    new Answer(200, found.lasting().headers(), ""),
                    question.ask("HEAD", accepted).lasting(),
                    question::toString);
        }
    }

    /** What is not in the cache key must not change a response, or a client could choose what others get. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Charset: iso-8859-1",
                "Accept-Language: fr",
                "Cookie: a=b",
                "Authorization: Basic YTpi",
                "Range: bytes=0-0",
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-Host: elsewhere.example",
                "X-Forwarded-Prefix: /elsewhere"
            })
    void noHeaderChangesWhatOthersGet(String header) {
        String browser = "Accept: text/html, application/xhtml+xml, */*;q=0.8";
        for (String target : List.of("/problems/not-found", "/openapi", "/v1/stories?year=2022", "/docs/swagger/")) {
            Answer usual = Client.get(target, browser);
            newsroom.publishNext();
            Answer cold = Client.get(target, browser, header);
            Answer warm = Client.get(target, browser);
            assertEquals(Optional.of(MADE), cold.header("cache-status"));
            assertEquals(Optional.of(HIT), warm.header("cache-status"));
            assertEquals(usual.body(), cold.body());
            assertEquals(usual.header("content-type"), cold.header("content-type"));
            assertEquals(cold.lasting(), warm.lasting());
        }
    }

    /** One of two requests with the same key is rejected: it must not be answered with the response to the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: elsewhere.example",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunk",
                "Content-Length: 10485761",
                "X: LONG",
                "Accept-Encoding: identity;q=0, *;q=0"
            })
    void aBadRequestIsRejectedColdAndWarm(String header) {
        String bad = "GET /v1/stories?year=2022 HTTP/1.1\r\nHost: localhost\r\n"
                + header.replace("LONG", "y".repeat(20_480)) + "\r\n\r\n";
        String good = "GET /v1/stories?year=2022 HTTP/1.1\r\nHost: localhost\r\nX: " + UUID.randomUUID() + "\r\n\r\n";
        newsroom.publishNext();
        String cold = ask(bad);
        assertTrue(cold.matches("(?s)HTTP/1.1 (400|406|413|431) .*"), cold);
        for (int i = 0; i < 3; i++) {
            assertTrue(ask(good).startsWith("HTTP/1.1 200 "));
        }
        assertEquals(cold, ask(bad));
    }

    private String ask(String request) {
        try (Wire wire = Wire.open(vertx)) {
            return wire.ask(request);
        }
    }

    /** A header that is too long for the cache to be looked up, and another each time. */
    private static String bypass() {
        return "X-Padding: " + UUID.randomUUID() + "x".repeat(8_192);
    }

    /** All of them; a cursor is one only as long as it is taken from a list. */
    private static List<Question> questions() {
        List<String> targets = new ArrayList<>(TARGETS);
        targets.add(JsonPath.from(Client.get("/v1/stories?limit=3").text()).getString("links.next"));
        List<Question> questions = new ArrayList<>();
        for (String target : targets) {
            questions.add(new Question(target, ""));
            ACCEPTS.getOrDefault(target, List.of()).forEach(accept -> questions.add(new Question(target, accept)));
        }
        return questions;
    }
}
