package dev.shida.edge;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many responses are computed at once; the next few queue, in order, for a limited time. Those that queue take no
 * thread: the worker threads of Quarkus, whose queue has no bound, only get what is its turn.
 */
@Singleton
final class ComputationLimit {
    private final int maxConcurrent;
    private final int maxQueued;
    private final Duration maxWait;

    /** Complete with whether it is their turn, or never will be. */
    private final Queue<CompletableFuture<Boolean>> queue = new ArrayDeque<>();

    private int running;
    private final LongAdder refused = new LongAdder();

    @Inject
    ComputationLimit(EdgeConfig config) {
        this(config.maxConcurrent(), config.maxQueued(), config.maxWait());
    }

    ComputationLimit(int maxConcurrent, int maxQueued, Duration maxWait) {
        this.maxConcurrent = maxConcurrent;
        this.maxQueued = maxQueued;
        this.maxWait = maxWait;
    }

    /**
     * Computes a response when it is its turn.
     *
     * @param mayQueue whether it may wait for its turn
     * @param computation computes it
     * @param refusal what is called instead if too many are computed and queue
     * @param executor calls them if it had to wait
     */
    <T> CompletableFuture<T> run(
            boolean mayQueue,
            Supplier<CompletableFuture<T>> computation,
            Supplier<CompletableFuture<T>> refusal,
            Executor executor) {
        Function<Boolean, CompletableFuture<T>> next = admitted -> admitted ? computed(computation) : refusal.get();
        CompletableFuture<Boolean> turn = turn(mayQueue);
        return turn.isDone() ? next.apply(turn.join()) : turn.thenComposeAsync(next, executor);
    }

    private <T> CompletableFuture<T> computed(Supplier<CompletableFuture<T>> computation) {
        CompletableFuture<T> response;
        try {
            response = computation.get();
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        return response.whenComplete((computed, failure) -> passTurn());
    }

    private CompletableFuture<Boolean> turn(boolean mayQueue) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (running < maxConcurrent) {
                running++;
                return CompletableFuture.completedFuture(true);
            }
            if (!mayQueue || queue.size() >= maxQueued) {
                refused.increment();
                return CompletableFuture.completedFuture(false);
            }
            queue.add(turn);
        }
        turn.thenAccept(admitted -> {
            if (!admitted) {
                leave();
            }
        });
        return turn.completeOnTimeout(false, maxWait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void leave() {
        refused.increment();
        queue.removeIf(CompletableFuture::isDone);
    }

    private void passTurn() {
        CompletableFuture<Boolean> next = next();
        while (next != null && !next.complete(true)) {
            next = next();
        }
    }

    /** The first in the queue, which leaves it; null if there is none, and one fewer is computed. */
    private synchronized @Nullable CompletableFuture<Boolean> next() {
        CompletableFuture<Boolean> next = queue.poll();
        if (next == null) {
            running--;
        }
        return next;
    }

    /** How many wait for their turn. */
    synchronized int queued() {
        return queue.size();
    }

    /** How many were refused. */
    long refused() {
        return refused.sum();
    }
}
