package dev.shida.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * The scheme, host and port with which addresses begin that have to be absolute (RFC 6454): those of {@code shida.origin},
 * or else those that a request was sent to. An answer that has asked for it is cached for that origin alone.
 */
public record Origin(String text) {
    public static Origin of(HttpServerRequest request) {
        return new Origin(request.scheme() + "://" + request.authority());
    }

    /** The absolute address of something on this service. */
    public String address(Link link) {
        return text + link;
    }
}
