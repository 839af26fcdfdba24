package dev.shida.edge;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The languages of a representation.
 *
 * @param tags the default first; empty if there is nothing to negotiate
 */
record LanguageNegotiation(List<String> tags) {
    private static final String ANY_OTHER = "*";

    /** RFC 4647, section 2.1, in small letters. */
    private static final Pattern RANGE = Pattern.compile("\\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*+");

    /**
     * Negotiates the language (RFC 9110, section 12.5.4) by lookup (RFC 4647, section 3.4).
     *
     * @param accepted the values of {@code Accept-Language}, one for each line that has it
     * @return one of the tags; empty if there are none
     */
    String choose(List<String> accepted) {
        if (tags.isEmpty()) {
            return "";
        }
        Map<String, Integer> ranges = Preferences.read(accepted, RANGE, false);
        return ranges.entrySet().stream()
                .filter(range -> range.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .flatMap(range -> lookUp(range.getKey(), ranges).stream())
                .findFirst()
                .or(() -> tags.stream().filter(tag -> !isExcluded(tag, ranges)).findFirst())
                .orElse(tags.get(0));
    }

    private Optional<String> lookUp(String range, Map<String, Integer> ranges) {
        return range.equals(ANY_OTHER)
                ? tags.stream()
                        .filter(tag -> ranges.keySet().stream().noneMatch(named -> isWithin(named, tag)))
                        .filter(tag -> !isExcluded(tag, ranges))
                        .findFirst()
                : tags.stream()
                        .filter(tag -> isWithin(range, tag) && !isExcluded(tag, ranges))
                        .max(Comparator.comparing(String::length));
    }

    private static boolean isExcluded(String tag, Map<String, Integer> ranges) {
        return ranges.entrySet().stream().anyMatch(range -> range.getValue() == 0 && isWithin(tag, range.getKey()));
    }

    /** Whether a tag is another one, or one of its kinds, as {@code zh-CN} is of {@code zh}. */
    private static boolean isWithin(String tag, String other) {
        String whole = other.toLowerCase(Locale.ROOT);
        return tag.equalsIgnoreCase(whole) || tag.toLowerCase(Locale.ROOT).startsWith(whole + "-");
    }
}
