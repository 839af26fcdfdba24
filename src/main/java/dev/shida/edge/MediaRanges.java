package dev.shida.edge;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code Accept}, once for all who negotiate: nobody else parses what a client has sent. */
final class MediaRanges {
    private static final String ANYTHING = "*/*";

    /** In small letters (RFC 9110, section 12.5.1). A lone star is how older versions of Java write {@code *}{@code /*}. */
    private static final Pattern RANGE =
            Pattern.compile("\\*(?:/\\*)?|[a-z0-9!#$%&'+.^_`|~-]+/(?:\\*|[a-z0-9!#$%&'+.^_`|~-]+)");

    private MediaRanges() {}

    /**
     * An {@code Accept} that says the same in the simplest form: ranges in small letters, separated by commas, without
     * parameters but {@code ;q=}. Nothing comes in several forms that other parameters tell apart, and whoever asks for
     * {@code application/json;charset=utf-8} means JSON.
     *
     * @param values of the header, one for each line that has it
     * @return empty if every media type is as good as any other: there is no such header, or nothing in it can be read
     */
    static String canonical(List<String> values) {
        Map<String, Integer> weights = Preferences.read(values, RANGE, true);
        Integer star = weights.remove("*");
        if (star != null) {
            weights.merge(ANYTHING, star, Math::max);
        }
        if (weights.size() == 1 && weights.getOrDefault(ANYTHING, 0) > 0) {
            return "";
        }
        return weights.entrySet().stream()
                .map(range -> range.getKey() + (range.getValue() == 1000 ? "" : ";q=" + range.getValue() / 1000.0))
                .collect(Collectors.joining(","));
    }
}
