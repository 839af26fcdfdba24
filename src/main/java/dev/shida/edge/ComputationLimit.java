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
 * <p>Those that are computed have a quarter of the heap. What a response takes of it is estimated before it is computed: by the
 * stories whose texts are read for it ({@link StoriesRead}), and by the largest so far.
 */
@Singleton
final class ComputationLimit {
    /** A response that is computed takes so many times the bytes that it has in the end: rows, strings, JSON. */
    private static final int COPIES = 6;

    /** The texts of one story, in bytes: a manuscript has at most 4 MiB, and one of that size many stories. */
    private static final long STORY_BYTES = 40 << 10;

    /** Any other response, in bytes: a page, an image. */
    private static final long OTHER_BYTES = 256 << 10;

    private final int maxConcurrent;
    private final int maxQueued;
    private final Duration maxWait;
    private final long memory;

    private final Queue<Turn> queue = new ArrayDeque<>();

    private int running;

    /** The bytes of the heap that those may take that are computed, and then compressed. */
    private long reserved;

    /** The most bytes that a story had of a response for which texts are read. */
    private long storyBytes = STORY_BYTES;

    /** The bytes of the largest other response. */
    private long otherBytes = OTHER_BYTES;

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

    /** A response that is to be computed: {@code admitted} is complete with whether it is its turn, or never will be. */
    private static final class Turn {
        final int stories;
        final CompletableFuture<Boolean> admitted = new CompletableFuture<>();

        /** The bytes that are reserved for it; guarded by the limit. */
        long reserved;

        Turn(int stories) {
            this.stories = stories;
        }
    }

    /**
     * Computes a response when it is its turn.
     *
     * @param mayQueue whether it may wait for its turn
     * @param stories whose texts are read for it, at most
     * @param computation computes it
     * @param size how many bytes a response has
     * @param refusal what is called instead if too many are computed and queue
     * @param executor calls them if it had to wait
     */
    <T> CompletableFuture<T> run(
            boolean mayQueue,
            int stories,
            Supplier<CompletableFuture<T>> computation,
            ToLongFunction<T> size,
            Supplier<CompletableFuture<T>> refusal,
            Executor executor) {
        Turn turn = new Turn(stories);
        Function<Boolean, CompletableFuture<T>> next =
                admitted -> admitted ? computed(turn, computation, size) : refusal.get();
        CompletableFuture<Boolean> admitted = admit(turn, mayQueue);
        return admitted.isDone() ? next.apply(admitted.join()) : admitted.thenComposeAsync(next, executor);
    }

    private <T> CompletableFuture<T> computed(
            Turn turn, Supplier<CompletableFuture<T>> computation, ToLongFunction<T> size) {
        CompletableFuture<T> response;
        try {
            response = computation.get();
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        return response.whenComplete((computed, failure) -> {
            if (computed != null) {
                note(turn.stories, size.applyAsLong(computed));
            }
            passOn(turn);
        });
    }

    private CompletableFuture<Boolean> admit(Turn turn, boolean mayQueue) {
        synchronized (this) {
            if (queue.isEmpty() && begin(turn)) {
                return CompletableFuture.completedFuture(true);
            }
            if (!mayQueue || queue.size() >= maxQueued) {
                refused.increment();
                return CompletableFuture.completedFuture(false);
            }
            queue.add(turn);
        }
        turn.admitted.thenAccept(admitted -> {
            if (!admitted) {
                leave();
            }
        });
        return turn.admitted.completeOnTimeout(false, maxWait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A turn that has waited for too long leaves the queue, and those behind it may have room. */
    private void leave() {
        refused.increment();
        synchronized (this) {
            queue.removeIf(turn -> turn.admitted.isDone());
        }
        admitNext();
    }

    /** Notes how many bytes a response has that was computed. */
    private synchronized void note(int stories, long bytes) {
        if (stories > 0) {
            // What does not depend on the number of stories, such as all topics, is not the stories'.
            storyBytes = Math.max(storyBytes, (bytes - OTHER_BYTES) / stories);
        } else {
            otherBytes = Math.max(otherBytes, bytes);
        }
    }

    /**
     * Reserves what a computed response takes while something else is done with it, whether there is room or not: no other
     * begins for which there is none beside it.
     */
    <T> CompletableFuture<T> reserve(long bytes, CompletableFuture<T> until) {
        synchronized (this) {
            reserved += bytes;
        }
        return until.whenComplete((done, failure) -> {
            synchronized (this) {
                reserved -= bytes;
            }
            admitNext();
        });
    }

    /** Reserves what a response takes if there is room for it, as there is for any that is alone. */
    private boolean begin(Turn turn) {
        long bytes = COPIES * Math.max(turn.stories * storyBytes, otherBytes);
        if (reserved > 0 && (running >= maxConcurrent || reserved + bytes > memory)) {
            return false;
        }
        running++;
        turn.reserved = bytes;
        reserved += bytes;
        return true;
    }

    private void passOn(Turn turn) {
        synchronized (this) {
            running--;
            reserved -= turn.reserved;
        }
        admitNext();
    }

    private void admitNext() {
        for (Turn next : next()) {
            if (!next.admitted.complete(true)) {
                passOn(next);
            }
        }
    }

    /** Those at the head of the queue for which there is room; they leave it. */
    private synchronized List<Turn> next() {
        List<Turn> next = new ArrayList<>();
        while (!queue.isEmpty() && begin(queue.element())) {
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
