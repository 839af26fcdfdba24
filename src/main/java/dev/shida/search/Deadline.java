package dev.shida.search;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.lucene.index.QueryTimeout;

/**
 * When a search has to end: at some time, or as soon as no client waits for its response any more. All loops whose length depends
 * on the content or on the query check it.
 */
public final class Deadline implements QueryTimeout {
    /** Never. */
    static final Deadline NONE = new Deadline(Duration.ofNanos(Long.MAX_VALUE), () -> false);

    /** Checking takes as long as a few dozen steps of a loop over documents. */
    private static final int STEPS = 128;

    private final long start = System.nanoTime();
    private final Duration limit;
    private final BooleanSupplier abandoned;
    private final AtomicLong uncounted = new AtomicLong();
    private volatile boolean missed;

    /**
     * From now on.
     *
     * @param abandoned whether no client waits any more; called by several threads
     */
    Deadline(Duration limit, BooleanSupplier abandoned) {
        this.limit = limit;
        this.abandoned = abandoned;
    }

    /** One that is over after some time from now on, and with this one at the latest. */
    Deadline within(Duration shorter) {
        return new Deadline(shorter, this::shouldExit);
    }

    @Override
    public boolean shouldExit() {
        return System.nanoTime() - start - uncounted.get() >= limit.toNanos() || abandoned.getAsBoolean();
    }

    /** Loads what all searches share; the first of them waits for it, and has as much time as the others. */
    <T> T loading(Supplier<T> load) {
        long before = System.nanoTime();
        T loaded = load.get();
        uncounted.addAndGet(System.nanoTime() - before);
        return loaded;
    }

    /** @throws IndexUnavailable if it is over */
    void check() {
        if (shouldExit()) {
            throw new IndexUnavailable("The search was given up, as it took too long.");
        }
    }

    /** Notes that the result lacks something that could not be found in time. */
    void miss() {
        missed = true;
    }

    /** Whether the result lacks something, so that the same search could find more another time. */
    public boolean isMissed() {
        return missed;
    }

    /** Checks at some of many steps. */
    void check(int step) {
        if (step % STEPS == 0) {
            check();
        }
    }
}
