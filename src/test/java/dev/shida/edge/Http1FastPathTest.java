package dev.shida.edge;

import static dev.shida.edge.FastPathClient.KNOWN;
import static dev.shida.edge.FastPathClient.get;
import static dev.shida.edge.FastPathClient.isMarked;
import static dev.shida.edge.FastPathClient.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.manuscript.Press;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Repeated requests on a connection in HTTP/1.1 are answered with the same bytes as a first one. */
@QuarkusTest
@OneJdk
class Http1FastPathTest {
    @Inject
    FastPathClient client;

    @Inject
    Press press;

    @BeforeEach
    void reset() {
        client.reset();
    }

    private static String sample() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Http1FastPathTest.class.getResourceAsStream("/samples/small.md"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Nested
    class Repeated {
        @Test
        void theThirdIsAnsweredFromTheCache() {
            try (Wire wire = client.openFastPath()) {
                assertEquals(client.alone(KNOWN), wire.ask(KNOWN));
                assertEquals(client.alone(KNOWN), wire.ask(KNOWN));
                client.mark(KNOWN);
                assertTrue(isMarked(wire.ask(KNOWN)));
                assertTrue(isMarked(wire.ask(KNOWN)));
                String other = get("/v1/series");
                assertEquals(client.alone(other), wire.ask(other));
                assertTrue(isMarked(wire.ask(KNOWN)));
            }
        }

        @Test
        void oneConnectionAnswersWhatAnotherCached() {
            String other = get("/v1/series");
            client.mark(other);
            try (Wire wire = client.openFastPath()) {
                assertTrue(isMarked(wire.ask(other)));
            }
        }

        @Test
        void theFirstTwoOfAConnectionAreNot() {
            client.mark(KNOWN);
            try (Wire wire = client.open()) {
                assertEquals(client.alone(KNOWN), wire.ask(KNOWN));
                assertEquals(client.alone(KNOWN), wire.ask(KNOWN));
            }
        }

        @Test
        void everyAnswerIsRepeatedTheSame() {
            for (String request : client.ordinary()) {
                try (Wire wire = client.open()) {
                    for (int i = 0; i < 4; i++) {
                        assertEquals(client.alone(request), wire.ask(request));
                    }
                }
            }
        }

        @Test
        void aPublicationShowsInTheNextAnswer() throws Exception {
            String small = sample();
            String title = Pattern.compile("^# (.*)$", Pattern.MULTILINE)
                    .matcher(small)
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            String editions = get("/v1/editions");
            try (Wire wire = client.open()) {
                for (int version = 1; version <= 3; version++) {
                    String versioned = "Version " + version;
                    press.publish(
                            "test/small.md", small.replace(title, versioned).getBytes(UTF_8));
                    for (int i = 0; i < 4; i++) {
                        String answer = wire.ask(editions);
                        assertTrue(answer.contains(versioned), answer);
                    }
                }
            }
        }

        @Test
        void nothingFromAPublicationsSecondOutlivesIt() throws Exception {
            String since = get("/v1/editions", "If-Unmodified-Since: Mon, 02 Jan 2023 00:00:00 GMT");
            try (Wire wire = client.openFastPath()) {
                press.publish("test/small.md", (sample() + "\n").getBytes(UTF_8));
                for (int i = 0; i < 3; i++) {
                    wire.ask(since);
                }
                client.awaitLastModified();
                assertEquals(
                        "HTTP/1.1 412 Precondition Failed",
                        wire.ask(since).lines().findFirst().orElse(""));
            }
        }

        @Test
        void manyConnectionsAtOnce() throws Exception {
            List<String> requests = client.storable();
            requests.forEach(client::alone);
            ExecutorService clients = Executors.newFixedThreadPool(16);
            try {
                Callable<Void> connection = () -> {
                    try (Wire wire = client.open()) {
                        for (int i = 0; i < 60; i++) {
                            String request = requests.get(i % requests.size());
                            assertEquals(client.alone(request), wire.ask(request));
                        }
                    }
                    return null;
                };
                for (Future<Void> done : clients.invokeAll(
                        IntStream.range(0, 100).mapToObj(i -> connection).toList())) {
                    done.get();
                }
            } finally {
                clients.shutdownNow();
            }
        }
    }
}
