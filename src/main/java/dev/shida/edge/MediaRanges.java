package dev.shida.edge;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses {@code Accept}, the only place where it is parsed: resources see the canonical form. */
final class MediaRanges {
    private static final String ANYTHING = "*/*";

    /** In small letters (RFC 9110, section 12.5.1). A lone star is how older versions of Java write {@code *}{@code /*}. */
    private static final Pattern RANGE =
            Pattern.compile("\\*(?:/\\*)?|[a-z0-9!#$%&'+.^_`|~-]+/(?:\\*|[a-z0-9!#$%&'+.^_`|~-]+)");

    private MediaRanges() {}

    /**
     * The canonical form of {@code Accept}, which is part of the cache key: ranges in lower case, separated by commas, without
     * parameters but {@code ;q=}. No resource has representations that differ in other parameters, and a client that sends
     * {@code application/json;charset=utf-8} means JSON.
     *
     * @param values of the header, one for each line that has it
     * @return empty if there is no preference: the header is absent, or nothing in it is well-formed
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
