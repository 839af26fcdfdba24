package dev.shida.manuscript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs the faults of a subject once, and again only when they have changed. */
final class FaultLog {
    private final Logger log;
    private final Map<String, List<String>> last = new HashMap<>();

    FaultLog(Logger log) {
        this.log = log;
    }

    /** @param lines a message each */
    void report(String subject, Level level, List<String> lines) {
        if (!lines.equals(last.put(subject, lines))) {
            lines.forEach(line -> log.log(level, line));
        }
    }

    void report(String subject, Level level, String line) {
        report(subject, level, List.of(line));
    }

    /** The subject has no faults any more. */
    void clear(String subject) {
        last.remove(subject);
    }

    /** Makes the next report of each subject be logged, changed or not. */
    void reset() {
        last.clear();
    }
}
