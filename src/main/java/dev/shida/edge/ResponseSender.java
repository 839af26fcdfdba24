package dev.shida.edge;

import dev.shida.edge.RawResponseCache.RawResponse;
import dev.shida.edge.ResponseCounters.CacheOutcome;
import dev.shida.trace.Traces;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends responses: decides what differs between requests with the same key, counts and logs the response, and offers its
 * bytes to the {@link Http1FastPath}.
 */
@Singleton
final class ResponseSender {
    private static final byte[] NO_BODY = {};

    /** When a client over the limit of connections may try again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final CurrentRevision current;
    private final UnsentResponses unsent;
    private final ResponseCounters counters;
    private final RouteTemplates routes;
    private final Addresses addresses;
    private final ClientAddresses clients;
    private final AccessLog accessLog;

    ResponseSender(
            CurrentRevision current,
            UnsentResponses unsent,
            ResponseCounters counters,
            RouteTemplates routes,
            Addresses addresses,
            ClientAddresses clients,
            AccessLog accessLog) {
        this.current = current;
        this.unsent = unsent;
        this.counters = counters;
        this.routes = routes;
        this.addresses = addresses;
        this.clients = clients;
        this.accessLog = accessLog;
    }

    /** Sends the response to a preflight request. */
    void sendPreflight(Exchange exchange) {
        if (exchange.serviceCloses()) {
            exchange.closeAfterResponse();
        }
        count(exchange, counter(exchange, route(exchange), 204, CacheOutcome.BYPASS), 0);
        Cors.answerPreflight(exchange.request(), current.clock().date());
    }

    /**
     * Sends a response, unless the client has left, or has another.
     *
     * @return false if a precondition of the request fails, which takes another response
     */
    boolean send(Exchange exchange, CachedResponse cached, CacheOutcome outcome) {
        HttpServerResponse response = exchange.request().response();
        if (response.closed()
                || response.ended()
                || Connection.hasEnded(exchange.request().connection())) {
            exchange.span().abandon();
            return true;
        }
        ResponseClock now = current.clock();
        boolean isCurrent = cached.revision() == now.revision();
        Instant modified = isCurrent && cached.published() && now.lastModified() != null ? now.publishedAt() : null;
        int status = exchange.isGetOrHead() && cached.status() == 200
                ? Conditions.evaluate(exchange.request().headers(), cached.entityTag(), modified)
                : cached.status();
        if (status == 412 && cached.status() == 200) {
            return false;
        }
        if (exchange.answered().getAndSet(true)) {
            return true;
        }
        byte[] body = exchange.request().method() == HttpMethod.HEAD || status == 304 ? NO_BODY : cached.body();
        setHead(exchange, cached, status, outcome, now.date(), modified == null ? null : now.lastModified());
        String route = route(exchange);
        // Within the second of a publication, conditions by date evaluate otherwise than after it.
        if (isCurrent && (modified != null || !cached.published())) {
            offerToFastPath(exchange, cached, status, body, route);
        }
        Runnable sent = track(exchange, body);
        count(exchange, counter(exchange, route, status, outcome), body.length);
        response.end(Buffer.buffer(Unpooled.wrappedBuffer(body))).onComplete(done -> {
            sent.run();
            Connection.responseEnded(exchange.request().connection());
        });
        return true;
    }

    private static void setHead(
            Exchange exchange,
            CachedResponse cached,
            int status,
            CacheOutcome outcome,
            CharSequence date,
            @Nullable CharSequence lastModified) {
        MultiMap headers = exchange.request().response().setStatusCode(status).headers();
        headers.addAll(cached.headers(status, outcome));
        headers.set(HttpHeaders.DATE, date);
        if (lastModified != null) {
            headers.set(HttpHeaders.LAST_MODIFIED, lastModified);
        }
        if (exchange.refused()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (exchange.usage() != null) {
            exchange.usage().addFields(headers);
        }
        if (cached.closes() || exchange.clientCloses() || exchange.serviceCloses()) {
            exchange.closeAfterResponse();
        }
    }

    private void offerToFastPath(Exchange exchange, CachedResponse cached, int status, byte[] body, String route) {
        Http1FastPath fastPath = exchange.fastPath();
        // The fast path sees no traces.
        if (fastPath != null
                && !Traces.areOn()
                && fastPath.isAwaitingResponse()
                && !addresses.dependOnClient()
                && cached.storable()) {
            fastPath.offer(new RawResponse(
                    cached,
                    exchange.request().connection().isSsl(),
                    cached.head(status, CacheOutcome.FAST_HIT),
                    body,
                    counter(exchange, route, status, CacheOutcome.FAST_HIT)));
        }
    }

    private String route(Exchange exchange) {
        return routes.of(Exchange.path(exchange.request()));
    }

    private ResponseCounters.Counter counter(Exchange exchange, String route, int status, CacheOutcome outcome) {
        return counters.counter(route, exchange.request().method().name(), status, outcome);
    }

    /** Counts a response that is about to be sent, logs it, and ends its span. */
    private void count(Exchange exchange, ResponseCounters.Counter counter, int bytes) {
        counter.count(bytes, exchange.begin());
        ResponseCounters.ResponseKind kind = counter.kind();
        exchange.span()
                .end(kind.method(), kind.route(), kind.status(), kind.outcome().label(), bytes);
        if (accessLog.isDue()) {
            LoggedRequest request = LoggedRequest.of(exchange.request(), clients.of(exchange.request()));
            accessLog.log(request, kind, bytes, exchange.begin());
        }
    }

    /** Counts a response as unsent until what is returned is run. */
    private Runnable track(Exchange exchange, byte[] body) {
        Runnable sent = unsent.begin(
                Objects.requireNonNull(Connection.channelOf(exchange.request().connection())), body);
        Http2Limits http2 = exchange.http2();
        if (http2 == null) {
            return sent;
        }
        http2.begin(body.length);
        return () -> {
            sent.run();
            http2.end(body.length);
        };
    }
}
