package dev.shida.manuscript;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Gathers faults while a manuscript is read, so that an editor learns of all of them at once. */
final class Faults {

    /** More than anybody reads; it bounds the memory that hostile bytes can fill with complaints. */
    static final int LIMIT = 1000;

    private final Set<Fault> found = new LinkedHashSet<>();

    void at(int line, String message) {
        at(line, () -> message);
    }

    /** For a message that is costly to word: it is not asked for once the limit is reached. */
    void at(int line, Supplier<String> message) {
        if (found.size() < LIMIT) {
            found.add(new Fault(line, message.get()));
        } else if (found.size() == LIMIT) {
            found.add(new Fault(line, "more than %d faults; only as many are listed".formatted(LIMIT)));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** By line, and in the order of finding within a line. */
    List<Fault> inLineOrder() {
        return found.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
    }
}
