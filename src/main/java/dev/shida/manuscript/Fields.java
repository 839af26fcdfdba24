package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.manuscript.YamlNode.Broken;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Pair;
import dev.shida.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a map whose keys are known. A key that is nearly right is reported and then taken for the one that it
 * stands for, so that one slip is one fault and what is below it is checked too.
 */
final class Fields {

    private final Map<String, Pair> entries = new HashMap<>();

    /**
     * @param where what the map is: for example {@code in `series`}
     * @param required the keys it must have
     * @param optional those that it may have
     */
    Fields(Mapping mapping, Message where, List<String> required, List<String> optional, Faults faults) {
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        List<Pair> unknown = take(mapping, where, known, faults);
        for (Pair entry : unknown) {
            Optional<String> meant = Nearest.to(entry.key(), known);
            faults.at(
                    entry.line(),
                    FaultCode.UNKNOWN_KEY,
                    () -> meant.map(Fields::didYouMean)
                            .orElseGet(() -> Message.of("expected-one-of", String.join(", ", known))),
                    quoted(entry.key()),
                    where);
            meant.ifPresent(key -> entries.putIfAbsent(key, entry));
        }
        requireKeys(mapping, where, required, faults);
    }

    private Fields() {}

    /**
     * The values of a map that has other keys too, which the caller checks.
     *
     * @param others the entries that have them are added to it
     */
    static Fields among(Mapping mapping, Message where, List<String> required, List<Pair> others, Faults faults) {
        Fields fields = new Fields();
        others.addAll(fields.take(mapping, where, required, faults));
        fields.requireKeys(mapping, where, required, faults);
        return fields;
    }

    static Message didYouMean(String value) {
        return Message.of("did-you-mean", quoted(value));
    }

    /** Takes the entries with known keys, and returns the others. */
    private List<Pair> take(Mapping mapping, Message where, List<String> known, Faults faults) {
        List<Pair> others = new ArrayList<>();
        for (Pair entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                others.add(entry);
                continue;
            }
            Pair first = entries.putIfAbsent(entry.key(), entry);
            if (first != null) {
                faults.at(entry.line(), FaultCode.DUPLICATE_KEY, quoted(entry.key()), where, first.line());
            }
        }
        return others;
    }

    private void requireKeys(Mapping mapping, Message where, List<String> required, Faults faults) {
        for (String key : required) {
            if (!entries.containsKey(key)) {
                Message hint = Message.of(
                        !key.equals("topics")
                                ? "nothing-more"
                                : required.contains("slug") ? "no-topics-of-story" : "no-topics");
                faults.at(mapping.line(), FaultCode.MISSING_KEY, quoted(key), where, hint);
            }
        }
    }

    Optional<YamlNode> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Pair::value).filter(value -> !(value instanceof Broken));
    }
}
