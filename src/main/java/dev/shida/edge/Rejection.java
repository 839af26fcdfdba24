package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reason not to serve a request, whatever its target. Every request is checked before the cache is looked up, so that one
 * that is rejected is never answered from it. What depends on the target is checked behind the cache: the target is part of
 * the key.
 *
 * @param status of the problem
 * @param detail of the problem; null for the usual one of its status
 * @param closes whether the connection closes, as the end of the request is uncertain, or far
 */
record Rejection(int status, @Nullable String detail, boolean closes) {
    /** The longest headers, names included, in bytes. */
    private static final int MAX_HEADERS = 20_480;

    static Rejection of(int status) {
        return new Rejection(status, null, false);
    }

    /** The rejection of a request of a client that has sent too many, whatever else is wrong with it. */
    static Rejection tooMany(Optional<Rejection> otherwise) {
        return new Rejection(429, null, otherwise.isPresent() && otherwise.get().closes());
    }

    private static Optional<Rejection> of(int status, String detail) {
        return Optional.of(new Rejection(status, detail, false));
    }

    /**
     * Checks size and framing of a request.
     *
     * @param maxBody the longest body, in bytes
     */
    static Optional<Rejection> check(HttpServerRequest request, long maxBody) {
        MultiMap headers = request.headers();
        if (!areFields(headers)) {
            return Optional.of(new Rejection(400, null, true));
        }
        int size = size(headers);
        if (size > MAX_HEADERS) {
            return of(431, "The headers have " + size + " bytes, and " + MAX_HEADERS + " is the most.");
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBody) {
            String detail = "The body has " + length + " bytes, and " + maxBody + " is the most.";
            return Optional.of(new Rejection(413, detail, true));
        }
        return checkFraming(headers);
    }

    /**
     * Rejects what a proxy could take for another request than we do: a transfer coding that the decoder ignores (RFC 9112,
     * section 6.3), and more than one host (section 3.2).
     */
    private static Optional<Rejection> checkFraming(MultiMap headers) {
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
            return Optional.of(new Rejection(400, "The header Transfer-Encoding can only be chunked.", true));
        }
        return headers.getAll(HttpHeaders.HOST).size() > 1
                ? of(400, "There is more than one header Host.")
                : Optional.empty();
    }

    /** The size of headers, names included, in bytes. */
    static int size(MultiMap headers) {
        int size = 0;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }

    /** Whether names and values are those of fields (RFC 9110, section 5); Netty's decoder for HTTP/2 lets others pass. */
    private static boolean areFields(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            if (!Http2Validation.isToken(header.getKey())
                    || header.getValue().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
                return false;
            }
        }
        return true;
    }

    /** Makes the handlers of failures respond, to a request that the router may have failed already. */
    void fail(RoutingContext context) {
        if (closes) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        // A 5xx is this rejection, or a failure to respond to it.
        if (context.statusCode() >= 500 || (context.statusCode() == status && isDetailed(context))) {
            context.next();
        } else if (detail == null) {
            context.fail(status);
        } else {
            context.fail(status, new HttpException(status, detail));
        }
    }

    private boolean isDetailed(RoutingContext context) {
        return detail == null || context.failure() instanceof HttpException;
    }
}
