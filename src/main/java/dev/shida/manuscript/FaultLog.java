package dev.shida.manuscript;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs the faults of a subject once, and again only when they have changed. */
final class FaultLog {
    /** In which faults and warnings of files are logged. */
    private static final Locale LANGUAGE = Message.languageOf(System.getenv());

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

    /** The faults of a file, which is the subject. */
    void report(String file, List<Fault> faults) {
        report(file, Level.ERROR, lines(file, faults));
    }

    /**
     * That a file cannot be read.
     *
     * @param isFile whether there is a file; else the operator is only warned of what is in its place
     */
    void reportUnreadable(String file, boolean isFile, IOException failure) {
        report(
                file,
                isFile ? Level.ERROR : Level.WARN,
                Wording.fileName(file) + ": cannot be read: "
                        + ManuscriptFolder.reason(failure).in(Locale.ENGLISH));
    }

    /** A line for each fault, as it is logged. */
    static List<String> lines(String file, List<Fault> faults) {
        String shown = Wording.fileName(file);
        return faults.stream()
                .map(fault -> "%s:%d: %s".formatted(shown, fault.line(), fault.in(LANGUAGE)))
                .toList();
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
