package dev.shida.edge;

import dev.shida.edge.ResponseCounters.ResponseKind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jspecify.annotations.Nullable;

/**
 * Logs responses, a line each: those of the {@link Http1FastPath} too, which Quarkus's access log does not see. It can be
 * turned on and off at any time, and is off by default.
 *
 * <p>Event loops never wait for it: a thread writes the lines, and those that find no room in the queue are dropped, and
 * counted. They go to the handlers of the category {@value #CATEGORY}; to standard output if it has none.
 */
@Singleton
public final class AccessLog {
    private static final String CATEGORY = "access";

    private final AccessLogConfig config;
    private final BlockingQueue<String> lines;
    private final AtomicLong responses = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean on;
    private @Nullable Thread writer;

    AccessLog(AccessLogConfig config) {
        this.config = config;
        lines = new ArrayBlockingQueue<>(config.maxQueued());
    }

    void start(@Observes StartupEvent start) {
        if (config.enabled()) {
            turnOn();
        }
    }

    /** Writes what is queued. */
    synchronized void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        turnOff();
        if (writer != null) {
            writer.interrupt();
            writer.join();
            writer = null;
        }
    }

    /** Whether responses are logged. */
    public boolean isOn() {
        return on;
    }

    /** Logs responses from now on. */
    public synchronized void turnOn() {
        if (writer == null) {
            Logger log = LogContext.getLogContext().getLogger(CATEGORY);
            if (log.getHandlers().length == 0) {
                log.setUseParentHandlers(false);
                log.addHandler(new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, new PatternFormatter("%s%n")));
            }
            writer = new Thread(() -> write(log), "access-log");
            writer.setDaemon(true);
            writer.start();
        }
        on = true;
    }

    /** Logs no more responses. */
    public void turnOff() {
        on = false;
    }

    /** The lines that were dropped since the start. */
    long dropped() {
        return dropped.sum();
    }

    /** Whether the response that is about to be sent is logged. */
    boolean isDue() {
        return on && responses.getAndIncrement() % config.sample() == 0;
    }

    /** Logs a response with so many bytes to a request that came when {@link System#nanoTime()} was {@code begin}. */
    void log(LoggedRequest request, ResponseKind response, int bytes, long begin) {
        Instant now = Instant.now();
        long micros = (System.nanoTime() - begin) / 1_000;
        String line = config.format() == AccessLogConfig.Format.JSON
                ? request.json(response, bytes, now, micros)
                : request.combined(response, bytes, now);
        if (!lines.offer(line)) {
            dropped.increment();
        }
    }

    private void write(Logger log) {
        try {
            while (true) {
                log.info(lines.take());
            }
        } catch (InterruptedException e) {
            for (String line = lines.poll(); line != null; line = lines.poll()) {
                log.info(line);
            }
        }
    }
}
