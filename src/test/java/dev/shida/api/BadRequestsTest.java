package dev.shida.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.Contract;
import dev.shida.OneJdk;
import dev.shida.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint by everything that can be wrong with a request: always a problem, never the wrong one. */
@QuarkusTest
@OneJdk
class BadRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORY = "/v1/stories/capital-unions-2022-winter-olympics";

    private static final List<String> LISTS =
            List.of("/v1/stories", "/v1/editions", "/v1/series", "/v1/topics", "/v1/suggestions");
    private static final List<String> ITEMS = List.of(
            STORY,
            STORY + "/replay",
            STORY + "/commentary",
            "/v1/editions/capital-unions-2022",
            "/v1/topics/winter-olympics",
            "/problems/not-found");

    /** A fault in the query, and the type of problem that it is. */
    private enum Query {
        UNKNOWN("nope=1", 400, "invalid-parameters"),
        REPEATED("limit=1&limit=2", 400, "invalid-parameters"),
        REPEATED_FIELDS("fields=id&fields=title", 400, "invalid-parameters"),
        EMPTY("limit=", 400, "invalid-parameters"),
        WITHOUT_A_VALUE("topic", 400, "invalid-parameters"),
        EMPTY_IN_A_LIST("fields=id,,title", 400, "invalid-parameters"),
        TOO_LONG("topic=" + "x".repeat(65_536), 414, "uri-too-long"),
        TOO_LONG_IN_UTF_8("q=" + "%E5%B7%A5".repeat(65_536 / 3), 414, "uri-too-long"),
        BROKEN_ENCODING("topic=%zz", 400, "malformed-request"),
        UNFINISHED_ENCODING("topic=%e", 400, "malformed-request"),
        INVALID_UTF_8("topic=%C3%28", 400, "malformed-request"),
        OVERLONG_UTF_8("topic=%C0%AF", 400, "malformed-request"),
        SURROGATE("topic=%ED%A0%80", 400, "malformed-request"),
        NUL("topic=%00", 400, "malformed-request"),
        NEGATIVE("limit=-1", 400, "invalid-parameters"),
        ZERO("page=0", 400, "invalid-parameters"),
        OVERFLOW("limit=4294967297", 400, "invalid-parameters"),
        GREATER_OVERFLOW("page=99999999999999999999999", 400, "invalid-parameters"),
        A_FRACTION("limit=1.5", 400, "invalid-parameters"),
        A_SIGN("limit=%2B5", 400, "invalid-parameters"),
        A_LEADING_ZERO("year=02022", 400, "invalid-parameters"),
        EMOJI("topic=%F0%9F%98%80", 400, "invalid-parameters"),
        FULL_WIDTH_DIGITS("year=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%92", 400, "invalid-parameters"),
        RAW_CHINESE(new String("topic=冬奥".getBytes(UTF_8), ISO_8859_1), 400, "invalid-parameters"),
        NOT_A_CURSOR("cursor=abc", 400, "invalid-parameters"),
        NO_SUCH_SORT("sort=rank,,year", 400, "invalid-parameters"),
        A_KEY_TWICE("sort=rank,-rank", 400, "invalid-parameters"),
        RELEVANCE_WITHOUT_A_SEARCH("sort=relevance", 400, "invalid-parameters"),
        NO_SUCH_MATCH("match=ALL", 400, "invalid-parameters"),
        PAGE_AND_CURSOR("page=1&cursor=abc", 400, "invalid-parameters"),
        NO_NAME("=1", 400, "invalid-parameters");

        private final String query;
        private final int status;
        private final String type;

        Query(String query, int status, String type) {
            this.query = query;
            this.status = status;
            this.type = type;
        }
    }

    static Stream<Arguments> everyEndpointByEveryQuery() {
        return endpoints().flatMap(path -> Stream.of(Query.values()).map(query -> Arguments.of(path, query)));
    }

    private static Stream<String> endpoints() {
        return Stream.of(LISTS, ITEMS, List.of("/openapi")).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("everyEndpointByEveryQuery")
    void queriesThatAreWrong(String path, Query query) throws Exception {
        assertProblem(query.status, query.type, path, RawHttp.request("GET", path + "?" + query.query));
    }

    static Stream<Arguments> everyItemByEveryId() {
        List<Arguments> cases = new ArrayList<>();
        for (String path :
                List.of("/v1/stories/X", "/v1/stories/X/replay", "/v1/editions/X", "/v1/topics/X", "/problems/X")) {
            String type = "no-such-"
                    + (path.contains("stories")
                            ? "story"
                            : path.contains("editions")
                                    ? "edition"
                                    : path.contains("topics") ? "topic" : "problem-type");
            for (String id : List.of(
                    "nope",
                    "-1",
                    "99999999999999999999",
                    "%F0%9F%98%80",
                    "%EF%BC%91",
                    "a%20b",
                    "CAPS",
                    "x".repeat(2_000))) {
                cases.add(Arguments.of(path.replace("X", id), 404, type));
            }
            for (String id : List.of("%zz", "%", "%C3%28", "%00", "%0A")) {
                cases.add(Arguments.of(path.replace("X", id), 400, "malformed-request"));
            }
            cases.add(Arguments.of(path.replace("X", "a%2Fb"), 404, "not-found"));
            cases.add(Arguments.of(path.replace("X", "x".repeat(65_536)), 414, "uri-too-long"));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("everyItemByEveryId")
    void idsThatAreWrong(String path, int status, String type) throws Exception {
        RawHttp.Answer answer = RawHttp.request("GET", path);
        assertProblem(status, type, instance(path), answer);
    }

    /** The path as a URI reference: a lone percent sign is encoded, and the end of what is very long left out. */
    private static String instance(String path) {
        String encoded = path.replaceAll("%(?![0-9A-F]{2})", "%25");
        return encoded.length() <= 200 ? encoded : encoded.substring(0, 200);
    }

    static Stream<String> everyEndpoint() {
        return Stream.concat(endpoints(), Stream.of("/docs/swagger/"));
    }

    @ParameterizedTest
    @MethodSource("everyEndpoint")
    void pathsThatAreUnknown(String path) throws Exception {
        String unknown = (path.endsWith("/") ? path : path + "/") + "nope/nope";
        assertProblem(404, "not-found", unknown, RawHttp.request("GET", unknown));
    }

    @ParameterizedTest
    @MethodSource("everyEndpoint")
    void trailingSlashesAreRedirected(String path) {
        if (!path.endsWith("/")) {
            RawHttp.Answer answer = RawHttp.request("GET", path + "/?a=b");
            assertEquals(308, answer.status());
            assertEquals(Optional.of(path + "?a=b"), answer.header("Location"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyEndpoint")
    void methodsThatAreNotTaken(String path) throws Exception {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "FOO")) {
            RawHttp.Answer answer = RawHttp.request(method, path);
            assertProblem(405, "method-not-allowed", path, answer);
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow").orElse(""));
        }
    }

    @ParameterizedTest
    @MethodSource("everyEndpoint")
    void everyPathAnswersHeadAndOptions(String path) {
        RawHttp.Answer get = RawHttp.request("GET", path);
        RawHttp.Answer head = RawHttp.request("HEAD", path);
        assertEquals(200, get.status());
        assertEquals(200, head.status());
        assertEquals("", head.body());
        assertEquals(get.header("Content-Type"), head.header("Content-Type"));
        assertEquals(get.header("Link"), head.header("Link"));
        RawHttp.Answer options = RawHttp.request("OPTIONS", path);
        assertEquals(204, options.status());
        assertEquals("GET, HEAD, OPTIONS", options.header("Allow").orElse(""));
    }

    static Stream<Arguments> everyEndpointByEveryAccept() {
        return endpoints()
                .flatMap(path -> Stream.of("image/png", "application/xml", "text/csv;q=1, image/*;q=0.1")
                        .map(accept -> Arguments.of(path, accept)));
    }

    @ParameterizedTest
    @MethodSource("everyEndpointByEveryAccept")
    void mediaTypesThatAreNotOnOffer(String path, String accept) throws Exception {
        assertProblem(406, "not-acceptable", path, RawHttp.request("GET", path, "Accept: " + accept + "\r\n"));
    }

    @Test
    void allFaultsComeAtOnceWithSuggestions() throws Exception {
        RawHttp.Answer answer = RawHttp.request(
                "GET",
                "/v1/stories?limt=5&topic=winter-olympic&topic=craftsmen&without=%E5%B7%A5%E5%8C%A0&year=2021&series=capital-union"
                        + "&edition=capital-unions-2023&match=al&sort=titel&limit=0&fields=replays");
        assertEquals(JSON.readTree("""
                        {"type": "/problems/invalid-parameters", "title": "Invalid parameters", "status": 400,
                         "detail": "Not valid: series, year, edition, topic, match, without, sort, limit, fields, limt.",
                         "instance": "/v1/stories",
                         "errors": [
                          {"parameter": "series", "value": "capital-union", "code": "no-such-value",
                           "reason": "there is no such series",
                           "didYouMean": "capital-unions"},
                          {"parameter": "year", "value": "2021", "code": "no-such-value",
                           "reason": "there is no edition of this year",
                           "didYouMean": "2022"},
                          {"parameter": "edition", "value": "capital-unions-2023", "code": "no-such-value",
                           "reason": "there is no such edition",
                           "didYouMean": "capital-unions-2022"},
                          {"parameter": "topic", "value": "winter-olympic", "code": "no-such-value",
                           "reason": "no story has this topic",
                           "didYouMean": "winter-olympics"},
                          {"parameter": "match", "value": "al", "code": "not-allowed",
                           "reason": "is not one of the values allowed",
                           "allowed": ["any", "all"], "didYouMean": "all"},
                          {"parameter": "without", "value": "工匠", "code": "no-such-value",
                           "reason": "no story has this topic",
                           "didYouMean": "craftsmen"},
                          {"parameter": "sort", "value": "titel", "code": "not-allowed",
                           "reason": "is not one of the values allowed",
                           "allowed": ["year", "-year", "position", "-position", "rank", "-rank", "series", "-series", "title", "-title", "relevance",
                             "-relevance"],
                           "didYouMean": "title"},
                          {"parameter": "limit", "value": "0", "code": "invalid",
                           "reason": "is not a whole number from 1 to 100"},
                          {"parameter": "fields", "value": "replays", "code": "not-allowed",
                           "reason": "is not one of the values allowed",
                           "allowed": ["id", "edition", "series", "year", "position", "rank", "numeral", "title", "excerpt",
                                       "topics", "replay", "commentary", "headings", "date", "byline", "language",
                                       "publishedAt", "updatedAt", "highlights", "links"],
                           "didYouMean": "replay"},
                          {"parameter": "limt", "value": "5", "code": "unknown-parameter",
                           "reason": "is not a parameter of this call",
                           "allowed": ["cursor", "edition", "exact", "fields", "limit", "match", "page", "q", "series", "sort", "topic",
                                       "without", "year"],
                           "didYouMean": "limit"}]}
                        """), JSON.readTree(answer.body()));
    }

    @Test
    void noneOfManyParametersIsIgnored() throws Exception {
        RawHttp.Answer answer = RawHttp.request("GET", "/v1/series?" + "a&".repeat(2_000) + "nope=1");
        assertEquals(List.of("a", "nope"), JSON.readTree(answer.body()).findValuesAsText("parameter"));
    }

    @Test
    void aRequestWithoutHostIsAnsweredAlike() {
        RawHttp.Answer answer = RawHttp.send("GET /v1/stories?limit=1 HTTP/1.0\r\n\r\n");
        assertEquals(200, answer.status());
        assertEquals(RawHttp.request("GET", "/v1/stories?limit=1").body(), answer.body());
    }

    @Test
    void aCursorOfAnotherOrderIsNoCursor() throws Exception {
        String next = JSON.readTree(
                        RawHttp.request("GET", "/v1/stories?limit=1").body())
                .at("/links/next")
                .textValue();
        assertProblem(400, "invalid-parameters", "/v1/stories", RawHttp.request("GET", next + "&sort=title"));
    }

    private static void assertProblem(int status, String type, String instance, RawHttp.Answer answer)
            throws Exception {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type").orElse(""));
        assertEquals(List.of(), Contract.committed().validate("/components/schemas/Problem", answer.body()));
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals("/problems/" + type, problem.get("type").textValue());
        assertEquals(status, problem.get("status").intValue());
        assertEquals(instance, problem.get("instance").textValue());
        assertEquals(type.equals("invalid-parameters"), problem.has("errors"), answer.body());
        assertTrue(answer.body().length() < 6_000, answer.body());
        assertFalse(answer.body().matches("(?s).*(Exception|<html|\\tat |dev\\.shida).*"), answer.body());
    }
}
