package dev.shida.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of a {@link BufferedResponse}, as the router sees it the second time.
 *
 * <p>It extends a class of an implementation package, as the router of Vert.x casts every request to {@code
 * HttpServerRequestInternal}. Where a newer version has other classes, this does not compile.
 */
final class BufferedRequest extends HttpServerRequestWrapper {
    /** The edge negotiates: a resource sees the canonical form of these headers, or none. */
    private static final List<CharSequence> NEGOTIATION_HEADERS = List.of(
            HttpHeaderNames.ACCEPT,
            HttpHeaderNames.ACCEPT_CHARSET,
            HttpHeaderNames.ACCEPT_ENCODING,
            HttpHeaderNames.ACCEPT_LANGUAGE);

    private final BufferedResponse response;
    private final HttpMethod method;
    private final String uri;
    private final Address address;
    private final MultiMap headers;
    private volatile boolean usesOrigin;

    /** @param asGet whether it is an unconditional GET of the whole representation */
    BufferedRequest(HttpServerRequest request, BufferedResponse response, NegotiatedRequest negotiated, boolean asGet) {
        super((HttpServerRequestInternal) request);
        this.response = response;
        uri = negotiated.target();
        address = negotiated.address();
        method = asGet ? HttpMethod.GET : request.method();
        headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        NEGOTIATION_HEADERS.forEach(headers::remove);
        if (!negotiated.accept().isEmpty()) {
            headers.set(HttpHeaderNames.ACCEPT, negotiated.accept());
        }
        if (!negotiated.language().isEmpty()) {
            headers.set(HttpHeaderNames.ACCEPT_LANGUAGE, negotiated.language());
        }
        if (asGet) {
            Conditions.HEADERS.forEach(headers::remove);
        }
    }

    /** Whether scheme or authority were read, so that the response may have absolute links. */
    boolean usesOrigin() {
        return usesOrigin;
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public HttpMethod method() {
        return method;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public String scheme() {
        usesOrigin = true;
        return address.scheme();
    }

    @Override
    public HostAndPort authority() {
        usesOrigin = true;
        return address.authority();
    }

    @Override
    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    @Override
    public @Nullable String query() {
        int query = uri.indexOf('?');
        return query < 0 ? null : uri.substring(query + 1);
    }

    @Override
    public MultiMap headers() {
        return headers;
    }
}
