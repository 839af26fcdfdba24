package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BiConsumer;

/**
 * Cross-origin requests (the Fetch standard, "CORS protocol"): every origin may read, without credentials. The same for
 * every origin, so that responses do not vary by it; those of {@code quarkus.http.cors} do (src/bench/README.md).
 */
final class Cors {
    private static final String EXPOSED = "ETag, Link, Location, Retry-After, Cache-Status, Surrogate-Key, Cache-Tag";

    private Cors() {}

    /** @param set sets a header of the response */
    static void allow(BiConsumer<CharSequence, String> set) {
        set.accept(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set.accept(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    /** Whether it is a preflight request. */
    static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Allows GET and HEAD for a day, whether or not the path exists: the request itself will tell. */
    static void answerPreflight(HttpServerRequest request, String date) {
        MultiMap headers = request.response().setStatusCode(204).headers();
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "*");
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400");
        headers.set(CachedResponse.CONTENT_TYPE_OPTIONS, CachedResponse.NO_SNIFF);
        headers.set(HttpHeaders.DATE, date);
        request.response().end();
    }
}
