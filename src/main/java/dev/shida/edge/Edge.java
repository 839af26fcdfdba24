package dev.shida.edge;

import dev.shida.edge.RateLimits.Usage;
import dev.shida.edge.RawResponseCache.RawResponse;
import dev.shida.edge.ResponseCache.Key;
import dev.shida.edge.ResponseCache.Lookup;
import dev.shida.edge.ResponseCounters.Outcome;
import dev.shida.trace.RequestSpan;
import dev.shida.trace.Traces;
import io.netty.buffer.Unpooled;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of every request, and the cache of responses.
 *
 * <pre>
 *  socket ─▶ {@link Connection} ─▶ {@link Http1FastPath} ── same bytes as before ─▶ {@link RawResponseCache} ─▶ socket
 *            time limits          │
 *                                 ▼
 *                          decoder, Vert.x ─▶ Edge ── equal {@link ResponseCache.Key} ─▶ {@link CachedResponse} ─▶ socket
 *                                             │                                            ▲
 *                                             ▼ miss, or bypass                            │
 *                                   the router again, with a {@link BufferedResponse} ─────────────┘
 * </pre>
 *
 * <p><b>Two levels.</b> A GET or HEAD is looked up by its {@link ResponseCache.Key}: the normalised target and what was
 * negotiated. On a miss, the request passes through the router a second time, with a response that is buffered; resources
 * and handlers of failures do not notice. The buffered response gets the headers that all responses have, is compressed as
 * negotiated, and is cached if it is a 200 that may be stored. What differs between requests with the same key (conditions,
 * HEAD, the date) is decided when it is sent. Its bytes are then cached a second time, by the bytes of the request.
 *
 * <p><b>Why the router twice.</b> A {@code RoutingContext} keeps its request and response for good, and Quarkus has no hook
 * ahead of its router to wrap them; only behind the router are the handlers of failures. The first pass ends here, at the
 * first route, and costs one {@code RoutingContext}.
 *
 * <p><b>Invalidation.</b> Only a publication changes responses; it makes a new revision, which is part of the key. A response
 * that was computed from earlier content is under an earlier revision, and never found after a publication was announced.
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

    private static final byte[] NO_BODY = {};

    /** When a client over the limit of connections may try again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResponseCache responses;
    private final WaitingClients waiting;
    private final RawResponseCache rawResponses;
    private final CurrentRevision current;
    private final UnsentResponses unsent;
    private final EdgeConfig config;
    private final LanguageNegotiation languages;
    private final ResponseCounters counters;
    private final RouteTemplates routes;
    private final Connections connections;
    private final Addresses addresses;
    private final ClientAddresses clients;
    private final RateLimits limits;
    private final AccessLog accessLog;
    private final long maxBody;
    private final Vertx vertx;
    private final WorkerExecutor encoders;

    Edge(
            ResponseCache responses,
            WaitingClients waiting,
            RawResponseCache rawResponses,
            CurrentRevision current,
            UnsentResponses unsent,
            EdgeConfig config,
            ResponseCounters counters,
            RouteTemplates routes,
            Connections connections,
            Addresses addresses,
            ClientAddresses clients,
            RateLimits limits,
            AccessLog accessLog,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
            Vertx vertx) {
        this.responses = responses;
        this.waiting = waiting;
        this.rawResponses = rawResponses;
        this.current = current;
        this.unsent = unsent;
        this.config = config;
        languages = new LanguageNegotiation(config.cache().values().stream()
                .flatMap(policy -> policy.languages().stream().flatMap(List::stream))
                .distinct()
                .toList());
        this.counters = counters;
        this.routes = routes;
        this.connections = connections;
        this.addresses = addresses;
        this.clients = clients;
        this.limits = limits;
        this.accessLog = accessLog;
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

    private void handle(HttpServerRequest request, Router router, int failure) {
        long begin = System.nanoTime();
        Connection.requestBegan(request.connection());
        Http1FastPath fastPath =
                Http1FastPath.of(request.connection(), rawResponses, current, unsent, limits, accessLog, config);
        Http2Limits http2 = Http2Limits.of(request.connection(), config, addresses);
        Usage usage = limits.areSet() ? limits.of(clients.of(request)) : null;
        RequestSpan span = Traces.beginRequest(request.headers(), path(request), request.query());
        if (Cors.isPreflight(request) && RequestFault.of(request).isEmpty()) {
            if (usage != null) {
                // It is answered even so: that takes no more than a refusal, which no script could read.
                usage.exceedsAll();
            }
            if (endsConnection(request, fastPath)) {
                closeAfter(request);
            }
            count(request, span, counters.counter(routes.of(path(request)), "OPTIONS", 204, Outcome.BYPASS), 0, begin);
            Cors.answerPreflight(request, current.clock().date());
        } else {
            new Exchange(request, router, failure, fastPath, http2, usage, span, begin).handle();
        }
    }

    /** Counts a response that is about to be sent, logs it, and ends its span. */
    private void count(
            HttpServerRequest request, RequestSpan span, ResponseCounters.Counter counter, int bytes, long begin) {
        counter.count(bytes, begin);
        ResponseCounters.Kind kind = counter.kind();
        span.end(kind.method(), kind.route(), kind.status(), kind.outcome().label(), bytes);
        if (accessLog.isDue()) {
            accessLog.log(LoggedRequest.of(request, clients.of(request)), counter.kind(), bytes, begin);
        }
    }

    /** Whether the service closes the connection after this response, without the client having asked for it. */
    private static boolean endsConnection(HttpServerRequest request, @Nullable Http1FastPath fastPath) {
        Connection connection = Connection.of(request.connection());
        return connection != null && connection.isClosing() && (fastPath == null || !fastPath.hasPending());
    }

    private static String path(HttpServerRequest request) {
        return request.path() == null ? "" : request.path();
    }

    private static boolean isRefused(HttpServerRequest request) {
        Connection connection = Connection.of(request.connection());
        return connection != null && connection.isRefused();
    }

    private static void closeAfter(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.endHandler(end -> request.connection().close());
        } else if (isRefused(request)) {
            response.endHandler(end -> request.connection().shutdown());
        }
    }

    /** A request and its response. */
    private final class Exchange {
        private final HttpServerRequest request;
        private final Router router;
        private final int failure;
        private final @Nullable Http1FastPath fastPath;
        private final @Nullable Http2Limits http2;
        /** Null if clients are not limited. */
        private final @Nullable Usage usage;

        private final RequestSpan span;
        /** When it was received, by {@link System#nanoTime()}. */
        private final long begin;

        private final Context context = vertx.getOrCreateContext();
        private final boolean isGetOrHead;
        private final Optional<Address> requestAddress;
        private final Optional<Coding.Choice> accepted;
        private final NegotiatedRequest negotiated;
        private final boolean refused;
        /** A response and that to a fault may be ready at once, on two threads: one of them is sent. */
        private final AtomicBoolean answered = new AtomicBoolean();

        private WaitingClients.@Nullable Client client;

        /**
         * Begins an exchange.
         *
         * @param failure the status with which the router fails the request, whatever its target; 0 if it does not
         */
        Exchange(
                HttpServerRequest request,
                Router router,
                int failure,
                @Nullable Http1FastPath fastPath,
                @Nullable Http2Limits http2,
                @Nullable Usage usage,
                RequestSpan span,
                long begin) {
            this.request = request;
            this.router = router;
            this.failure = failure;
            this.fastPath = fastPath;
            this.http2 = http2;
            this.usage = usage;
            this.span = span;
            this.begin = begin;
            isGetOrHead = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
            MultiMap headers = request.headers();
            requestAddress = addresses.of(request);
            accepted = Coding.choose(headers.getAll(HttpHeaders.ACCEPT_ENCODING));
            negotiated = new NegotiatedRequest(
                    NormalizedTarget.normalise(request.path(), request.query()),
                    addresses.forLinks(
                            requestAddress.orElseGet(() -> UNKNOWN_ADDRESS.withPrefix(addresses.forwardedPrefix()))),
                    MediaRanges.canonical(headers.getAll(HttpHeaders.ACCEPT)),
                    languages.choose(headers.getAll(HttpHeaders.ACCEPT_LANGUAGE)),
                    accepted.orElse(Coding.Choice.PLAIN),
                    current.clock().revision());
            refused = isRefused(request);
        }

        void handle() {
            if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                Http1Validation.onFault(
                        request.connection(), fault -> respond(compute(Optional.of(fault)), Outcome.BYPASS));
            }
            Optional<Rejection> rejection = rejection();
            boolean over = usage != null && usage.exceedsAll();
            if (over || rejection.isPresent() || !isLookedUp()) {
                bypass(rejection);
            } else if (http2 != null) {
                http2.whenSent(() -> onContext(this::respondFromCache));
            } else {
                respondFromCache();
            }
        }

        private void respondFromCache() {
            if (request.response().closed()) {
                span.abandon();
                return;
            }
            if (usage != null && !isCached(negotiated.key()) && usage.exceedsUncached()) {
                bypass(Optional.empty());
                return;
            }
            Lookup lookup = lookUp(negotiated.key());
            respond(lookup.response(), lookup.outcome());
        }

        /** Responds without looking the response up. */
        private void bypass(Optional<Rejection> rejection) {
            boolean over = usage != null && usage.exceedsUncached();
            Optional<Rejection> reason = over ? Optional.of(Rejection.tooMany(rejection)) : rejection;
            respond(compute(reason).thenCompose(this::encode), Outcome.BYPASS);
        }

        /** The reason not to serve the request, if there is one. */
        private Optional<Rejection> rejection() {
            if (refused) {
                return Optional.of(Rejection.of(503));
            }
            return RequestFault.of(request)
                    .or(() -> Rejection.check(request, maxBody))
                    .or(this::checkAddress)
                    .or(() -> accepted.isEmpty() ? Optional.of(Rejection.of(406)) : Optional.empty());
        }

        private Optional<Rejection> checkAddress() {
            if (requestAddress.isEmpty()) {
                return Optional.of(Rejection.of(400));
            }
            int status = failure != 0 || addresses.serves(requestAddress.get()) ? failure : 421;
            return status == 0 ? Optional.empty() : Optional.of(Rejection.of(status));
        }

        /** Whether the cache is looked up: not for a request with a body, or with headers that are hardly sent again. */
        private boolean isLookedUp() {
            String body = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return isGetOrHead
                    && (body == null || body.equals("0"))
                    && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                    && negotiated.target().length() + Rejection.size(request.headers()) <= MAX_HEAD;
        }

        /** Whether the client closes the connection (RFC 9112, section 9.6); Vert.x sees it only if the header has no other option. */
        private boolean closesConnection() {
            // Null: neither 1.0 nor 1.1; Vert.x closes the connection.
            return request.version() == null
                    || request.headers().getAll(HttpHeaders.CONNECTION).stream()
                            .flatMap(options -> Arrays.stream(options.split(",")))
                            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
        }

        /** Looks the response up by what the key has, and then by what that response depends on besides. */
        private Lookup lookUp(Key key) {
            Lookup lookup = lookUpExactly(key);
            CompletableFuture<CachedResponse> response = lookup.response();
            if (!response.isDone()) {
                return new Lookup(
                        response.thenCompose(cached -> negotiated.matches(cached)
                                ? CompletableFuture.completedFuture(cached)
                                : lookUp(negotiated.key(key, cached)).response()),
                        lookup.outcome());
            }
            return response.isCompletedExceptionally() || negotiated.matches(response.join())
                    ? lookup
                    : lookUp(negotiated.key(key, response.join()));
        }

        /** Whether {@link #lookUp} would find the response complete. */
        private boolean isCached(Key key) {
            Optional<CachedResponse> found = responses.find(key);
            return found.isPresent() && (negotiated.matches(found.get()) || isCached(negotiated.key(key, found.get())));
        }

        private Lookup lookUpExactly(Key key) {
            Lookup lookup = negotiated.choice().equals(Coding.Choice.PLAIN)
                    ? responses.lookUp(key, () -> computeShared(key))
                    : responses.lookUp(
                            key,
                            () -> responses
                                    .lookUp(key.plain(), () -> computeShared(key.plain()))
                                    .response()
                                    .thenCompose(this::encode));
            if (!lookup.response().isDone()) {
                joinWaiting(key.plain());
            }
            return lookup;
        }

        /** Computes a response that others may wait for too, as long as any of them does. */
        private CompletableFuture<CachedResponse> computeShared(Key plain) {
            return compute(Optional.empty(), joinWaiting(plain)::isLastGone);
        }

        /** Registers as waiting, until the response is there or the connection closes; called by several threads. */
        private synchronized WaitingClients.Client joinWaiting(Key plain) {
            WaitingClients.Client joined = client;
            if (joined == null) {
                joined = waiting.join(plain);
                client = joined;
                request.response().closeHandler(closed -> leaveWaiting());
                if (request.response().closed()) {
                    leaveWaiting();
                }
            }
            return joined;
        }

        private synchronized void leaveWaiting() {
            if (client != null) {
                client.leave();
            }
        }

        /**
         * Computes the response by passing the request through the router again.
         *
         * @param rejection to respond with; empty to route the request
         */
        private CompletableFuture<CachedResponse> compute(Optional<Rejection> rejection) {
            return compute(rejection, request.response()::closed);
        }

        private CompletableFuture<CachedResponse> compute(Optional<Rejection> rejection, BooleanSupplier abandoned) {
            BufferedResponse buffered = new BufferedResponse(request, negotiated, isGetOrHead, rejection, abandoned);
            connections.begin();
            buffered.complete().whenComplete((complete, failure) -> connections.finish());
            onContext(() -> {
                context.putLocal(PREFIX, negotiated.address().prefix());
                span.enter();
                router.handle(buffered.request());
            });
            return buffered.complete().thenApply(complete -> CachedResponse.of(complete, config, negotiated));
        }

        /** Compresses on a worker thread, as it would block the event loop. */
        private CompletableFuture<CachedResponse> encode(CachedResponse cached) {
            return negotiated.choice().coding() == Coding.IDENTITY
                    ? CompletableFuture.completedFuture(cached)
                    : encoders.executeBlocking(() -> cached.encoded(negotiated.choice()), false)
                            .toCompletionStage()
                            .toCompletableFuture();
        }

        private void respond(CompletableFuture<CachedResponse> computing, Outcome outcome) {
            computing
                    .exceptionallyCompose(failure -> {
                        LOG.errorf(failure, "%s %s cannot be answered", request.method(), request.uri());
                        return compute(Optional.of(Rejection.of(500)));
                    })
                    .thenAcceptAsync(cached -> send(cached, outcome), this::onContext)
                    .exceptionally(failure -> {
                        LOG.errorf(failure, "%s %s is not answered", request.method(), request.uri());
                        request.response().reset();
                        span.abandon();
                        return null;
                    })
                    .thenRun(this::leaveWaiting);
        }

        private void onContext(Runnable task) {
            if (Vertx.currentContext() == context) {
                task.run();
            } else {
                context.runOnContext(here -> task.run());
            }
        }

        private void send(CachedResponse cached, Outcome outcome) {
            HttpServerResponse response = request.response();
            if (response.closed() || response.ended()) {
                span.abandon();
                return;
            }
            ResponseClock now = current.clock();
            boolean isCurrent = cached.revision() == now.revision();
            Instant modified =
                    isCurrent && cached.isPublished() && now.lastModified() != null ? now.publishedAt() : null;
            int status = isGetOrHead && cached.status() == 200
                    ? Conditions.evaluate(request.headers(), cached.entityTag(), modified)
                    : cached.status();
            if (status == 412 && cached.status() == 200) {
                respond(compute(Optional.of(Rejection.of(412))).thenCompose(this::encode), Outcome.BYPASS);
                return;
            }
            if (answered.getAndSet(true)) {
                return;
            }
            byte[] body = request.method() == HttpMethod.HEAD || status == 304 ? NO_BODY : cached.body();
            setHead(cached, status, outcome, now.date(), modified == null ? null : now.lastModified());
            String route = routes.of(path(request));
            // Within the second of a publication, conditions by date evaluate otherwise than after it.
            if (isCurrent && (modified != null || !cached.isPublished())) {
                offerToFastPath(cached, status, body, route);
            }
            Runnable sent = track(body);
            count(request, span, counter(route, status, outcome), body.length, begin);
            response.end(Buffer.buffer(Unpooled.wrappedBuffer(body))).onComplete(done -> {
                sent.run();
                Connection.responseEnded(request.connection());
            });
        }

        private void setHead(
                CachedResponse cached,
                int status,
                Outcome outcome,
                CharSequence date,
                @Nullable CharSequence lastModified) {
            MultiMap headers = request.response().setStatusCode(status).headers();
            headers.addAll(cached.headers(status, outcome));
            headers.set(HttpHeaders.DATE, date);
            if (lastModified != null) {
                headers.set(HttpHeaders.LAST_MODIFIED, lastModified);
            }
            if (refused) {
                headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            if (usage != null) {
                usage.addFields(headers);
            }
            if (cached.closesConnection() || closesConnection() || endsConnection(request, fastPath)) {
                closeAfter(request);
            }
        }

        private void offerToFastPath(CachedResponse cached, int status, byte[] body, String route) {
            // The fast path sees no traces.
            if (fastPath != null
                    && !Traces.areOn()
                    && fastPath.isAwaitingResponse()
                    && !addresses.dependOnClient()
                    && cached.isStorable()) {
                fastPath.offer(new RawResponse(
                        cached,
                        request.connection().isSsl(),
                        cached.head(status, Outcome.FAST_HIT),
                        body,
                        counter(route, status, Outcome.FAST_HIT)));
            }
        }

        private ResponseCounters.Counter counter(String route, int status, Outcome outcome) {
            return counters.counter(route, request.method().name(), status, outcome);
        }

        /** Counts a response as unsent until what is returned is run. */
        private Runnable track(byte[] body) {
            Runnable sent = unsent.begin(Objects.requireNonNull(Connection.channelOf(request.connection())), body);
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
}
