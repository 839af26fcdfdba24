package dev.shida.edge;

import dev.shida.edge.ResponseCache.CacheKey;
import dev.shida.edge.ResponseCache.Lookup;
import dev.shida.edge.ResponseCounters.CacheOutcome;
import dev.shida.trace.Traces;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The first handler of every request, and the cache of responses.
 *
 * <pre>
 *  socket ─▶ {@link Connection} ─▶ {@link Http1FastPath} ── same bytes as before ─▶ {@link RawResponseCache} ─▶ socket
 *            time limits          │
 *                                 ▼
 *                          decoder, Vert.x ─▶ Edge ── equal {@link ResponseCache.CacheKey} ─▶ {@link CachedResponse} ─▶ socket
 *                                             │                                            ▲
 *                                             ▼ miss, or bypass                            │
 *                                   the router again, with a {@link BufferedResponse} ─────────────┘
 * </pre>
 *
 * <p><b>Two levels.</b> A GET or HEAD is looked up by its {@link ResponseCache.CacheKey}: the normalised target and what was
 * negotiated. On a miss, the request passes through the router a second time, with a response that is buffered; resources
 * and handlers of failures do not notice. The buffered response gets the headers that all responses have, is compressed as
 * negotiated, and is cached if it is a 200 that may be stored. What differs between requests with the same key (conditions,
 * HEAD, the date) is decided when it is sent ({@link ResponseSender}). Its bytes are then cached a second time, by the bytes
 * of the request.
 *
 * <p><b>Why the router twice.</b> A {@code RoutingContext} keeps its request and response for good, and Quarkus has no hook
 * ahead of its router to wrap them; only behind the router are the handlers of failures. The first pass ends here, at the
 * first route, and costs one {@code RoutingContext}.
 *
 * <p><b>Invalidation.</b> Only a publication changes responses; it makes a new revision, which is part of the key. A response
 * that was computed from earlier content is under an earlier revision, and never found after a publication was announced.
 * It is announced before a response that tells of it is sent: so a process never serves an older revision than it has served
 * before.
 *
 * <p><b>Limits.</b> So many responses are computed at once, and so many more queue ({@link ComputationLimit}); others are
 * refused ahead of the second pass. What bypasses the cache does not queue: a body would have to be held up.
 *
 * <p><b>Collapsing.</b> Concurrent misses of one key wait for one computation ({@link WaitingClients}).
 */
@Singleton
final class Edge {
    private static final Logger LOG = Logger.getLogger(Edge.class);

    /** Ahead of every other handler. */
    private static final int FIRST = Integer.MIN_VALUE;

    /** A request whose target and headers have more bytes bypasses the cache. */
    private static final int MAX_HEAD = 8_192;

    /** The name of a local value of the context: the prefix that links begin with. */
    private static final String PREFIX = "shida.prefix";

    /** In place of a malformed address. */
    private static final Address UNKNOWN_ADDRESS = Address.parse("http://localhost");

    private final ResponseCache responses;
    private final WaitingClients waiting;
    private final FastHits fastHits;
    private final CurrentRevision current;
    private final EdgeConfig config;
    private final LanguageNegotiation languages;
    private final Connections connections;
    private final ComputationLimit computations;
    private final Addresses addresses;
    private final ClientAddresses clients;
    private final RateLimits limits;
    private final ResponseSender sender;
    private final long maxBody;
    private final Vertx vertx;
    private final WorkerExecutor encoders;

    Edge(
            ResponseCache responses,
            WaitingClients waiting,
            FastHits fastHits,
            CurrentRevision current,
            EdgeConfig config,
            Connections connections,
            ComputationLimit computations,
            Addresses addresses,
            ClientAddresses clients,
            RateLimits limits,
            ResponseSender sender,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
            Vertx vertx) {
        this.responses = responses;
        this.waiting = waiting;
        this.fastHits = fastHits;
        this.current = current;
        this.config = config;
        languages = new LanguageNegotiation(config.cache().values().stream()
                .flatMap(policy -> policy.languages().stream().flatMap(List::stream))
                .distinct()
                .toList());
        this.connections = connections;
        this.computations = computations;
        this.addresses = addresses;
        this.clients = clients;
        this.limits = limits;
        this.sender = sender;
        this.maxBody = maxBody.asLongValue();
        this.vertx = vertx;
        // An encoder takes megabytes, and more of them than cores gain nothing.
        encoders = vertx.createSharedWorkerExecutor("edge", Runtime.getRuntime().availableProcessors());
    }

    void mount(@Observes Router router) {
        router.route()
                .order(FIRST)
                .handler(context -> handle(context, router))
                .failureHandler(context -> handle(context, router));
    }

    /** Also handles requests that the router fails ahead of the first route, for their target or their host. */
    private void handle(RoutingContext context, Router router) {
        int failure = context.failed() ? context.statusCode() : 0;
        if (context.response() instanceof BufferedResponse buffered) {
            buffered.rejection().ifPresentOrElse(rejection -> rejection.fail(context), context::next);
        } else if (failure < 500) {
            handle(context.request(), router, failure);
        } else {
            context.next();
        }
    }

    /** @param failure the status with which the router fails the request, whatever its target; 0 if it does not */
    private void handle(HttpServerRequest request, Router router, int failure) {
        long begin = System.nanoTime();
        HttpConnection connection = request.connection();
        Connection.requestBegan(connection);
        Optional<Address> address = addresses.of(request);
        Optional<Coding.CodingChoice> coding = Coding.choose(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
        Exchange exchange = new Exchange(
                request,
                router,
                negotiate(request, address, coding),
                Http1FastPath.of(connection, fastHits, config.writeTimeout()),
                Http2Limits.of(connection, config, addresses),
                limits.areSet() ? limits.of(clients.of(request)) : null,
                Connection.isRefused(connection),
                Traces.beginRequest(request.headers(), Exchange.path(request), request.query()),
                vertx.getOrCreateContext(),
                waiting.client(request.response()),
                new AtomicBoolean(),
                begin);
        boolean over = exchange.usage() != null && exchange.usage().exceedsAll();
        if (Cors.isPreflight(request) && RequestFault.of(request).isEmpty()) {
            // It is answered even so: that takes no more than a refusal, which no script could read.
            sender.sendPreflight(exchange);
        } else {
            handle(exchange, rejection(exchange, failure, address, coding), over);
        }
    }

    private NegotiatedRequest negotiate(
            HttpServerRequest request, Optional<Address> address, Optional<Coding.CodingChoice> coding) {
        MultiMap headers = request.headers();
        return new NegotiatedRequest(
                NormalizedTarget.normalise(request.path(), request.query()),
                addresses.forLinks(address.orElseGet(() -> UNKNOWN_ADDRESS.withPrefix(addresses.forwardedPrefix()))),
                MediaRanges.canonical(headers.getAll(HttpHeaders.ACCEPT)),
                languages.choose(headers.getAll(HttpHeaders.ACCEPT_LANGUAGE)),
                coding.orElse(Coding.CodingChoice.PLAIN),
                current.clock().revision());
    }

    /** The reason not to serve a request, if there is one. */
    private Optional<Rejection> rejection(
            Exchange exchange, int failure, Optional<Address> address, Optional<Coding.CodingChoice> coding) {
        if (exchange.refused()) {
            return Optional.of(Rejection.of(503));
        }
        return RequestFault.of(exchange.request())
                .or(() -> Rejection.check(exchange.request(), maxBody))
                .or(() -> checkAddress(address, failure))
                .or(() -> coding.isEmpty() ? Optional.of(Rejection.of(406)) : Optional.empty());
    }

    private Optional<Rejection> checkAddress(Optional<Address> address, int failure) {
        if (address.isEmpty()) {
            return Optional.of(Rejection.of(400));
        }
        int status = failure != 0 || addresses.serves(address.get()) ? failure : 421;
        return status == 0 ? Optional.empty() : Optional.of(Rejection.of(status));
    }

    private void handle(Exchange exchange, Optional<Rejection> rejection, boolean over) {
        HttpServerRequest request = exchange.request();
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            Http1Validation.onFault(
                    request.connection(),
                    fault -> respond(exchange, compute(exchange, Optional.of(fault)), CacheOutcome.BYPASS));
        }
        if (over || rejection.isPresent() || !isLookedUp(exchange)) {
            bypass(exchange, rejection);
        } else if (exchange.http2() != null) {
            exchange.http2().whenSent(() -> exchange.onContext(() -> respondFromCache(exchange)));
        } else {
            respondFromCache(exchange);
        }
    }

    /** Whether the cache is looked up: not for a request with a body, or with headers that are hardly sent again. */
    private static boolean isLookedUp(Exchange exchange) {
        MultiMap headers = exchange.request().headers();
        String body = headers.get(HttpHeaders.CONTENT_LENGTH);
        return exchange.isGetOrHead()
                && (body == null || body.equals("0"))
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && exchange.negotiated().target().length() + Rejection.size(headers) <= MAX_HEAD;
    }

    private void respondFromCache(Exchange exchange) {
        NegotiatedRequest negotiated = exchange.negotiated();
        if (exchange.request().response().closed()) {
            exchange.span().abandon();
        } else if (exchange.usage() != null
                && !responses.isCached(negotiated)
                && exchange.usage().exceedsUncached()) {
            bypass(exchange, Optional.empty());
        } else {
            Lookup lookup = responses.lookUp(negotiated, key -> computeShared(exchange, key));
            if (!lookup.response().isDone()) {
                exchange.client().join(lookup.key().plain());
            }
            respond(exchange, lookup.response(), lookup.outcome());
        }
    }

    /** Responds without looking the response up. */
    private void bypass(Exchange exchange, Optional<Rejection> rejection) {
        boolean over = exchange.usage() != null && exchange.usage().exceedsUncached();
        respondUncached(exchange, over ? Optional.of(Rejection.tooMany(rejection)) : rejection);
    }

    private void respondUncached(Exchange exchange, Optional<Rejection> rejection) {
        respond(
                exchange,
                compute(exchange, rejection).thenCompose(computed -> encode(exchange, computed)),
                CacheOutcome.BYPASS);
    }

    /**
     * Computes a response that others may wait for too, as long as any of them does; one that is compressed, from the one that
     * is not.
     */
    private CompletableFuture<CachedResponse> computeShared(Exchange exchange, CacheKey key) {
        if (key.choice().equals(Coding.CodingChoice.PLAIN)) {
            BooleanSupplier abandoned = exchange.client().join(key);
            return compute(exchange, Optional.empty(), abandoned, true);
        }
        return responses
                .lookUp(key.plain(), () -> computeShared(exchange, key.plain()))
                .response()
                .thenCompose(computed -> encode(exchange, computed));
    }

    private CompletableFuture<CachedResponse> compute(Exchange exchange, Optional<Rejection> rejection) {
        return compute(exchange, rejection, exchange.request().response()::closed, false);
    }

    /**
     * Computes a response when it is its turn.
     *
     * @param rejection to respond with, at once; empty to route the request
     * @param abandoned whether no client waits for it any more
     * @param mayQueue whether the request may wait for its turn
     */
    private CompletableFuture<CachedResponse> compute(
            Exchange exchange, Optional<Rejection> rejection, BooleanSupplier abandoned, boolean mayQueue) {
        connections.begin();
        CompletableFuture<CachedResponse> computed = rejection.isPresent()
                ? route(exchange, rejection, abandoned)
                : computations.run(
                        mayQueue,
                        StoriesRead.by(exchange.negotiated().target()),
                        () -> route(
                                exchange,
                                abandoned.getAsBoolean() ? Optional.of(Rejection.of(503)) : Optional.empty(),
                                abandoned),
                        CachedResponse::size,
                        () -> route(exchange, Optional.of(Rejection.of(503)), abandoned),
                        task -> exchange.context().runOnContext(here -> task.run()));
        return computed.whenComplete((complete, failure) -> connections.finish());
    }

    /** Computes a response by passing the request through the router again. */
    private CompletableFuture<CachedResponse> route(
            Exchange exchange, Optional<Rejection> rejection, BooleanSupplier abandoned) {
        NegotiatedRequest negotiated = exchange.negotiated();
        BufferedResponse buffered =
                new BufferedResponse(exchange.request(), negotiated, exchange.isGetOrHead(), rejection, abandoned);
        exchange.onContext(() -> {
            exchange.context().putLocal(PREFIX, negotiated.address().prefix());
            exchange.span().enter();
            exchange.router().handle(buffered.request());
        });
        return buffered.complete().thenApply(complete -> CachedResponse.of(complete, config, negotiated));
    }

    /** Compresses on a worker thread, as it would block the event loop. Until then there are two copies, or soon will be. */
    private CompletableFuture<CachedResponse> encode(Exchange exchange, CachedResponse computed) {
        Coding.CodingChoice choice = exchange.negotiated().choice();
        return choice.coding() == Coding.IDENTITY
                ? CompletableFuture.completedFuture(computed)
                : computations.reserve(
                        2L * computed.size(),
                        encoders.executeBlocking(() -> computed.encoded(choice), false)
                                .toCompletionStage()
                                .toCompletableFuture());
    }

    private void respond(Exchange exchange, CompletableFuture<CachedResponse> computing, CacheOutcome outcome) {
        HttpServerRequest request = exchange.request();
        computing
                .exceptionallyCompose(failure -> {
                    LOG.errorf(failure, "%s %s cannot be answered", request.method(), request.uri());
                    return compute(exchange, Optional.of(Rejection.of(500)));
                })
                .thenAcceptAsync(cached -> send(exchange, cached, outcome), exchange::onContext)
                .exceptionally(failure -> {
                    LOG.errorf(failure, "%s %s is not answered", request.method(), request.uri());
                    request.response().reset();
                    exchange.span().abandon();
                    return null;
                })
                .thenRun(exchange.client()::leave);
    }

    private void send(Exchange exchange, CachedResponse cached, CacheOutcome outcome) {
        if (!sender.send(exchange, cached, outcome)) {
            respondUncached(exchange, Optional.of(Rejection.of(412)));
        }
    }
}
