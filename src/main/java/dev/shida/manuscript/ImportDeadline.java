package dev.shida.manuscript;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends an import that takes too long. Each loop over what was given takes a step for each piece, so that an import of an
 * article twice as long takes twice as many.
 */
final class ImportDeadline {

    /** Of the processor, as what else the machine does is no fault of the article. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    /** Reading the clock takes as long as a few steps. */
    private static final int STEPS_BETWEEN_CHECKS = 64;

    private final LongSupplier clock;
    private final long end;
    private long steps;

    /** @param clock in nanoseconds */
    ImportDeadline(LongSupplier clock) {
        this.clock = clock;
        this.end = clock.getAsLong() + LIMIT.toNanos();
    }

    /** From now on, for the current thread. */
    static ImportDeadline ofThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // Not of virtual threads.
        boolean isMeasured = threads.isCurrentThreadCpuTimeSupported()
                && threads.isThreadCpuTimeEnabled()
                && threads.getCurrentThreadCpuTime() >= 0;
        return new ImportDeadline(isMeasured ? threads::getCurrentThreadCpuTime : System::nanoTime);
    }

    /** @throws Passed once the time is over */
    void step() {
        steps++;
        if (steps % STEPS_BETWEEN_CHECKS == 0 && clock.getAsLong() > end) {
            throw new Passed();
        }
    }

    long steps() {
        return steps;
    }

    /** The time is over. */
    static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Passed() {
            super("the time is over", null, false, false);
        }
    }
}
