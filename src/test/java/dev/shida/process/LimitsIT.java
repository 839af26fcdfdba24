package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long and how many connections may be open. */
@OneJdk
class LimitsIT {
    private static final String GET = "GET /v1/series HTTP/1.1\r\nHost: x\r\n\r\n";

    @Nested
    class OneOf500Descriptors {
        private static final int DESCRIPTORS = 500;

        @TempDir
        private static Path home;

        private static Service service;

        @BeforeAll
        static void start() {
            service = Service.startWith(
                            DESCRIPTORS,
                            home,
                            Map.of(
                                    "SHIDA_CONNECTIONS_HEAD_TIMEOUT", "1s",
                                    "SHIDA_CONNECTIONS_BODY_TIMEOUT", "1s",
                                    "SHIDA_CONNECTIONS_IDLE_TIMEOUT", "2s"))
                    .awaitListening();
        }

        @AfterAll
        static void stop() {
            service.close();
        }

        @Test
        void aHeadByteByByteIsTooSlow() throws Exception {
            try (Client client = new Client(service)) {
                String answer = client.send("GET /v1/series HTTP/1.1\r\nX: ").dripUntilClosed();
                assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
                assertTrue(answer.endsWith("""
                        {"type":"/problems/request-timeout","title":"Request timeout","status":408,\
                        "detail":"The rest of the request has not come in time.","instance":"/"}"""), answer);
            }
            try (Client client = new Client(service)) {
                client.send(GET).answer();
                String answer = client.send("GET /v1/series HTTP/1.1\r\nX: ").dripUntilClosed();
                assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
            }
        }

        @Test
        void aBodyByteByByteIsTooSlow() throws Exception {
            try (Client client = new Client(service)) {
                client.send("POST /v1/stories HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n");
                assertTrue(client.answer().startsWith("http/1.1 405 "));
                assertEquals("", client.dripUntilClosed());
            }
        }

        @Test
        void aConnectionWithoutRequestsCloses() throws Exception {
            try (Client silent = new Client(service);
                    Client idle = new Client(service)) {
                idle.send(GET).answer();
                assertEquals("", silent.awaitClose());
                assertEquals("", idle.awaitClose());
            }
        }

        @Test
        void idleOnesKeepNobodyOut() throws Exception {
            List<Client> idle = new ArrayList<>();
            try {
                for (int i = 0; i < DESCRIPTORS + 100; i++) {
                    idle.add(new Client(service));
                }
                try (Client client = new Client(service)) {
                    assertTrue(client.get("/v1/series").startsWith("http/1.1 200 "));
                    String image = client.get("/capital-unions-2022/winter-olympics.png");
                    assertTrue(image.startsWith("http/1.1 200 "), image);
                }
            } finally {
                for (Client client : idle) {
                    client.close();
                }
            }
            assertEquals(List.of(), service.errors());
        }
    }

    @Test
    void onlyResponsesThatAreSentAreLogged(@TempDir Path home) throws Exception {
        Map<String, String> settings =
                Map.of("SHIDA_CONNECTIONS_HEAD_TIMEOUT", "1s", "SHIDA_ACCESS_LOG_ENABLED", "true");
        try (Service service = Service.start(home, settings).awaitListening()) {
            try (Client late = new Client(service)) {
                String answer = late.send("GET /late HTTP/1.1\r\nHost: x\r\n").awaitClose();
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            }
            for (String before : List.of("", GET)) {
                try (Client leaves = new Client(service)) {
                    leaves.send(before + "GET /left HTTP/1.1\r\nHost: x\r\n");
                    if (!before.isEmpty()) {
                        leaves.answer();
                    }
                }
            }
            try (Client client = new Client(service)) {
                client.get("/v1/topics");
            }
            String metrics = service.getManagement("/q/metrics").body();
            service.stop();
            assertEquals(
                    List.of("- - - 408", "GET /v1/series HTTP/1.1 200", "GET /v1/topics HTTP/1.1 200"),
                    service.logged(Pattern.compile(" - - \\[[^]]+] \"([^\"]+)\"( \\d+) ")).stream()
                            .map(line -> line.group(1) + line.group(2))
                            .toList());
            assertTrue(
                    Pattern.compile("shida_http_requests_seconds_count\\{\\S*status=\"408\"\\S* 1.0")
                            .matcher(metrics)
                            .find(),
                    metrics);
        }
    }

    @Test
    void oneMoreThanTheBusyGetsRetryAfter(@TempDir Path home) throws Exception {
        try (Service service = Service.start(home, Map.of("SHIDA_CONNECTIONS_MAX", "2"))
                        .awaitListening();
                Client first = busy(service);
                Client second = busy(service)) {
            try (Client third = new Client(service)) {
                String refusal = third.get("/v1/stories");
                assertTrue(refusal.startsWith("http/1.1 503 "), refusal);
                assertTrue(refusal.contains("\r\nretry-after: 1\r\n"), refusal);
                assertTrue(refusal.contains("\r\nconnection: close\r\n"), refusal);
                assertTrue(refusal.contains("\"/problems/unavailable\""), refusal);
                assertEquals("", third.awaitClose());
            }
            // The rest of the body has come, so it has nothing to do, and makes room.
            second.send("x");
            String answer;
            do {
                try (Client next = new Client(service)) {
                    answer = next.get("/v1/stories");
                }
            } while (answer.startsWith("http/1.1 503 "));
            assertTrue(answer.startsWith("http/1.1 200 "), answer);
        }
    }

    /** Has sent all of a body but for a byte. */
    private static Client busy(Service service) throws Exception {
        Client client = new Client(service);
        client.send("POST /v1/stories HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nx");
        assertTrue(client.answer().startsWith("http/1.1 405 "));
        return client;
    }

    /**
     * Each list has four megabytes, and takes six times that while it is computed: a quarter of this heap. Small ones before
     * them say nothing about them.
     */
    @Test
    void largeListsTakeTurnsInASmallHeap(@TempDir Path home) throws Exception {
        writeLargeEdition(Files.createDirectory(home.resolve("manuscripts")));
        String[] options = {"-Xmx96m", "-XX:+ExitOnOutOfMemoryError", Service.FAST_COMPILER, ClassArchive.option()};
        try (Service service = Service.start(home, Map.of(), options).awaitListening()) {
            for (int i = 0; i < 20; i++) {
                String small = "/v1/stories?limit=1&fields=title&without=t" + i;
                assertEquals(1, service.json(small).path("items").size());
            }
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<HttpResponse<Void>>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> service.uri("/v1/stories?limit=100&fields=title,replay&without=t" + i))
                    .map(uri -> HttpRequest.newBuilder(uri)
                            .header("Accept-Encoding", "gzip")
                            .build())
                    .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
                    .toList();
            Map<Integer, Long> statuses = answers.stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
            assertTrue(
                    Set.of(200, 503).containsAll(statuses.keySet()) && statuses.containsKey(200), statuses::toString);
            assertEquals(
                    100,
                    service.json("/v1/stories?limit=100&fields=title,replay")
                            .path("items")
                            .size());
            assertEquals(List.of(), service.errors());
        }
    }

    private static void writeLargeEdition(Path folder) {
        List<GeneratedEdition.Story> stories = IntStream.range(0, 100)
                .mapToObj(i -> new GeneratedEdition.Story(
                        "large-2020-n" + i, "标题" + i, "工会服务职工。".repeat(1_800), "一份答卷。", List.of("t" + i % 64)))
                .toList();
        new GeneratedEdition("large", 2020, "长文", stories).write(folder);
    }
}
