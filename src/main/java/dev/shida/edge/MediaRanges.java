package dev.shida.edge;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code Accept} has that matters here: types without regard to case (RFC 9110, section 8.3.1), and their weights. */
final class MediaRanges {
    private MediaRanges() {}

    /**
     * An {@code Accept} that says the same, in small letters and without parameters but {@code q}: nothing comes in
     * several forms that others tell apart, and whoever asks for {@code application/json;charset=utf-8} means JSON.
     *
     * @param accept the value of the header; with quoted strings in it, it stays as it is
     */
    static String essence(String accept) {
        boolean plain = accept.indexOf(';') < 0 && accept.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
        if (plain || accept.indexOf('"') >= 0) {
            return accept;
        }
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(MediaRanges::range)
                .collect(Collectors.joining(","));
    }

    private static String range(String range) {
        int end = range.indexOf(';');
        return range.substring(0, Math.max(end, 0)).isBlank()
                ? range
                : range.substring(0, end)
                        + Arrays.stream(range.substring(end + 1).split(";", -1))
                                .filter(parameter -> parameter.strip().startsWith("q="))
                                .map(weight -> ";" + weight)
                                .collect(Collectors.joining());
    }
}
