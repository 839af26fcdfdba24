package dev.shida.manuscript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs what is wrong with something once, and not again before that has changed. */
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

    /** Nothing is wrong with it any more. */
    void clear(String subject) {
        last.remove(subject);
    }

    /** Forgets what was logged, so that all that is still wrong is logged again. */
    void forget() {
        last.clear();
    }
}
