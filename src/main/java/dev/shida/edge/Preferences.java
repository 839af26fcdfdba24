package dev.shida.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses the headers of content negotiation: lists of names with weights (RFC 9110, section 12.5). */
final class Preferences {
    /** Section 12.4.2; the zero before the point may be missing, as in what older versions of Java send. */
    private static final Pattern WEIGHT = Pattern.compile("0\\.?|0?\\.[0-9]{1,3}|1(?:\\.0{0,3})?");

    private Preferences() {}

    /**
     * Parses a header. Empty and malformed elements are skipped (section 5.6.1.2).
     *
     * @param values of the header, one for each line that has it
     * @param name matches a name in lower case
     * @param parameters whether an element may have parameters besides its weight; they are ignored
     * @return the weights in thousandths by name, in the order of the header; of two weights of a name the greater
     */
    static Map<String, Integer> read(List<String> values, Pattern name, boolean parameters) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String value : values) {
            for (String element : split(value, ',')) {
                read(split(element, ';'), name, parameters, weights);
            }
        }
        return weights;
    }

    private static void read(List<String> element, Pattern name, boolean parameters, Map<String, Integer> weights) {
        String subject = element.get(0).strip().toLowerCase(Locale.ROOT);
        String weight = null;
        for (String part : element.subList(1, element.size())) {
            String parameter = part.strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                weight = weight == null ? parameter.substring(2) : weight;
            } else if (!parameters && !parameter.isEmpty()) {
                return;
            }
        }
        if (name.matcher(subject).matches()
                && (weight == null || WEIGHT.matcher(weight).matches())) {
            weights.merge(subject, weight == null ? 1000 : Math.round(1000 * Float.parseFloat(weight)), Math::max);
        }
    }

    /** Splits outside of quoted strings (section 5.6.4). A part with an unterminated string is dropped. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!quoted) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
