package dev.shida.edge;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The target of a request, path and query, in the normal form of RFC 3986, section 6.2.2. */
final class NormalizedTarget {
    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern FAULT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private NormalizedTarget() {}

    /**
     * Decodes unreserved characters, and writes the other percent-encodings in upper case. An encoded dot stays, as it could
     * become a dot segment; a malformed target stays unchanged, as normalising could hide the fault from validation.
     */
    static String normalise(String path, @Nullable String query) {
        String target = query == null ? path : path + "?" + query;
        return target.indexOf('%') < 0 || FAULT.matcher(target).find()
                ? target
                : ENCODED.matcher(target).replaceAll(octet -> Matcher.quoteReplacement(normal(octet.group())));
    }

    private static String normal(String encoded) {
        char c = (char) HexFormat.fromHexDigits(encoded, 1, 3);
        boolean unreserved =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_~".indexOf(c) >= 0;
        return unreserved ? String.valueOf(c) : encoded.toUpperCase(Locale.ROOT);
    }
}
