package dev.shida.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/**
 * The scheme, host and port that a request came for, with which addresses begin that have to be absolute (RFC 6454). What
 * a proxy says of them counts where Quarkus is told to believe it ({@code quarkus.http.proxy}).
 */
public record Origin(String text) {
    /** Of a request; one that names no host is taken for one on this machine. */
    public static Origin of(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String host = authority == null || authority.host().isEmpty()
                ? "localhost:" + request.localAddress().port()
                : authority.toString();
        return new Origin(request.scheme() + "://" + host);
    }

    /** The absolute address of something on this service. */
    public String address(Link link) {
        return text + link;
    }
}
