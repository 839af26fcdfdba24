package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.manuscript.YamlNode.Broken;
import dev.shida.manuscript.YamlNode.Entry;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a map whose keys are known. A key that is nearly right is reported and then taken for the one that it
 * stands for, so that one slip is one fault and what is below it is checked too.
 */
final class Fields {

    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * @param where what the map is, to follow "key": for example {@code in `series`}
     * @param known the keys it may have
     * @param optional those of them that it need not have
     * @param none what {@code topics} are where there are none
     */
    Fields(Mapping mapping, String where, List<String> known, Set<String> optional, String none, Faults faults) {
        List<Entry> unknown = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                unknown.add(entry);
                continue;
            }
            Entry first = entries.putIfAbsent(entry.key(), entry);
            if (first != null) {
                faults.at(
                        entry.line(),
                        "key %s %s is given twice, first on line %d"
                                .formatted(quoted(entry.key()), where, first.line()));
            }
        }
        for (Entry entry : unknown) {
            Optional<String> meant = Nearest.to(entry.key(), known);
            faults.at(
                    entry.line(),
                    () -> "unknown key %s %s; %s"
                            .formatted(
                                    quoted(entry.key()),
                                    where,
                                    meant.map(key -> "did you mean " + quoted(key) + "?")
                                            .orElseGet(() -> "expected one of " + String.join(", ", known))));
            meant.ifPresent(key -> entries.putIfAbsent(key, entry));
        }
        for (String key : known) {
            if (!entries.containsKey(key) && !optional.contains(key)) {
                faults.at(
                        mapping.line(),
                        "missing key %s %s".formatted(quoted(key), where)
                                + (key.equals("topics")
                                        ? "; expected `topics: %s` if there is none".formatted(none)
                                        : ""));
            }
        }
    }

    Optional<YamlNode> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(value -> !(value instanceof Broken));
    }
}
