package dev.shida.edge;

import dev.shida.edge.RawResponseCache.RawResponse;
import dev.shida.edge.ResponseCache.Key;
import dev.shida.edge.ResponseCache.Lookup;
import io.netty.buffer.Unpooled;
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
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first that a request comes to, and the last that an answer comes from.
 *
 * <p>A request that reads is looked up in the {@link ResponseCache} by what makes two requests the same. Where there is no
 * answer yet, the request goes through the router once more, from the start, with a response that is a {@link BufferedResponse};
 * whoever answers it there, a resource or a handler of failures, cannot tell. What was recorded becomes an
 * {@link CachedResponse}: with the headers that all answers have, coded as the client accepts it, and kept if it is a 200. What
 * differs from one request to the next although the answer is the same (the conditions, HEAD, the date) is settled when
 * it is sent. Everything else goes through the router likewise, and is not kept.
 *
 * <p>That is for the first who asks. Whoever sends the same bytes again is answered by the {@link Http1FastPath}, ahead of
 * everything else that there is in a server.
 *
 * <p>Only a publication changes what is answered; it makes a new revision, which is part of the key. An answer that was
 * begun before a publication is found under the revision before, and so never after it was announced.
 */
@Singleton
final class Edge {
    private static final Logger LOG = Logger.getLogger(Edge.class);

    /** Ahead of everything else. */
    private static final int FIRST = Integer.MIN_VALUE;

    /** A request whose target and headers have more bytes is not looked up, as those who judge its length are behind. */
    private static final int MAX_HEAD = 8_192;

    /** Where those who make links find what these begin with: a value in the context of the request. */
    private static final String PREFIX = "shida.prefix";

    /** In the place of an address that cannot be read. */
    private static final Address UNKNOWN_ADDRESS = Address.parse("http://localhost");

    private static final String BYPASS = "shida; fwd=bypass";
    private static final byte[] NO_BODY = {};

    /** After which a client that was one too many may try again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResponseCache responses;
    private final WaitingClients waiting;
    private final RawResponseCache rawResponses;
    private final CurrentRevision current;
    private final UnsentResponses unsent;
    private final EdgeConfig config;
    private final Connections connections;
    private final Addresses addresses;
    private final Vertx vertx;
    private final WorkerExecutor encoders;

    Edge(
            ResponseCache responses,
            WaitingClients waiting,
            RawResponseCache rawResponses,
            CurrentRevision current,
            UnsentResponses unsent,
            EdgeConfig config,
            Connections connections,
            Addresses addresses,
            Vertx vertx) {
        this.responses = responses;
        this.waiting = waiting;
        this.rawResponses = rawResponses;
        this.current = current;
        this.unsent = unsent;
        this.config = config;
        this.connections = connections;
        this.addresses = addresses;
        this.vertx = vertx;
        // The encoders take megabytes each, and nothing is gained by more of them than there are cores.
        encoders = vertx.createSharedWorkerExecutor("edge", Runtime.getRuntime().availableProcessors());
    }

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(context -> handle(context, router));
    }

    private void handle(RoutingContext context, Router router) {
        if (!(context.response() instanceof BufferedResponse buffered)) {
            handle(context.request(), router);
        } else if (buffered.refusal() != 0) {
            context.fail(buffered.refusal());
        } else {
            context.next();
        }
    }

    private void handle(HttpServerRequest request, Router router) {
        Connection.requestBegan(request.connection());
        Http1FastPath fastPath = Http1FastPath.of(request.connection(), rawResponses, current, unsent, config);
        Http2Limits http2 = Http2Limits.of(request.connection(), config);
        if (Cors.isPreflight(request)) {
            if (endsConnection(request, fastPath)) {
                closeAfter(request);
            }
            Cors.answerPreflight(request, current.clock().date());
        } else {
            new Exchange(request, router, fastPath, http2).handle();
        }
    }

    /** Whether the service ends the connection of its own accord with the answer to this request. */
    private static boolean endsConnection(HttpServerRequest request, @Nullable Http1FastPath fastPath) {
        Connection connection = Connection.of(request.connection());
        return connection != null && connection.isClosing() && (fastPath == null || !fastPath.hasPending());
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

    /** Whether a value has what could end it (RFC 9110, section 5.5); HTTP/2 can carry that, and its decoder does not mind. */
    private static boolean hasControls(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            String value = header.getValue();
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A request and its response. */
    private final class Exchange {
        private final HttpServerRequest request;
        private final Router router;
        private final @Nullable Http1FastPath fastPath;
        private final @Nullable Http2Limits http2;
        private final Context context = vertx.getOrCreateContext();
        private final ResponseClock arrivalClock = current.clock();
        private final boolean isGetOrHead;
        private final String target;
        private final CachePolicy policy;
        private final Optional<Address> requestAddress;
        private final Address linkAddress;
        private final String accept;
        private final String language;
        private final boolean refused;
        private final Optional<Coding.Choice> accepted;
        private final Coding.Choice choice;
        private WaitingClients.@Nullable Client client;

        Exchange(
                HttpServerRequest request,
                Router router,
                @Nullable Http1FastPath fastPath,
                @Nullable Http2Limits http2) {
            this.request = request;
            this.router = router;
            this.fastPath = fastPath;
            this.http2 = http2;
            isGetOrHead = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
            target = NormalizedTarget.normalise(request.path(), request.query());
            MultiMap headers = request.headers();
            policy = CachePolicy.of(target, config);
            requestAddress = addresses.of(request);
            linkAddress = addresses.forLinks(requestAddress.orElse(UNKNOWN_ADDRESS));
            accept = MediaRanges.canonical(headers.getAll(HttpHeaders.ACCEPT));
            language = policy.languages().choose(headers.getAll(HttpHeaders.ACCEPT_LANGUAGE));
            refused = isRefused(request);
            accepted = Coding.choose(headers.getAll(HttpHeaders.ACCEPT_ENCODING));
            choice = accepted.orElse(Coding.Choice.PLAIN);
        }

        void handle() {
            int refusal = refusal();
            if (refused) {
                respond(compute(503).thenCompose(this::encode), BYPASS);
            } else if (refusal != 0) {
                respond(compute(refusal), BYPASS);
            } else if (isGetOrHead && isOrdinary() && http2 != null) {
                http2.whenSent(() -> onContext(this::respondFromCache));
            } else if (isGetOrHead && isOrdinary()) {
                respondFromCache();
            } else {
                respond(compute(0).thenCompose(this::encode), BYPASS);
            }
        }

        private void respondFromCache() {
            if (request.response().closed()) {
                return;
            }
            Lookup lookup = lookUp();
            respond(lookup.response(), lookup.cacheStatus());
        }

        /** The status with which a request is refused whatever it asks for; 0 if it is not. */
        private int refusal() {
            if (requestAddress.isEmpty() || hasControls(request.headers())) {
                return 400;
            }
            return !addresses.serves(requestAddress.get()) ? 421 : accepted.isEmpty() ? 406 : 0;
        }

        /** Whether those who judge the form of a request have nothing to object to in it. */
        private boolean isOrdinary() {
            int length = target.length();
            for (Map.Entry<String, String> header : request.headers()) {
                length += header.getKey().length() + header.getValue().length();
            }
            String body = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length <= MAX_HEAD
                    && (body == null || body.equals("0"))
                    && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                    && request.headers().getAll(HttpHeaders.HOST).size() <= 1;
        }

        /** Whether the connection ends with it (RFC 9112, section 9.6); Vert.x knows if the header says nothing else. */
        private boolean closesConnection() {
            // Vert.x keeps no connection of another version than 1.0 and 1.1, and has no name for it.
            return request.version() == null
                    || request.headers().getAll(HttpHeaders.CONNECTION).stream()
                            .flatMap(options -> Arrays.stream(options.split(",")))
                            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
        }

        private Lookup lookUp() {
            Lookup first = lookUp(key(""));
            CompletableFuture<CachedResponse> cached = first.response();
            if (!cached.isDone()) {
                return new Lookup(cached.thenCompose(this::ifForOrigin), first.cacheStatus());
            }
            boolean usable = cached.isCompletedExceptionally() || cached.join().isForOrigin(linkAddress.origin());
            return usable ? first : lookUp(key(linkAddress.origin()));
        }

        private CompletableFuture<CachedResponse> ifForOrigin(CachedResponse cached) {
            return cached.isForOrigin(linkAddress.origin())
                    ? CompletableFuture.completedFuture(cached)
                    : lookUp(key(linkAddress.origin())).response();
        }

        private Key key(String origin) {
            return new Key(origin, linkAddress.prefix(), target, accept, language, choice, arrivalClock.revision());
        }

        private Lookup lookUp(Key key) {
            Lookup lookup = choice.equals(Coding.Choice.PLAIN)
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

        /** Makes an answer that others may wait for too, as long as any of them does. */
        private CompletableFuture<CachedResponse> computeShared(Key plain) {
            return compute(0, joinWaiting(plain)::isLastGone);
        }

        /** Waits until the answer is there or the connection closes; several threads may come to it. */
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
         * Has the answer made by whoever is behind.
         *
         * @param refusal the status of the problem to answer with; 0 to answer what was asked
         */
        private CompletableFuture<CachedResponse> compute(int refusal) {
            return compute(refusal, request.response()::closed);
        }

        private CompletableFuture<CachedResponse> compute(int refusal, BooleanSupplier abandoned) {
            BufferedResponse buffered = new BufferedResponse(
                    request, target, linkAddress, accept, language, isGetOrHead, refusal, abandoned);
            connections.begin();
            buffered.complete().whenComplete((complete, failure) -> connections.finish());
            onContext(() -> {
                context.putLocal(PREFIX, linkAddress.prefix());
                router.handle(buffered.request());
            });
            return buffered.complete()
                    .thenApply(complete -> CachedResponse.of(complete, policy, linkAddress, arrivalClock.revision()));
        }

        /** Coding takes its time, and the event loop has none. */
        private CompletableFuture<CachedResponse> encode(CachedResponse cached) {
            return choice.coding() == Coding.IDENTITY
                    ? CompletableFuture.completedFuture(cached)
                    : encoders.executeBlocking(() -> cached.encoded(choice), false)
                            .toCompletionStage()
                            .toCompletableFuture();
        }

        private void respond(CompletableFuture<CachedResponse> computing, String cacheStatus) {
            computing
                    .exceptionallyCompose(failure -> {
                        LOG.errorf(failure, "%s %s cannot be answered", request.method(), request.uri());
                        return compute(500);
                    })
                    .thenAcceptAsync(cached -> send(cached, cacheStatus), this::onContext)
                    .exceptionally(failure -> {
                        LOG.errorf(failure, "%s %s is not answered", request.method(), request.uri());
                        request.response().reset();
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

        private void send(CachedResponse cached, String cacheStatus) {
            HttpServerResponse response = request.response();
            if (response.closed() || response.ended()) {
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
                respond(compute(412).thenCompose(this::encode), BYPASS);
                return;
            }
            MultiMap headers = response.setStatusCode(status).headers();
            headers.addAll(cached.headers(status, cacheStatus));
            headers.set(HttpHeaders.DATE, now.date());
            if (modified != null) {
                headers.set(HttpHeaders.LAST_MODIFIED, now.lastModified());
            }
            byte[] body = request.method() == HttpMethod.HEAD || status == 304 ? NO_BODY : cached.body();
            // Conditions by date are judged otherwise once the second of the publication is over.
            boolean stable = modified != null || !cached.isPublished();
            if (fastPath != null
                    && fastPath.isAwaitingResponse()
                    && !addresses.dependOnClient()
                    && isCurrent
                    && stable
                    && cached.isStorable()) {
                fastPath.offer(new RawResponse(
                        cached, request.connection().isSsl(), cached.head(status, ResponseCache.HIT), body));
            }
            if (refused) {
                headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            if (cached.closesConnection() || closesConnection() || endsConnection(request, fastPath)) {
                closeAfter(request);
            }
            Runnable sent = track(body);
            response.end(Buffer.buffer(Unpooled.wrappedBuffer(body))).onComplete(done -> {
                sent.run();
                Connection.responseEnded(request.connection());
            });
        }

        /** Counts an answer until what is returned is called. */
        private Runnable track(byte[] body) {
            Runnable sent = unsent.begin(((ConnectionBase) request.connection()).channel(), body);
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
