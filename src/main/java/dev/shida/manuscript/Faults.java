package dev.shida.manuscript;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gathers faults while a manuscript is read, so that an editor learns of all of them at once. The same message of several
 * lines is one fault, as it has one cause.
 */
final class Faults {

    /** More than anybody reads; it bounds the memory that hostile bytes can fill with complaints. */
    static final int LIMIT = 1000;

    /** The most lines that one fault lists. */
    private static final int MOST_LINES = 100;

    private final Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
    private int costly;

    void at(int line, String message) {
        boolean full = lines.size() >= LIMIT && !lines.containsKey(message);
        lines.computeIfAbsent(
                        full ? "more than %d faults; only as many are listed".formatted(LIMIT) : message,
                        m -> new TreeSet<>())
                .add(line);
    }

    /** For a message that is costly to word: it is not asked for once the limit is reached. */
    void at(int line, Supplier<String> message) {
        costly++;
        at(
                line,
                costly > LIMIT
                        ? "more than %d faults of this kind; only as many are listed".formatted(LIMIT)
                        : message.get());
    }

    boolean isAt(int line) {
        return lines.values().stream().anyMatch(at -> at.contains(line));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** By line, and in the order of finding within a line. */
    List<Fault> inLineOrder() {
        return lines.entrySet().stream()
                .map(entry -> new Fault(entry.getValue().first(), entry.getKey() + others(entry.getValue())))
                .sorted(Comparator.comparingInt(Fault::line))
                .toList();
    }

    private static String others(Set<Integer> lines) {
        if (lines.size() == 1) {
            return "";
        }
        String others =
                lines.stream().skip(1).limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "));
        int more = lines.size() - 1 - MOST_LINES;
        return " (also on line%s %s%s)"
                .formatted(lines.size() == 2 ? "" : "s", others, more > 0 ? " and " + more + " more" : "");
    }
}
