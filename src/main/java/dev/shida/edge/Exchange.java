package dev.shida.edge;

import dev.shida.edge.RateLimits.Usage;
import dev.shida.trace.RequestSpan;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request, and what answers it.
 *
 * @param fastPath of its connection; null with HTTP/2
 * @param http2 the limits of its connection; null with HTTP/1.1
 * @param usage of the client; null if clients are not limited
 * @param refused whether its connection was one too many when it came
 * @param context in which the response is sent
 * @param client waits for the response
 * @param answered a response and that to a fault may be ready at once, on two threads: one of them is sent
 * @param begin when the request was received, by {@link System#nanoTime()}
 */
record Exchange(
        HttpServerRequest request,
        Router router,
        NegotiatedRequest negotiated,
        @Nullable Http1FastPath fastPath,
        @Nullable Http2Limits http2,
        @Nullable Usage usage,
        boolean refused,
        RequestSpan span,
        Context context,
        WaitingClients.Client client,
        AtomicBoolean answered,
        long begin) {

    /** The path of a request; empty if it has none. */
    static String path(HttpServerRequest request) {
        return request.path() == null ? "" : request.path();
    }

    boolean isGetOrHead() {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    /** Whether the client closes the connection (RFC 9112, section 9.6); Vert.x sees it only if the header has no other option. */
    boolean clientCloses() {
        // Null: neither 1.0 nor 1.1; Vert.x closes the connection.
        return request.version() == null
                || request.headers().getAll(HttpHeaders.CONNECTION).stream()
                        .flatMap(options -> Arrays.stream(options.split(",")))
                        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    /** Whether the service closes the connection after this response, without the client having asked for it. */
    boolean serviceCloses() {
        Connection connection = Connection.of(request.connection());
        return connection != null && connection.isClosing() && (fastPath == null || !fastPath.hasPending());
    }

    /** Closes the connection after the response. */
    void closeAfterResponse() {
        HttpServerResponse response = request.response();
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.endHandler(end -> request.connection().close());
        } else if (Connection.isRefused(request.connection())) {
            response.endHandler(end -> request.connection().shutdown());
        }
    }

    /** Runs a task in the context of the request, at once if this is it. */
    void onContext(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(here -> task.run());
        }
    }
}
