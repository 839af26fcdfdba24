package dev.shida.manuscript;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Gathers faults and warnings while a manuscript is read, so that an editor learns of all of them at once. The same
 * message of several lines is one, as it has one cause.
 */
final class Faults {

    /** More than anybody reads; it bounds the memory that hostile bytes can fill with complaints. */
    static final int LIMIT = 1000;

    /** What is wrong, wherever it is. */
    private record Cause(FaultCode code, Message message) {}

    private final Map<Cause, TreeSet<Integer>> lines = new LinkedHashMap<>();
    private int costly;

    void at(int line, FaultCode code, Object... arguments) {
        Cause cause = new Cause(code, Message.of(code.id(), arguments));
        boolean full = lines.size() >= LIMIT && !lines.containsKey(cause);
        Cause kept = full
                ? new Cause(
                        FaultCode.TOO_MANY_FAULTS,
                        Message.of(FaultCode.TOO_MANY_FAULTS.id(), LIMIT, Message.of("faults-of-any-kind")))
                : cause;
        lines.computeIfAbsent(kept, each -> new TreeSet<>()).add(line);
    }

    /** For an argument that is costly to compute: it is not asked for once the limit is reached. */
    void at(int line, FaultCode code, Supplier<Message> last, Object... first) {
        costly++;
        if (costly > LIMIT) {
            at(line, FaultCode.TOO_MANY_FAULTS, LIMIT, Message.of("faults-of-this-kind"));
            return;
        }
        Object[] arguments = Arrays.copyOf(first, first.length + 1);
        arguments[first.length] = last.get();
        at(line, code, arguments);
    }

    boolean isAt(int line) {
        return lines.values().stream().anyMatch(at -> at.contains(line));
    }

    /** Whether nothing prevents publication. */
    boolean isEmpty() {
        return lines.keySet().stream().allMatch(cause -> cause.code().isWarning());
    }

    /** What prevents publication, by line, and in the order of finding within a line. */
    List<Fault> faults() {
        return inLineOrder(false);
    }

    /** What does not, likewise. */
    List<Fault> warnings() {
        return inLineOrder(true);
    }

    private List<Fault> inLineOrder(boolean warnings) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getKey().code().isWarning() == warnings)
                .map(entry -> new Fault(
                        entry.getValue().first(),
                        entry.getValue().stream().skip(1).toList(),
                        entry.getKey().code(),
                        entry.getKey().message()))
                .sorted(Comparator.comparingInt(Fault::line))
                .toList();
    }
}
