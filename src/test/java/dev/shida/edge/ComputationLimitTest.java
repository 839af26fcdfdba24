package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More requests at once than are computed. */
@QuarkusTest
@TestProfile(ComputationLimitTest.Two.class)
@OneJdk
class ComputationLimitTest {
    /** Two at once, and one that waits, for as long as a test takes. */
    public static class Two implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shida.edge.max-concurrent", "2",
                    "shida.edge.max-queued", "1",
                    "shida.edge.max-wait", "10m");
        }
    }

    private static final long MEMORY = 100L << 20;

    private static final long REFUSED = -1;

    @Inject
    Vertx vertx;

    @Inject
    HeldResource held;

    @Inject
    ComputationLimit limit;

    private HeldResource.Hold first;
    private HeldResource.Hold second;
    private List<CompletableFuture<Answer>> computing;

    @BeforeEach
    void computeTwo() throws InterruptedException {
        // It is cached from then on.
        assertEquals(200, Client.get("/v1/series").status());
        first = held.hold("first");
        second = held.hold("second");
        computing = List.of(Client.start("GET", first.path), Client.start("GET", second.path));
        first.found.await();
        second.found.await();
    }

    @AfterEach
    void answerThem() {
        first.letGo.countDown();
        second.letGo.countDown();
        computing.forEach(CompletableFuture::join);
        assertEquals(0, limit.queued());
    }

    /** Sends a request that has to wait for its turn. */
    private Wire queue(HeldResource.Hold hold) {
        return Wire.open(vertx).send(FastPathClient.get(hold.path)).awaitRead();
    }

    @Test
    void aThirdWaitsAndAFourthIsRefused() {
        HeldResource.Hold third = held.hold("third");
        third.letGo.countDown();
        long refused = limit.refused();
        try (Wire wire = queue(third)) {
            Answer fourth = Client.get("/v1/topics");
            assertEquals(503, fourth.status());
            assertEquals(Optional.of("1"), fourth.header("retry-after"));
            assertEquals(Optional.of("application/problem+json"), fourth.header("content-type"));
            assertTrue(fourth.text().contains("\"/problems/unavailable\""), fourth::text);
            assertEquals(503, Client.get("/topics", "Accept: text/html").status());
            assertEquals(refused + 2, limit.refused());
            assertEquals(0, third.asked.get());
            first.letGo.countDown();
            String answer = wire.answer(FastPathClient.get(third.path));
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("third"), answer);
        }
        assertEquals(200, Client.get("/v1/topics").status());
    }

    @Test
    void whatIsCachedOrRejectedIsNoComputation() {
        assertEquals(200, Client.get("/v1/series").status());
        assertEquals(406, Client.get("/v1/series", "Accept-Encoding: *;q=0").status());
    }

    @Test
    void aRequestWithABodyDoesNotWait() {
        try (Wire wire = Wire.open(vertx)) {
            String answer = wire.ask(FastPathClient.withBody("POST", "/v1/series", "body"));
            assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        }
    }

    @Test
    void whatNobodyWaitsForIsNotComputed() {
        HeldResource.Hold abandoned = held.hold("abandoned");
        queue(abandoned).close();
        // The connection that is closed is seen by its event loop.
        try (Wire wire = Wire.open(vertx).awaitRead()) {
            first.letGo.countDown();
            second.letGo.countDown();
            computing.forEach(CompletableFuture::join);
            String answer = wire.ask(FastPathClient.get("/v1/editions"));
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        assertEquals(0, abandoned.asked.get());
    }

    @Test
    void theWaitEnds() {
        ComputationLimit limited = new ComputationLimit(1, 1, Duration.ofMillis(1), MEMORY);
        CompletableFuture<Long> never = new CompletableFuture<>();
        assertFalse(run(limited, () -> never).isDone());
        assertEquals(REFUSED, run(limited, () -> never).join());
        assertEquals(0, limited.queued());
        never.complete(1L);
        assertEquals(
                2, run(limited, () -> CompletableFuture.completedFuture(2L)).join());
    }

    @Test
    void aFailurePassesTheTurnOn() {
        ComputationLimit limited = new ComputationLimit(1, 1, Duration.ofMinutes(10), MEMORY);
        CompletableFuture<Long> failing = new CompletableFuture<>();
        assertFalse(run(limited, () -> failing).isDone());
        CompletableFuture<Long> queued = run(limited, () -> {
            throw new IllegalStateException("failed at once");
        });
        failing.completeExceptionally(new IllegalStateException("failed later"));
        assertTrue(queued.isCompletedExceptionally());
        assertEquals(
                2, run(limited, () -> CompletableFuture.completedFuture(2L)).join());
    }

    /** The memory has room for four lists of a hundred stories, and for far more of one. */
    @Test
    void admitsFewerForWhichManyTextsAreRead() {
        ComputationLimit limited = six();
        List<CompletableFuture<Long>> small = begin(limited, 1, 7);
        assertEquals(1, limited.queued());
        small.forEach(computation -> computation.complete(1L));
        List<CompletableFuture<Long>> large = begin(limited, 100, 6);
        assertEquals(2, limited.queued());
        // In order: a small one does not overtake the large.
        begin(limited, 1, 1);
        assertEquals(3, limited.queued());
        large.get(0).complete(1L);
        assertEquals(2, limited.queued());
        large.get(1).complete(1L);
        assertEquals(0, limited.queued());
    }

    /** Six times its bytes are what a response takes while it is computed. */
    @Test
    void admitsFewerWhereStoriesAreLong() {
        ComputationLimit limited = six();
        begin(limited, 10, 1).get(0).complete(MEMORY / 13);
        List<CompletableFuture<Long>> computations = begin(limited, 10, 4);
        assertEquals(2, limited.queued());
        computations.get(0).complete(2 * MEMORY);
        assertEquals(2, limited.queued());
        computations.get(1).complete(1L);
        assertEquals(1, limited.queued());
        computations.get(2).complete(1L);
        assertEquals(0, limited.queued());
    }

    /** Without texts, it is the largest of them that counts. */
    @Test
    void admitsFewerWhereOthersAreLarge() {
        ComputationLimit limited = six();
        begin(limited, 0, 1).get(0).complete(MEMORY / 13);
        begin(limited, 0, 4);
        assertEquals(2, limited.queued());
    }

    @Test
    void noneBeginsBesideWhatIsReserved() {
        ComputationLimit limited = six();
        CompletableFuture<Long> compressed = new CompletableFuture<>();
        limited.reserve(2 * MEMORY, compressed);
        begin(limited, 0, 1);
        assertEquals(1, limited.queued());
        compressed.completeExceptionally(new IllegalStateException("failed"));
        assertEquals(0, limited.queued());
    }

    private static ComputationLimit six() {
        return new ComputationLimit(6, 10, Duration.ofMinutes(10), MEMORY);
    }

    /** Computations that end when a test lets them, each with the bytes of its response. */
    private static List<CompletableFuture<Long>> begin(ComputationLimit limit, int stories, int count) {
        List<CompletableFuture<Long>> computations =
                Stream.generate(CompletableFuture<Long>::new).limit(count).toList();
        computations.forEach(computation -> run(limit, stories, () -> computation));
        return computations;
    }

    private static CompletableFuture<Long> run(ComputationLimit limit, Supplier<CompletableFuture<Long>> computation) {
        return run(limit, 0, computation);
    }

    private static CompletableFuture<Long> run(
            ComputationLimit limit, int stories, Supplier<CompletableFuture<Long>> computation) {
        return limit.run(
                true,
                stories,
                computation,
                Long::longValue,
                () -> CompletableFuture.completedFuture(REFUSED),
                Runnable::run);
    }
}
