package dev.shida.search;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Limits how many searches run at once; the next few queue, in order, for a limited time. */
final class SearchLimit {
    private final Semaphore admitted;
    private final Semaphore running;
    private final Duration maxWait;

    SearchLimit(int maxConcurrent, int maxQueued, Duration maxWait) {
        admitted = new Semaphore(maxConcurrent + maxQueued);
        running = new Semaphore(maxConcurrent, true);
        this.maxWait = maxWait;
    }

    /**
     * Runs a search when it is its turn.
     *
     * @throws IndexUnavailable if too many run and wait
     */
    <T> T run(Supplier<T> search) {
        if (!admitted.tryAcquire()) {
            throw new IndexUnavailable("Too many searches are in progress.");
        }
        try {
            awaitTurn();
            try {
                return search.get();
            } finally {
                running.release();
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
        throw new IndexUnavailable("Too many searches are in progress.");
    }
}
