package dev.shida.edge;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, section 13) of the methods GET and HEAD. */
final class Conditions {
    /** The headers that resources do not see, as they are evaluated here. Ranges are never served. */
    static final List<CharSequence> HEADERS = List.of(
            HttpHeaderNames.IF_MATCH,
            HttpHeaderNames.IF_NONE_MATCH,
            HttpHeaderNames.IF_MODIFIED_SINCE,
            HttpHeaderNames.IF_UNMODIFIED_SINCE,
            HttpHeaderNames.IF_RANGE,
            HttpHeaderNames.RANGE);

    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

    private Conditions() {}

    /**
     * Evaluates the conditions in the order of section 13.2.2.
     *
     * @param entityTag of the selected representation; strong
     * @param modified when it was last modified, to the second; null if unknown
     * @return the status of the response: 200, 304 or 412
     */
    static int evaluate(MultiMap headers, String entityTag, @Nullable Instant modified) {
        if (headers.contains(HttpHeaderNames.IF_MATCH)) {
            if (!listsTag(headers, HttpHeaderNames.IF_MATCH, entityTag, tag -> tag.group(1) == null)) {
                return 412;
            }
        } else if (isAfter(modified, headers, HttpHeaderNames.IF_UNMODIFIED_SINCE, false)) {
            return 412;
        }
        if (headers.contains(HttpHeaderNames.IF_NONE_MATCH)) {
            return listsTag(headers, HttpHeaderNames.IF_NONE_MATCH, entityTag, tag -> true) ? 304 : 200;
        }
        return isAfter(modified, headers, HttpHeaderNames.IF_MODIFIED_SINCE, true) ? 200 : 304;
    }

    private static boolean listsTag(MultiMap headers, CharSequence name, String entityTag, Predicate<Matcher> counts) {
        String list = String.join(",", headers.getAll(name));
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tag = ENTITY_TAG.matcher(list);
        while (tag.find()) {
            if (tag.group(2).equals(entityTag) && counts.test(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was modified after the date of a header; {@code otherwise} if there is none, or it is malformed. */
    private static boolean isAfter(@Nullable Instant modified, MultiMap headers, CharSequence name, boolean otherwise) {
        String value = headers.get(name);
        Date since = value == null ? null : DateFormatter.parseHttpDate(value);
        return modified == null || since == null ? otherwise : modified.isAfter(since.toInstant());
    }
}
