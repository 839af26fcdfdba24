package dev.shida.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.Contract;
import dev.shida.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @Nested
    class AResourceThatFails {
        @Test
        void saysWhichOneThereIsNot() {
            assertProblem("""
                    {"type": "/problems/no-such-story", "title": "No such story", "status": 404,
                     "detail": "There is no story “x”.", "instance": "/failing/no-such-story"}
                    """, RawHttp.request("GET", "/failing/no-such-story?a=b"));
        }

        @Test
        void saysAllThatIsWrongWithTheParameters() {
            assertProblem("""
                    {"type": "/problems/invalid-parameters", "title": "Invalid parameters", "status": 400,
                     "detail": "Not valid: year, sort.", "instance": "/failing/invalid-parameters",
                     "errors": [
                       {"parameter": "year", "value": "20x2", "code": "invalid", "reason": "A year has four digits."},
                       {"parameter": "sort", "value": "%s…", "code": "not-allowed", "reason": "No such key.",
                        "allowed": ["year", "rank"], "didYouMean": "rank"}]}
                    """.formatted("😀".repeat(100)), RawHttp.request("GET", "/failing/invalid-parameters"));
        }

        @ParameterizedTest
        @CsvSource({
            "not-found, not-found, Not found, 404, Nothing is at this path.",
            "not-acceptable, not-acceptable, Not acceptable, 406, Nothing that the header Accept asks for is on offer.",
            "precondition, precondition-failed, Precondition failed, 412, What is at this path is not what was asked for.",
            "unavailable, unavailable, Unavailable, 503, The server cannot answer at the moment.",
            "busy, unavailable, Unavailable, 503, The server cannot answer at the moment.",
            "teapot, malformed-request, Malformed request, 400, The request cannot be read.",
        })
        void explainsTheStatusAndNoInternals(String how, String type, String title, int status, String detail) {
            assertProblem(problem(type, title, status, detail, "/failing/" + how), get("/failing/" + how));
        }

        @ParameterizedTest
        @ValueSource(strings = {"exception", "error", "gateway"})
        void namesTheLogEntryOfAnUnexpectedFailure(String how) throws JsonProcessingException {
            RawHttp.Answer answer = get("/failing/" + how);
            String detail = JSON.readTree(answer.body()).path("detail").asText();
            assertTrue(detail.matches("The server failed\\. Its log has the cause under [0-9a-f-]{36}\\."), detail);
            assertProblem(problem("internal-error", "Internal error", 500, detail, "/failing/" + how), answer);
        }

        @Test
        void is503WithoutAFreeStoreConnection() throws SQLException {
            List<Connection> taken = new ArrayList<>();
            try {
                for (int i = 0; i < connections; i++) {
                    taken.add(dataSource.getConnection());
                }
                RawHttp.Answer answer = get("/v1/stories/no-such-story-" + UUID.randomUUID());
                assertEquals(503, answer.status(), answer::body);
                assertEquals(Optional.of("1"), answer.header("Retry-After"));
            } finally {
                for (Connection connection : taken) {
                    connection.close();
                }
            }
            assertEquals(
                    404, get("/v1/stories/no-such-story-" + UUID.randomUUID()).status());
        }

        @Test
        void mayRedirect() {
            assertEquals(307, get("/failing/redirect").status());
        }
    }

    @Nested
    class APathThatIsNotThere {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/nope",
                    "/failing",
                    "/failing/a/b/c",
                    "/docs/swagger/nope",
                    "/problems",
                    "/problems/not-found/x",
                    "/problems//not-found",
                    "/problems/./not-found",
                    "/nope/../problems/not-found",
                    "/problems/%2E%2E/problems/not-found",
                    "/problems/..",
                    "/problems/not-found;a=b",
                    "/problems%2Fnot-found",
                    "/problems/x%5Cy",
                    "/docs/swagger/..%2F..%2Fapplication.properties",
                })
        void isNotFoundByAnyMethod(String path) {
            String expected = problem("not-found", "Not found", 404, "Nothing is at this path.", path);
            for (String method : List.of("GET", "POST", "OPTIONS", "PATCH", "FOO", "get", "TRACE", "CONNECT")) {
                if (!path.startsWith("/docs/swagger/") || method.equals("GET")) {
                    assertProblem(expected, RawHttp.request(method, path));
                }
            }
            RawHttp.Answer head = RawHttp.request("HEAD", path);
            assertEquals(404, head.status());
            assertEquals("", head.body());
        }

        @ParameterizedTest
        @CsvSource({
            "*, /*",
            "localhost:80, /localhost:80",
            "news.example/v1, /news.example/v1",
            "mailto:a@b, /mailto:a@b",
            "//elsewhere.example/x, /.//elsewhere.example/x",
            "//v1/stories, /.//v1/stories",
            "///, /.///",
            "http://elsewhere.example/x?y, /x",
            "/a#b, /a%23b",
            "/a|b[c]^`{}<>\\, /a%7Cb%5Bc%5D%5E%60%7B%7D%3C%3E%5C",
        })
        void isSaidAsAUriReference(String target, String instance) {
            assertProblem(problem("not-found", "Not found", 404, "Nothing is at this path.", instance), get(target));
        }

        @Test
        void isCutIfItIsLong() {
            String path = "/" + "a".repeat(197) + "%E5%86%AC";
            assertProblem(
                    problem("not-found", "Not found", 404, "Nothing is at this path.", "/" + "a".repeat(197)),
                    get(path));
        }
    }

    @Nested
    class APathWithASlashAtItsEnd {
        @ParameterizedTest
        @CsvSource({
            "/v1/stories/, /v1/stories",
            "/v1/stories/?q=%E5%86%AC&limit=2, /v1/stories?q=%E5%86%AC&limit=2",
            "/v1/stories/?, /v1/stories?",
            "/v1/stories/a/replay/, /v1/stories/a/replay",
            "/v1/stories%2Dx/?, ''",
            "/capital-unions-2022/, /capital-unions-2022",
            "/capital-unions-2022/winter-olympics/, /capital-unions-2022/winter-olympics",
            "/capital-unions-2022/winter-olympics.png/, /capital-unions-2022/winter-olympics.png",
            "/feeds/stories.atom/, /feeds/stories.atom",
            "/problems/not-found/, /problems/not-found",
            "/openapi/, /openapi",
            "/search/?q=a, /search?q=a",
            "/nope/, ''",
            "/v1/, ''",
            "/docs/swagger/nope/, ''",
            "//, ''",
            "//elsewhere.example/, ''",
            "/v1/stories//, ''",
            "/v1//stories/, ''",
            "/%2F/, ''",
            "/\\elsewhere.example/, ''",
        })
        void redirectsToAPathWithoutIt(String target, String location) {
            for (String method : List.of("GET", "HEAD", "POST")) {
                RawHttp.Answer answer = RawHttp.request(method, target);
                boolean isThere = !location.isEmpty();
                assertEquals(
                        isThere ? 308 : target.startsWith("/docs/swagger/") && method.equals("POST") ? 405 : 404,
                        answer.status());
                assertEquals(isThere ? Optional.of(location) : Optional.empty(), answer.header("Location"));
            }
        }
    }

    @Test
    void theServerAsAWholeHasOptions() {
        RawHttp.Answer answer = RawHttp.request("OPTIONS", "*");
        assertEquals(204, answer.status());
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), answer.header("Allow"));
        assertEquals("", answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/stories",
        "GET, /v1/stories/nope",
        "GET, /v1/stories?a=b",
        "GET, /feeds/stories.atom",
        "GET, /feeds/stories.json",
        "GET, /openapi",
        "GET, /docs/swagger",
        "GET, /docs/swagger/",
        "GET, /capital-unions-2022",
        "GET, /capital-unions-2022/",
        "GET, /capital-unions-2022/winter-olympics.png",
        "GET, /robots.txt",
        "GET, /sitemap.xml",
        "GET, /problems/not-found",
        "GET, /failing/exception",
        "GET, *",
        "OPTIONS, *",
        "OPTIONS, /v1/stories",
        "POST, /v1/stories",
        "HEAD, /v1/stories",
    })
    void nothingIsToBeGuessedFromTheBytes(String method, String target) {
        assertEquals(Optional.of("nosniff"), RawHttp.request(method, target).header("X-Content-Type-Options"));
    }

    @Nested
    class AnAddressThatCannotBeRead {
        @ParameterizedTest
        @CsvSource({
            "/problems/%, a percent sign that two hexadecimal digits do not follow, 11, /problems/%25",
            "/problems/%zz, a percent sign that two hexadecimal digits do not follow, 11, /problems/%25zz",
            "/problems/a%4, a percent sign that two hexadecimal digits do not follow, 12, /problems/a%254",
            "/%E5%86%AC/%ED%A0%80, bytes that are not UTF-8, 12, /%E5%86%AC/%ED%A0%80",
            "/%E5%86%AC%C0%AF, bytes that are not UTF-8, 11, /%E5%86%AC%C0%AF",
            "/%80, bytes that are not UTF-8, 2, /%80",
            "/%E5%86, bytes that are not UTF-8, 2, /%E5%86",
            "/%F4%90%80%80, bytes that are not UTF-8, 2, /%F4%90%80%80",
            "/a%00, a control character, 3, /a%00",
            "/a%7F, a control character, 3, /a%7F",
            "'/a\u0001', a control character, 3, /a%01",
            "'/a\u00E5\u0086', bytes that are not UTF-8, 3, /a%E5%86",
        })
        void isMalformedInItsPath(String target, String fault, int character, String instance) {
            String detail = "The path has " + fault + " at character " + character + ".";
            assertProblem(problem("malformed-request", "Malformed request", 400, detail, instance), get(target));
        }

        @ParameterizedTest
        @CsvSource({
            "q=%, a percent sign that two hexadecimal digits do not follow, 3",
            "%zz=q, a percent sign that two hexadecimal digits do not follow, 1",
            "q=a&r=%FF, bytes that are not UTF-8, 7",
            "q=%00, a control character, 3",
            "q=a%09%0B, a control character, 7",
        })
        void isMalformedInItsQuery(String query, String fault, int character) {
            String detail = "The query has " + fault + " at character " + character + ".";
            assertProblem(
                    problem("malformed-request", "Malformed request", 400, detail, "/failing/echo/q"),
                    get("/failing/echo/q?" + query));
        }

        @Test
        void hasNoHost() {
            assertProblem(
                    problem("malformed-request", "Malformed request", 400, "The request cannot be read.", "/x"),
                    RawHttp.send("GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"));
        }
    }

    @Nested
    class AnAddressThatIsNotQuiteAUri {
        @ParameterizedTest
        @CsvSource({
            "q=%E5%86%AC+%20%2B, '冬  +'",
            "q=a|b[c]\"{}^`<>\\, 'a|b[c]\"{}^`<>\\'",
            "q=a?b/c:d@e, 'a?b/c:d@e'",
        })
        void isReadAsItWasMeant(String query, String q) {
            RawHttp.Answer answer = get("/failing/echo/q?" + query);
            assertEquals(q + " /failing/echo/q", answer.body());
        }

        @Test
        void isReadAsUtf8() {
            String raw = new String("冬奥".getBytes(UTF_8), ISO_8859_1);
            assertEquals("冬奥 /failing/echo/q", get("/failing/echo/q?q=" + raw).body());
            assertEquals("冬奥", get("/failing/" + raw).body());
        }
    }

    @Nested
    class ARequestThatIsTooLong {
        @ParameterizedTest
        @ValueSource(ints = {8_193, 65_536})
        void inItsAddress(int length) {
            String target = "/failing/x?q=" + "a".repeat(length - "/failing/x?q=".length());
            String detail = "The address has " + length + " bytes, and 8192 is the most.";
            assertProblem(problem("uri-too-long", "URI too long", 414, detail, "/failing/x"), get(target));
        }

        @Test
        void isNotTooLongAtTheLimit() {
            String target = "/failing/x?q=" + "a".repeat(8_192 - "/failing/x?q=".length());
            assertEquals(200, get(target).status());
        }

        @Test
        void inItsBody() {
            String detail = "The body has 10485761 bytes, and 10485760 is the most.";
            assertProblem(
                    problem("content-too-large", "Content too large", 413, detail, "/failing/x"),
                    RawHttp.request("PUT", "/failing/x", "Content-Length: 10485761\r\n"));
        }
    }

    /** Nothing that comes behind it on the connection is answered. */
    @Nested
    class ARequestThatCannotBeRead {
        private static final String NEXT = "GET /failing/x HTTP/1.1\r\nHost: localhost\r\n\r\n";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /x HTTP/1.1.1",
                    "GET /x HTTP/1",
                    "GET /x HTTP/x",
                    "GET /x",
                    "GET",
                    "GET /x HTTP/1.1 ",
                    "GET /a b HTTP/1.1",
                    "G@T /x HTTP/1.1",
                    "GET /x HTTP/1.1\nHost: localhost\n\n",
                })
        void inItsFirstLine(String line) {
            assertEnds(400, "malformed-request", "/", line + "\r\nHost: localhost\r\n\r\n" + NEXT);
        }

        @ParameterizedTest
        @CsvSource({
            "HTTP/2.0, 505",
            "HTTP/2.1, 505",
            "HTTP/3.0, 505",
            "HTTP/0.9, 505",
            "HTTP/9.9, 505",
            "HTTP/11.1, 400",
            "HTTP/2.10, 400",
            "HTTP/1.10, 400",
            "HTTP/1.01, 400",
            "http/1.1, 400",
            "HTTPS/1.1, 400",
            "RTSP/1.0, 400",
            "FOO/1.1, 400",
        })
        void inAVersionThatIsNotHttp1(String version, int status) {
            get("/problems/not-found");
            String type = status == 505 ? "http-version-not-supported" : "malformed-request";
            for (String method : List.of("GET", "POST")) {
                String head = method + " /problems/not-found " + version + "\r\nHost: localhost\r\n\r\n";
                assertEnds(status, type, "/problems/not-found", head + NEXT);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Transfer-Encoding: chunked\r\nContent-Length: 2",
                    "Content-Length: 2\r\nContent-Length: 3",
                    "Content-Length: 2, 3",
                    "Content-Length: -1",
                    "Content-Length: +2",
                    "Content-Length: abc",
                    "Content-Length:",
                    "Content-Length: 0x2",
                    "Content-Length: 11111111111111111111",
                    "X: a\u0000b",
                    "X: a\rb",
                    "X: a\nb",
                    "X: a\u0001b",
                    "X: a\u007Fb",
                    "nocolon",
                    "X : b",
                    ": b",
                    "X\u00e9: b",
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: !!!",
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA",
                })
        void inItsHeaders(String header) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                String head = method + " /failing/x HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
                assertEnds(400, "malformed-request", "/failing/x", head + NEXT);
            }
        }

        @Test
        void asItIsFarTooLong() {
            assertEnds(414, "uri-too-long", "/", "GET /" + "a".repeat(280_000) + " HTTP/1.1\r\n\r\n" + NEXT);
            assertEnds(
                    431, "headers-too-large", "/x", "GET /x HTTP/1.1\r\nA: " + "a".repeat(200_000) + "\r\n\r\n" + NEXT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "zz\r\n",
                    "FFFFFFFFFFFFFFFF\r\n",
                    "7FFFFFFFFFFFFFFF\r\n",
                    "80000000\r\n",
                    "-5\r\n",
                    "+2\r\n",
                    "0x2\r\n",
                    "2g\r\n",
                    "\r\n",
                    "2\n",
                    "2;a=\rb\r\n",
                    "2;a\nb\r\n",
                    "2\r\nabc\r\n",
                    "2\r\nab\n",
                    "2\r\nab\r\nzz\r\n",
                    "2\r\nab\r\n0\r\nX\u0000: y\r\n",
                })
        void inItsChunks(String chunks) {
            get("/problems/not-found");
            for (String method : List.of("GET", "POST", "PUT", "HEAD")) {
                for (String target : List.of("/failing/x", "/problems/not-found", "/nope")) {
                    String head = method + " " + target
                            + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
                    if (method.equals("HEAD")) {
                        RawHttp.Answer answer = RawHttp.send(head + chunks + NEXT);
                        assertEquals(400, answer.status());
                        assertEquals("", answer.body());
                    } else {
                        assertEnds(400, "malformed-request", target, head + chunks + NEXT);
                    }
                }
            }
        }

        @Test
        void afterOthersThatCan() {
            String bad = "POST /failing/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n";
            for (int others = 1; others < 4; others++) {
                String all = RawHttp.send(NEXT.repeat(others) + bad + NEXT).body();
                String last = all.substring(all.lastIndexOf("HTTP/1.1 "));
                assertEquals(others, all.split("HTTP/1\\.1 ", -1).length - 1, all);
                assertTrue(last.startsWith("HTTP/1.1 400 "), all);
                assertTrue(last.contains("\"/problems/malformed-request\""), all);
            }
        }

        private static void assertEnds(int status, String type, String instance, String bytes) {
            RawHttp.Answer answer = RawHttp.send(bytes);
            String detail =
                    switch (status) {
                        case 414 -> "The address is too long.";
                        case 431 -> "The headers are too long.";
                        case 505 -> "The first line does not name HTTP/1.";
                        default -> "The request cannot be read.";
                    };
            String title = ProblemType.bySlug(type).orElseThrow().title();
            assertProblem(problem(type, title, status, detail, instance), answer);
            assertHasAllHeaders(answer);
            assertEquals(Optional.of("close"), answer.header("Connection"));
        }
    }

    /** Those that Vert.x would fail ahead of the first route are no exception. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.1",
                "GET /x HTTP/1.1\r\nHost: a b",
                "GET /x HTTP/1.1\r\nHost: a@b",
                "GET /x HTTP/1.1\r\nHost: a:99999",
                "GET /x HTTP/1.1\r\nHost: [::1",
                "GET * HTTP/1.1\r\nHost: a",
                "OPTIONS * HTTP/1.1\r\nHost: a",
                "GET news.example/v1 HTTP/1.1\r\nHost: a",
                "CONNECT news.example:80 HTTP/1.1\r\nHost: a",
            })
    void everyProblemHasTheCommonHeaders(String head) {
        RawHttp.Answer answer = RawHttp.send(head + "\r\nConnection: close\r\n\r\n");
        assertHasAllHeaders(answer);
        RawHttp.Answer page = RawHttp.send(head + "\r\nConnection: close\r\nAccept: text/html\r\n\r\n");
        assertEquals(answer.status(), page.status());
        if (answer.status() != 204) {
            assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
            assertEquals(Optional.of("text/html;charset=UTF-8"), page.header("Content-Type"));
        }
    }

    private static void assertHasAllHeaders(RawHttp.Answer answer) {
        assertEquals(Optional.of("nosniff"), answer.header("X-Content-Type-Options"));
        assertEquals(Optional.of("*"), answer.header("Access-Control-Allow-Origin"));
        assertTrue(answer.header("Access-Control-Expose-Headers").isPresent(), answer::toString);
        assertTrue(answer.header("Date").isPresent(), answer::toString);
        assertEquals(Optional.of("shida; fwd=bypass"), answer.header("Cache-Status"));
    }

    @Nested
    class ARequestThatCouldBeTakenForAnother {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Transfer-Encoding: xchunked",
                    "Transfer-Encoding: chunk",
                    "Transfer-Encoding: identity",
                    "Transfer-Encoding: gzip, chunked"
                })
        void byItsTransferEncoding(String header) {
            String detail = "The header Transfer-Encoding can only be chunked.";
            for (String target : List.of("/failing/x", "/problems/not-found")) {
                get(target);
                // That the connection ends is what makes this return: the request does not ask for it.
                RawHttp.Answer answer =
                        RawHttp.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
                assertProblem(problem("malformed-request", "Malformed request", 400, detail, target), answer);
                assertEquals(Optional.of("close"), answer.header("Connection"));
            }
        }

        @Test
        void byItsHosts() {
            get("/problems/not-found");
            assertProblem(
                    problem(
                            "malformed-request",
                            "Malformed request",
                            400,
                            "There is more than one header Host.",
                            "/problems/not-found"),
                    RawHttp.request("GET", "/problems/not-found", "Host: elsewhere.example\r\n"));
        }
    }

    @Test
    void theDocsTakeNoQuery() {
        String expected = """
                {"type": "/problems/invalid-parameters", "title": "Invalid parameters", "status": 400,
                 "detail": "Not valid: a=b.", "instance": "/docs/swagger/swagger-ui-bundle.js",
                 "errors": [{"parameter": "a=b", "code": "unknown-parameter", "reason": "is not wanted here"}]}
                """;
        assertProblem(expected, get("/docs/swagger/swagger-ui-bundle.js?a=b"));
    }

    @Nested
    class AMethod {
        @ParameterizedTest
        @CsvSource({
            "/failing/x, 'GET, HEAD, OPTIONS, PUT'",
            "/failing/echo/q, 'GET, HEAD, OPTIONS'",
            "/failing/only/put, 'OPTIONS, PUT'",
            "/problems/nope, 'GET, HEAD, OPTIONS'",
            "/openapi, 'GET, HEAD, OPTIONS'",
            "/docs/swagger, 'GET, HEAD, OPTIONS'",
            "/docs/swagger/, 'GET, HEAD, OPTIONS'",
            "/docs/swagger/index.html, 'GET, HEAD, OPTIONS'",
        })
        void isOneOfThoseThatThePathTakes(String path, String allow) {
            RawHttp.Answer options = RawHttp.request("OPTIONS", path);
            assertEquals(204, options.status());
            assertEquals(Optional.of(allow), options.header("Allow"));
            for (String method : List.of("POST", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO", "get")) {
                String detail = "This path does not take the method " + method + ".";
                RawHttp.Answer answer = RawHttp.request(method, path);
                assertProblem(problem("method-not-allowed", "Method not allowed", 405, detail, path), answer);
                assertEquals(Optional.of(allow), answer.header("Allow"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/failing/only/put", "/failing/only/%70ut"})
        void mayBeNoneThatReads(String path) {
            String detail = "This path does not take the method GET.";
            RawHttp.Answer answer = get(path);
            String normal = "/failing/only/put";
            assertProblem(problem("method-not-allowed", "Method not allowed", 405, detail, normal), answer);
            assertEquals(Optional.of("OPTIONS, PUT"), answer.header("Allow"));
            assertEquals(405, RawHttp.request("HEAD", path).status());
        }

        @Test
        void leavesNothingOfABodyThatNobodyRead() {
            String reused = "POST /problems/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n"
                    + "a".repeat(300_000)
                    + "GET /failing/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            String both = RawHttp.send(reused).body();
            assertTrue(both.contains("\"status\":405") && both.contains("HTTP/1.1 200 OK"), both);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/problems/not-found", "/openapi", "/docs/swagger/", "/failing/x"})
        void headIsGetWithoutTheBody(String path) {
            RawHttp.Answer head = RawHttp.request("HEAD", path);
            assertEquals(200, head.status());
            assertEquals("", head.body());
            assertEquals(get(path).header("Content-Type"), head.header("Content-Type"));
        }
    }

    @Nested
    class AMediaType {
        @ParameterizedTest
        @ValueSource(
                strings = {"image/png", "application/json;q=0", "application/xml, image/*", "*/*;q=0, text/html;q=0"})
        void isNotOnOffer(String accept) {
            String detail = "On offer is application/json, text/html.";
            assertProblem(
                    problem("not-acceptable", "Not acceptable", 406, detail, "/problems/not-found"),
                    RawHttp.request("GET", "/problems/not-found", "Accept: " + accept + "\r\n"));
        }

        /** As if the header were not there. */
        @ParameterizedTest
        @ValueSource(strings = {"", ",", ";;;", "text/", "a/b/c", "image/png;q=1.5"})
        void isAnyWhereNoneCanBeRead(String accept) {
            RawHttp.Answer answer = RawHttp.request("GET", "/problems/not-found", "Accept: " + accept + "\r\n");
            assertEquals(200, answer.status());
            assertTrue(answer.header("Content-Type").orElse("").startsWith("application/json"));
        }

        @Test
        void mayBeReadOrNotButNeverFails() {
            List<String> accepts = List.of(
                    "*",
                    "",
                    ",",
                    "text/html;q=abc",
                    "text/html;q=2",
                    "text/html; q=\"1",
                    "a/b,".repeat(2_500),
                    "*/*;q=x");
            assertAll(accepts.stream().map(accept -> () -> {
                assertEquals(
                        404,
                        RawHttp.request("GET", "/nope", "Accept: " + accept + "\r\n")
                                .status());
                int status = RawHttp.request("GET", "/problems/not-found", "Accept: " + accept + "\r\n")
                        .status();
                assertTrue(List.of(200, 406).contains(status), accept + " " + status);
            }));
        }

        @Test
        void isNotTaken() {
            assertProblem(
                    problem(
                            "unsupported-media-type",
                            "Unsupported media type",
                            415,
                            "A body of this media type is not taken here.",
                            "/failing/x"),
                    RawHttp.request("PUT", "/failing/x", "Content-Type: image/png\r\n", "Content-Length: 0\r\n"));
        }
    }

    @Nested
    class AProblemType {
        @ParameterizedTest
        @EnumSource
        void isExplainedAtItsAddress(ProblemType type) throws JsonProcessingException {
            RawHttp.Answer answer = get(type.type());
            assertEquals(200, answer.status());
            assertEquals(Optional.of("application/json"), answer.header("Content-Type"));
            assertEquals(
                    JSON.createObjectNode()
                            .put("type", type.type())
                            .put("title", type.title())
                            .put("status", type.status())
                            .put("explanation", type.explanation()),
                    JSON.readTree(answer.body()));
        }

        @ParameterizedTest
        @EnumSource
        void isAPageForPeople(ProblemType type) {
            String browser = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n";
            RawHttp.Answer answer = RawHttp.request("GET", type.type(), browser);
            assertEquals(Optional.of("text/html;charset=UTF-8"), answer.header("Content-Type"));
            assertEquals(Optional.of("Accept, Accept-Language, Accept-Encoding"), answer.header("Vary"));
            assertTrue(answer.body().contains("<h1 class=\"title\">" + type.heading() + "</h1>"), answer.body());
            assertTrue(answer.body().contains("<h2>" + type.title() + "</h2>"), answer.body());
            assertTrue(answer.body().contains("<p>" + type.explanation() + "</p>"), answer.body());
        }

        @Test
        void isExplainedInAPageWherePreferred() {
            String browser = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n";
            RawHttp.Answer answer = RawHttp.request("GET", "/problems/%3Cscript%3E", browser);
            assertEquals(404, answer.status());
            assertEquals(Optional.of("text/html;charset=UTF-8"), answer.header("Content-Type"));
            assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
            assertTrue(answer.header("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'none'; style-src 'sha256-"));
            assertTrue(
                    answer.body().contains("<p dir=\"auto\">There is no problem type “&lt;script&gt;”.</p>"),
                    answer.body());
            assertEquals(
                    Optional.of("application/problem+json"),
                    RawHttp.request("GET", "/v1/stories/nope", browser).header("Content-Type"));
            assertEquals(
                    Optional.of("application/problem+json"),
                    RawHttp.request("GET", "/nope", "Accept: text/html;q=0.8, application/json\r\n")
                            .header("Content-Type"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "Text/HTML", "text/html;q=0.9", "text/html;charset=utf-8, */*;q=0.1"})
        void isAPageHoweverThatIsAskedFor(String accept) {
            for (String target : List.of("/nope", "/topics/nope", "/problems/not-found?lang=zh")) {
                assertEquals(
                        Optional.of("text/html;charset=UTF-8"),
                        RawHttp.request("GET", target, "Accept: " + accept + "\r\n")
                                .header("Content-Type"),
                        target);
            }
        }

        /** In the reader's language, with a way on, and what is wrong said once. */
        @Test
        void leadsAReaderOn() {
            String page = RawHttp.request("GET", "/nope/nope/nope", "Accept: text/html\r\n")
                    .body();
            assertTrue(page.contains("<html lang=\"zh-Hans\">"), page);
            assertTrue(page.contains("<form class=\"search\" role=\"search\" action=\"/search\">"), page);
            assertTrue(page.contains("<p>您要找的页面不在这里：地址可能有误，也可能已经移动。</p>"), page);
            assertEquals(2, page.split("Nothing is at this path", -1).length, page);
        }

        /** As long as it is not for programs alone, where a page is never shown. */
        @ParameterizedTest
        @CsvSource({
            "/nope, text/html, 'Accept, Accept-Language, Accept-Encoding'",
            "/nope, application/json, 'Accept, Accept-Encoding'",
            "/problems/nope, text/html, 'Accept, Accept-Language, Accept-Encoding'",
            "/capital-unions-1999, text/html, 'Accept, Accept-Language, Accept-Encoding'",
            "/problems/%, text/html, 'Accept, Accept-Language, Accept-Encoding'",
            "/v1/editions/nope, */*, Accept-Encoding",
        })
        void tellsCachesThatItVariesByAccept(String target, String accept, String vary) {
            assertEquals(
                    Optional.of(vary),
                    RawHttp.request("GET", target, "Accept: " + accept + "\r\n").header("Vary"));
        }

        @Test
        void mayNotExist() {
            assertProblem(
                    problem(
                            "no-such-problem-type",
                            "No such problem type",
                            404,
                            "There is no problem type “nope”.",
                            "/problems/nope"),
                    get("/problems/nope"));
        }

        @Test
        void takesNoParameters() {
            assertProblem("""
                    {"type": "/problems/invalid-parameters", "title": "Invalid parameters", "status": 400,
                     "detail": "Not valid: a.", "instance": "/problems/not-found",
                     "errors": [{"parameter": "a", "value": "b", "code": "unknown-parameter",
                                 "reason": "is not a parameter of this call, which takes none"}]}
                    """, get("/problems/not-found?a=b&a=c"));
        }
    }

    /** All but those that it takes more than one request to bring about. */
    @Nested
    class AnExampleOfTheDocument {
        static Stream<ProblemExample> examples() {
            return ProblemExample.ALL.stream()
                    .filter(example ->
                            example.type().status() < 500 && example.type().status() != 429);
        }

        @ParameterizedTest
        @MethodSource("examples")
        void isWhatIsAnswered(ProblemExample example) throws JsonProcessingException {
            assertProblem(JSON.writeValueAsString(example.body()), ask(example));
        }

        private static RawHttp.Answer ask(ProblemExample example) {
            String path = example.body().instance();
            return switch (example.type()) {
                case INVALID_PARAMETERS -> get(path + "?topic=winter-olympic&limt=5");
                case MALFORMED_REQUEST -> get(path + "?topic=%zz");
                case METHOD_NOT_ALLOWED -> RawHttp.request("POST", path);
                case NOT_ACCEPTABLE -> RawHttp.request("GET", path, "Accept: application/xml\r\n");
                case PRECONDITION_FAILED -> RawHttp.request("GET", path, "If-Match: \"x\"\r\n");
                case URI_TOO_LONG -> get(path + "?q=" + "a".repeat(8_987));
                case HEADERS_TOO_LARGE -> RawHttp.request("GET", path, "A: " + "a".repeat(23_988) + "\r\n");
                default -> get(path);
            };
        }

        @ParameterizedTest
        @ValueSource(strings = {"UriTooLong", "HeadersTooLarge"})
        void tellsTheLimitThatItsResponseDoes(String response) {
            JsonNode documented = Contract.committed().document().at("/components/responses/" + response);
            String most = documented.findValue("detail").textValue().replaceAll(".* ([0-9]+) is the most.", "$1");
            String limit = String.format(Locale.ROOT, "%,d bytes", Integer.parseInt(most));
            assertTrue(documented.get("description").textValue().contains(limit), limit);
        }
    }

    private static RawHttp.Answer get(String target) {
        return RawHttp.request("GET", target);
    }

    private static String problem(String type, String title, int status, String detail, String instance) {
        return JSON.createObjectNode()
                .put("type", "/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance)
                .toString();
    }

    private static void assertProblem(String expected, RawHttp.Answer answer) {
        try {
            JsonNode problem = JSON.readTree(expected);
            assertEquals(problem.toPrettyString(), JSON.readTree(answer.body()).toPrettyString());
            assertEquals(problem.path("status").asInt(), answer.status());
            assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
            assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + answer, e);
        }
    }
}
