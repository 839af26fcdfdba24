package dev.shida.search;

import dev.shida.trace.Span;
import dev.shida.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Limits how many searches run at once; the next few queue, in order, for a limited time. */
final class SearchLimit {
    private static final Duration[] BOUNDS = IntStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    // Of the process, as Micrometer's registry is.

    private static final Timer ANSWERED = timer("answered");
    /** By its deadline, as its client left, or for a failure. */
    private static final Timer GIVEN_UP = timer("given_up");

    private static final Counter REFUSED = Counter.builder("shida.searches.refused")
            .description("Searches that were answered with 503 without their turn")
            .register(Metrics.globalRegistry);

    private final Semaphore admitted;
    private final Semaphore running;
    private final Duration maxWait;

    SearchLimit(int maxConcurrent, int maxQueued, Duration maxWait) {
        admitted = new Semaphore(maxConcurrent + maxQueued);
        running = new Semaphore(maxConcurrent, true);
        this.maxWait = maxWait;
        Gauge.builder("shida.searches.queued", running, Semaphore::getQueueLength)
                .description("Searches that wait for their turn")
                .register(Metrics.globalRegistry);
    }

    private static Timer timer(String outcome) {
        return Timer.builder("shida.searches")
                .description("Time of searches for words, without the wait for their turn")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BOUNDS)
                .register(Metrics.globalRegistry);
    }

    /**
     * Runs a search when it is its turn.
     *
     * @throws IndexUnavailable if too many run and wait
     */
    <T> T run(Supplier<T> search) {
        if (!admitted.tryAcquire()) {
            throw refusal();
        }
        try {
            try (Span wait = Traces.begin("wait for a turn")) {
                awaitTurn();
            }
            Timer.Sample time = Timer.start();
            Timer outcome = GIVEN_UP;
            try {
                T result = search.get();
                outcome = ANSWERED;
                return result;
            } finally {
                running.release();
                time.stop(outcome);
            }
        } finally {
            admitted.release();
        }
    }

    private void awaitTurn() {
        try {
            if (running.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw refusal();
    }

    private static IndexUnavailable refusal() {
        REFUSED.increment();
        return new IndexUnavailable("Too many searches are in progress.");
    }
}
