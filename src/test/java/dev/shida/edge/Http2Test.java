package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.shida.OneJdk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers in every version of HTTP, with TLS and without. */
@QuarkusTest
@TestProfile(Http2Test.WithTls.class)
@OneJdk
class Http2Test {
    /** Speaks TLS too, with a certificate of its own. */
    public static class WithTls implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.tls.key-store.p12.path", keyStore().toString(),
                    "quarkus.tls.key-store.p12.password", "secret",
                    "quarkus.http.test-ssl-port", "0");
        }

        private static Path keyStore() {
            Path store = Path.of("target", "http2-test.p12").toAbsolutePath();
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "secret",
                    "-keystore",
                    store.toString());
            try {
                Files.deleteIfExists(store);
                assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return store;
        }
    }

    /** How a client speaks with the service. */
    enum Way {
        HTTP_1_1(HttpVersion.HTTP_1_1, false, false),
        HTTP_1_1_WITH_TLS(HttpVersion.HTTP_1_1, true, false),
        PRIOR_KNOWLEDGE(HttpVersion.HTTP_2, false, false),
        UPGRADE(HttpVersion.HTTP_2, false, true),
        ALPN(HttpVersion.HTTP_2, true, false);

        private final HttpVersion version;
        private final boolean tls;
        private final boolean upgrade;

        Way(HttpVersion version, boolean tls, boolean upgrade) {
            this.version = version;
            this.tls = tls;
            this.upgrade = upgrade;
        }

        /** A client with one connection. */
        HttpClient client(Vertx vertx) {
            return vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(version)
                    .setSsl(tls)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setUseAlpn(tls)
                    .setHttp2ClearTextUpgrade(upgrade)
                    .setMaxPoolSize(1)
                    .setHttp2MaxPoolSize(1));
        }
    }

    /** @param headers in lower case, but for the date and what is about the connection */
    record Answer(HttpVersion version, int status, Map<String, String> headers, String body) {}

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    // Quarkus sets both.
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URL clear;

    @TestHTTPResource(value = "/", tls = true)
    @SuppressWarnings("NullAway.Init")
    URL secure;

    @Inject
    Vertx vertx;

    @Inject
    HeldResource held;

    @BeforeEach
    void awaitLastModified() throws Exception {
        HttpClient client = Way.HTTP_1_1.client(vertx);
        while (!ask(client, Way.HTTP_1_1, HttpMethod.GET, "/v1/stories", Map.of())
                .headers()
                .containsKey("last-modified")) {
            // Another request, until the second is over.
        }
        client.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void answersAreTheSame(Way way) throws Exception {
        List<Answer> expected = answers(Way.HTTP_1_1);
        List<Answer> answers = answers(way);
        for (int i = 0; i < expected.size(); i++) {
            Answer answer = expected.get(i);
            assertEquals(new Answer(way.version, answer.status(), answer.headers(), answer.body()), answers.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void manyAtOnceOnOneConnection(Way way) throws Exception {
        HttpClient client = way.client(vertx);
        Answer one = ask(client, way, HttpMethod.GET, "/v1/stories", Map.of());
        Answer other = ask(client, way, HttpMethod.GET, "/v1/series", Map.of());
        assertNotEquals(one.body(), other.body());
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(send(client, way, HttpMethod.GET, i % 2 == 0 ? "/v1/stories" : "/v1/series", Map.of()));
        }
        for (int i = 0; i < 500; i++) {
            Answer answer = await(answers.get(i));
            assertEquals((i % 2 == 0 ? one : other).body(), answer.body());
            assertEquals(
                    (i % 2 == 0 ? one : other).headers().get("etag"),
                    answer.headers().get("etag"));
        }
        client.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aLargeBodyIsRefusedBeforeSending(Way way) throws Exception {
        HttpClient client = way.client(vertx);
        // An upgrade waits for the body.
        ask(client, way, HttpMethod.GET, "/v1/stories", Map.of());
        Answer answer = await(onContext(() -> client.request(options(way, HttpMethod.POST, "/v1/stories"))
                .compose(request -> {
                    request.putHeader("Content-Length", "20000000");
                    request.sendHead();
                    return request.response().compose(Http2Test::answer);
                })));
        assertEquals(413, answer.status());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        assertTrue(answer.body().contains("\"type\":\"/problems/content-too-large\""), answer.body());
        client.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void longAnswersComeWhole(Way way) throws Exception {
        HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
        large.letGo.countDown();
        HttpClient client = way.client(vertx);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(send(client, way, HttpMethod.GET, large.path, Map.of()));
        }
        for (Future<Answer> answer : answers) {
            assertEquals(large.content, await(answer).body());
        }
        client.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionWithTooManyStreamsIsClosed(boolean acknowledged) throws Exception {
        try (Frames frames = new Frames(clear)) {
            frames.send(Frames.PREFACE, Frames.NO_WINDOW);
            if (acknowledged) {
                frames.send(Frames.ACKNOWLEDGEMENT);
            }
            for (int stream = 0; stream < 100; stream++) {
                frames.send(Frames.request(2 * stream + 1, "/v1/stories"));
            }
            frames.send(Frames.PING);
            assertEquals(List.of(), frames.goAwaysBefore(Frames.PONG));
            frames.send(Frames.request(201, "/v1/stories"), Frames.PING);
            // ENHANCE_YOUR_CALM (RFC 9113, section 7)
            assertEquals(List.of(0xb), frames.goAwaysBefore(Frames.END));
        }
        assertEquals(200, answers(Way.PRIOR_KNOWLEDGE).get(0).status());
    }

    @Test
    void aConnectionWithTooLongHeadsIsClosed() throws Exception {
        try (Frames frames = new Frames(clear)) {
            frames.send(Frames.PREFACE, Frames.NO_WINDOW, Frames.ACKNOWLEDGEMENT);
            for (int stream = 0; stream < 60; stream++) {
                frames.send(Frames.request(2 * stream + 1, "/v1/stories", 16_000));
            }
            frames.send(Frames.PING);
            assertEquals(List.of(), frames.goAwaysBefore(Frames.PONG));
            for (int stream = 60; stream < 66; stream++) {
                frames.send(Frames.request(2 * stream + 1, "/v1/stories", 16_000));
            }
            assertEquals(List.of(0xb), frames.goAwaysBefore(Frames.END));
        }
    }

    /** First on its connection, and later. */
    @ParameterizedTest
    @MethodSource
    void aMalformedRequestEndsItsStreamAlone(String expected, List<String> fields) throws Exception {
        List<String> good = head("GET", ":authority", "localhost");
        try (Frames frames = new Frames(clear)) {
            frames.send(Frames.PREFACE, Frames.frame(4, 0, 0), Frames.head(1, fields));
            assertEquals(expected, frames.answer(1));
            frames.send(Frames.head(3, good));
            assertEquals("200", frames.answer(3));
            frames.send(Frames.head(5, fields), Frames.head(7, good));
            assertEquals(expected, frames.answer(5));
            assertEquals("200", frames.answer(7));
        }
    }

    static Stream<Arguments> aMalformedRequestEndsItsStreamAlone() {
        List<Arguments> all = new ArrayList<>();
        for (String method : List.of("", "GET X", "GE\r\nT", "G\u0000T", "G\u0080T", "G@T", "GET:")) {
            all.add(arguments("RST_STREAM 1", head(method, ":authority", "localhost")));
        }
        for (String name : List.of("x\r\ny", "x\ny", "x\u0000", "x y", "x:y", "x\"", "x\u0080", "x\u007F", "x(")) {
            all.add(arguments("400", head("GET", ":authority", "localhost", name, "y")));
        }
        for (String value : List.of("a\r\nb", "a\nb", "a\u0000b", "a\u0001b", "a\u001Fb", "a\u007Fb", "a\r")) {
            all.add(arguments("400", head("GET", ":authority", "localhost", "x", value)));
        }
        all.add(arguments("400", head("GET", "host", "a", "host", "b")));
        all.add(arguments("400", head("GET", "host", "a", "host", "a")));
        all.add(arguments("400", head("GET")));
        all.add(arguments("404", List.of(":method", "CONNECT", ":authority", "news.example:80")));
        all.add(arguments("RST_STREAM 1", List.of(":method", "CONNECT")));
        all.add(arguments("200", head("GET", ":authority", "localhost", "x", "a\tb \u0080\u00FF")));
        all.add(arguments("200", head("GET", "host", "localhost")));
        return all.stream();
    }

    private static List<String> head(String method, String... fields) {
        List<String> head = new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", "/v1/series"));
        head.addAll(List.of(fields));
        return head;
    }

    @Test
    void theNextRequestWaitsWhileMuchIsUnread() throws Exception {
        HeldResource.Hold large = held.hold("long ".repeat(2 << 20));
        large.letGo.countDown();
        HeldResource.Hold next = held.hold("next");
        next.letGo.countDown();
        try (Frames frames = new Frames(clear)) {
            frames.send(Frames.PREFACE, Frames.NO_WINDOW, Frames.request(1, large.path));
            frames.goAwaysBefore(Frames.HEADERS);
            frames.send(Frames.request(3, next.path), Frames.PING);
            frames.goAwaysBefore(Frames.PONG);
            assertEquals(200, answers(Way.HTTP_1_1).get(0).status());
            assertEquals(0, next.asked.get());
            frames.send(Frames.widen(0), Frames.widen(1));
            frames.goAwaysBefore(Frames.HEADERS);
            assertEquals(1, next.asked.get());
        }
    }

    @ParameterizedTest
    @EnumSource(Flood.class)
    void aFloodOfFramesIsNotLogged(Flood flood) throws Exception {
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord logRecord) {
                if (logRecord.getThreadName().contains("eventloop")) {
                    logged.add(logRecord.getLoggerName() + ": " + logRecord.getFormattedMessage());
                }
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (Frames frames = Frames.narrow(clear)) {
            // Until more answers than Netty allows wait for a client that does not read.
            frames.flood(500_000, flood::frame);
        } finally {
            root.removeHandler(handler);
        }
        assertEquals(List.of(), logged);
        assertEquals(200, answers(Way.PRIOR_KNOWLEDGE).get(0).status());
    }

    /** Frames that cost the sender little; each has the number of the frame. */
    enum Flood {
        PING,
        SETTINGS,
        EMPTY_DATA,
        PRIORITY,
        RAPID_RESET;

        private byte[] frame(int i) {
            return switch (this) {
                case PING -> Frames.PING;
                case SETTINGS -> Frames.frame(4, 0, 0);
                case EMPTY_DATA -> i == 0 ? Frames.open(1, "/v1/stories") : Frames.frame(0, 0, 1);
                case PRIORITY -> Frames.frame(2, 0, 1, new byte[5]);
                case RAPID_RESET ->
                    i % 2 == 0 ? Frames.request(i + 1, "/v1/stories") : Frames.frame(3, 0, i, new byte[4]);
            };
        }
    }

    @Test
    void theJavaClientUpgrades() throws Exception {
        java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(clear.toURI().resolve("/v1/stories")).build();
        String expected = answers(Way.HTTP_1_1).get(0).body();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString(ISO_8859_1));
            assertEquals(java.net.http.HttpClient.Version.HTTP_2, response.version());
            assertEquals(expected, response.body());
        }
    }

    /** The answers to requests of many kinds, each sent until the fast path would answer it. */
    private List<Answer> answers(Way way) throws Exception {
        HttpClient client = way.client(vertx);
        String etag = ask(client, way, HttpMethod.GET, "/v1/stories", Map.of())
                .headers()
                .get("etag");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.clear();
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories", Map.of()));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories", Map.of("Accept-Encoding", "gzip")));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories", Map.of("If-None-Match", etag)));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories", Map.of("If-Match", "\"other\"")));
            answers.add(ask(client, way, HttpMethod.HEAD, "/v1/stories", Map.of()));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories/missing", Map.of()));
            answers.add(ask(client, way, HttpMethod.HEAD, "/v1/stories/missing", Map.of()));
            answers.add(ask(client, way, HttpMethod.POST, "/v1/stories", Map.of()));
            answers.add(ask(client, way, HttpMethod.OPTIONS, "/v1/stories", Map.of()));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories?x=" + "y".repeat(9_000), Map.of()));
            answers.add(ask(client, way, HttpMethod.GET, "/v1/stories", Map.of("X", "y".repeat(25_000))));
        }
        client.close();
        assertEquals(
                List.of(200, 200, 304, 412, 200, 404, 404, 405, 204, 414, 431),
                answers.stream().map(Answer::status).toList());
        return answers;
    }

    private Answer ask(HttpClient client, Way way, HttpMethod method, String target, Map<String, String> headers)
            throws Exception {
        return await(send(client, way, method, target, headers));
    }

    private Future<Answer> send(
            HttpClient client, Way way, HttpMethod method, String target, Map<String, String> headers) {
        RequestOptions options = options(way, method, target);
        headers.forEach(options::putHeader);
        return onContext(
                () -> client.request(options).compose(request -> request.send().compose(Http2Test::answer)));
    }

    /** On another thread, the handler of the body could be set after the body has come. */
    private Future<Answer> onContext(Supplier<Future<Answer>> task) {
        Promise<Answer> answer = Promise.promise();
        vertx.runOnContext(here -> task.get().onComplete(answer));
        return answer.future();
    }

    private RequestOptions options(Way way, HttpMethod method, String target) {
        URL url = way.tls ? secure : clear;
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(target);
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (before, after) -> before + ", " + after));
        if (response.version() == HttpVersion.HTTP_2) {
            assertTrue(OF_THE_CONNECTION.stream().noneMatch(headers::containsKey), headers::toString);
        }
        assertTrue(headers.containsKey("date"), headers::toString);
        headers.remove("date");
        headers.keySet().removeAll(OF_THE_CONNECTION);
        // Coded bodies are no UTF-8. The bytes of the headers are not the same.
        return response.body()
                .map(body -> new Answer(
                        response.version(),
                        response.statusCode(),
                        headers,
                        body.toString(ISO_8859_1)
                                .replaceFirst("The headers have \\d+ bytes", "The headers have too many bytes")));
    }

    private static Answer await(Future<Answer> answer) throws Exception {
        return answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
