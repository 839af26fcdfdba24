package dev.shida.edge;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Limits how many responses are computed at once; the next few queue, in order, for a limited time. Those that queue take no
 * thread: the worker threads of Quarkus, whose queue has no bound, only get what is its turn.
 *
 * <p>Those that are computed have a quarter of the heap: fewer are admitted once one was so large that it has no room for
 * {@code maxConcurrent} like it. The first are taken to be large, and with each that was not, four more are admitted.
 */
@Singleton
final class ComputationLimit {
    /** A response that is computed takes so many times the bytes that it has in the end: rows, strings, JSON. */
    private static final int COPIES = 6;

    /** So large is a list of the stories of the largest manuscript: the first responses are taken to be as large. */
    private static final long FIRST_BYTES = 4L << 20;

    private final int maxConcurrent;
    private final int maxQueued;
    private final Duration maxWait;
    private final long memory;

    /** Complete with whether it is their turn, or never will be. */
    private final Queue<CompletableFuture<Boolean>> queue = new ArrayDeque<>();

    private int running;

    /** How many have been computed, up to {@code maxConcurrent}. */
    private int computedSoFar;

    /** The bytes of the largest one. */
    private long largest = 1;

    private final LongAdder refused = new LongAdder();

    @Inject
    ComputationLimit(EdgeConfig config) {
        this(
                config.maxConcurrent(),
                config.maxQueued(),
                config.maxWait(),
                Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param memory how many bytes of the heap those may take that are computed at once */
    ComputationLimit(int maxConcurrent, int maxQueued, Duration maxWait, long memory) {
        this.maxConcurrent = maxConcurrent;
        this.maxQueued = maxQueued;
        this.maxWait = maxWait;
        this.memory = memory;
    }

    /**
     * Computes a response when it is its turn.
     *
     * @param mayQueue whether it may wait for its turn
     * @param computation computes it
     * @param size how many bytes a response has
     * @param refusal what is called instead if too many are computed and queue
     * @param executor calls them if it had to wait
     */
    <T> CompletableFuture<T> run(
            boolean mayQueue,
            Supplier<CompletableFuture<T>> computation,
            ToLongFunction<T> size,
            Supplier<CompletableFuture<T>> refusal,
            Executor executor) {
        Function<Boolean, CompletableFuture<T>> next =
                admitted -> admitted ? computed(computation, size) : refusal.get();
        CompletableFuture<Boolean> turn = turn(mayQueue);
        return turn.isDone() ? next.apply(turn.join()) : turn.thenComposeAsync(next, executor);
    }

    private <T> CompletableFuture<T> computed(Supplier<CompletableFuture<T>> computation, ToLongFunction<T> size) {
        CompletableFuture<T> response;
        try {
            response = computation.get();
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        return response.whenComplete((computed, failure) -> {
            if (computed != null) {
                note(size.applyAsLong(computed));
            }
            passTurn();
        });
    }

    private CompletableFuture<Boolean> turn(boolean mayQueue) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (running < admissible()) {
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

    /** Notes how many bytes a response has that was computed. */
    private synchronized void note(long bytes) {
        largest = Math.max(largest, bytes);
        computedSoFar = Math.min(computedSoFar + 1, maxConcurrent);
    }

    private int admissible() {
        long room = Math.min(room(largest), room(FIRST_BYTES) + 4L * computedSoFar);
        return (int) Math.min(room, maxConcurrent);
    }

    /** How many responses of a size the memory has room for, and one in any case. */
    private long room(long bytes) {
        return Math.max(1, memory / (COPIES * bytes));
    }

    private void passTurn() {
        for (CompletableFuture<Boolean> next : next()) {
            if (!next.complete(true)) {
                passTurn();
            }
        }
    }

    /** Those in the queue whose turn it is when one has been computed; they leave it. */
    private synchronized List<CompletableFuture<Boolean>> next() {
        running--;
        List<CompletableFuture<Boolean>> next = new ArrayList<>();
        while (running < admissible() && !queue.isEmpty()) {
            running++;
            next.add(queue.remove());
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
