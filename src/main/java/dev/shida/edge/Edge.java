package dev.shida.edge;

import dev.shida.edge.RawResponseCache.Reply;
import dev.shida.edge.ResponseCache.Found;
import dev.shida.edge.ResponseCache.Key;
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
    private static final Address NOWHERE = Address.parse("http://localhost");

    private static final String BYPASS = "shida; fwd=bypass";
    private static final byte[] NOTHING = {};

    /** After which a client that was one too many may try again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResponseCache answers;
    private final WaitingClients waiting;
    private final RawResponseCache replies;
    private final CurrentRevision present;
    private final UnsentResponses unsent;
    private final EdgeConfig config;
    private final Connections connections;
    private final Addresses addresses;
    private final Vertx vertx;
    private final WorkerExecutor coders;

    Edge(
            ResponseCache answers,
            WaitingClients waiting,
            RawResponseCache replies,
            CurrentRevision present,
            UnsentResponses unsent,
            EdgeConfig config,
            Connections connections,
            Addresses addresses,
            Vertx vertx) {
        this.answers = answers;
        this.waiting = waiting;
        this.replies = replies;
        this.present = present;
        this.unsent = unsent;
        this.config = config;
        this.connections = connections;
        this.addresses = addresses;
        this.vertx = vertx;
        // The encoders take megabytes each, and nothing is gained by more of them than there are cores.
        coders = vertx.createSharedWorkerExecutor("edge", Runtime.getRuntime().availableProcessors());
    }

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(context -> handle(context, router));
    }

    private void handle(RoutingContext context, Router router) {
        if (!(context.response() instanceof BufferedResponse recording)) {
            handle(context.request(), router);
        } else if (recording.refusal() != 0) {
            context.fail(recording.refusal());
        } else {
            context.next();
        }
    }

    private void handle(HttpServerRequest request, Router router) {
        Connection.noteBegin(request.connection());
        Http1FastPath lane = Http1FastPath.of(request.connection(), replies, present, unsent, config);
        Http2Limits http2 = Http2Limits.of(request.connection(), config);
        if (Cors.isPreflight(request)) {
            if (isClosing(request, lane)) {
                closeAfter(request);
            }
            Cors.answerPreflight(request, present.moment().date());
        } else {
            new Exchange(request, router, lane, http2).answer();
        }
    }

    /** Whether the service ends the connection of its own accord with the answer to this request. */
    private static boolean isClosing(HttpServerRequest request, @Nullable Http1FastPath lane) {
        Connection connection = Connection.of(request.connection());
        return connection != null && connection.isClosing() && (lane == null || !lane.isHolding());
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
        private final @Nullable Http1FastPath lane;
        private final @Nullable Http2Limits http2;
        private final Context context = vertx.getOrCreateContext();
        private final ResponseClock arrival = present.moment();
        private final boolean reads;
        private final String target;
        private final CachePolicy freshness;
        private final Optional<Address> sentTo;
        private final Address address;
        private final String accept;
        private final String language;
        private final boolean refused;
        private final Optional<Coding.Choice> accepted;
        private final Coding.Choice choice;
        private WaitingClients.@Nullable Client client;

        Exchange(HttpServerRequest request, Router router, @Nullable Http1FastPath lane, @Nullable Http2Limits http2) {
            this.request = request;
            this.router = router;
            this.lane = lane;
            this.http2 = http2;
            reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
            target = NormalizedTarget.normalise(request.path(), request.query());
            MultiMap headers = request.headers();
            freshness = CachePolicy.of(target, config);
            sentTo = addresses.of(request);
            address = addresses.inLinks(sentTo.orElse(NOWHERE));
            accept = MediaRanges.canonical(headers.getAll(HttpHeaders.ACCEPT));
            language = freshness.languages().choose(headers.getAll(HttpHeaders.ACCEPT_LANGUAGE));
            refused = isRefused(request);
            accepted = Coding.choose(headers.getAll(HttpHeaders.ACCEPT_ENCODING));
            choice = accepted.orElse(Coding.Choice.PLAIN);
        }

        void answer() {
            int refusal = refusal();
            if (refused) {
                respond(make(503).thenCompose(this::code), BYPASS);
            } else if (refusal != 0) {
                respond(make(refusal), BYPASS);
            } else if (reads && isOrdinary() && http2 != null) {
                http2.whenSent(() -> onContext(this::lookUp));
            } else if (reads && isOrdinary()) {
                lookUp();
            } else {
                respond(make(0).thenCompose(this::code), BYPASS);
            }
        }

        private void lookUp() {
            if (request.response().closed()) {
                return;
            }
            Found found = find();
            respond(found.answer(), found.cacheStatus());
        }

        /** The status with which a request is refused whatever it asks for; 0 if it is not. */
        private int refusal() {
            if (sentTo.isEmpty() || hasControls(request.headers())) {
                return 400;
            }
            return !addresses.areOfService(sentTo.get()) ? 421 : accepted.isEmpty() ? 406 : 0;
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
        private boolean isLast() {
            // Vert.x keeps no connection of another version than 1.0 and 1.1, and has no name for it.
            return request.version() == null
                    || request.headers().getAll(HttpHeaders.CONNECTION).stream()
                            .flatMap(options -> Arrays.stream(options.split(",")))
                            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
        }

        private Found find() {
            Found first = find(key(""));
            CompletableFuture<CachedResponse> answer = first.answer();
            if (!answer.isDone()) {
                return new Found(answer.thenCompose(this::ifForOrigin), first.cacheStatus());
            }
            boolean found = answer.isCompletedExceptionally() || answer.join().isFor(address.origin());
            return found ? first : find(key(address.origin()));
        }

        private CompletableFuture<CachedResponse> ifForOrigin(CachedResponse answer) {
            return answer.isFor(address.origin())
                    ? CompletableFuture.completedFuture(answer)
                    : find(key(address.origin())).answer();
        }

        private Key key(String origin) {
            return new Key(origin, address.prefix(), target, accept, language, choice, arrival.revision());
        }

        private Found find(Key key) {
            Found found = choice.equals(Coding.Choice.PLAIN)
                    ? answers.get(key, () -> makeFor(key))
                    : answers.get(
                            key,
                            () -> answers.get(key.plain(), () -> makeFor(key.plain()))
                                    .answer()
                                    .thenCompose(this::code));
            if (!found.answer().isDone()) {
                await(key.plain());
            }
            return found;
        }

        /** Makes an answer that others may wait for too, as long as any of them does. */
        private CompletableFuture<CachedResponse> makeFor(Key plain) {
            return make(0, await(plain)::isLastGone);
        }

        /** Waits until the answer is there or the connection closes; several threads may come to it. */
        private synchronized WaitingClients.Client await(Key plain) {
            WaitingClients.Client joined = client;
            if (joined == null) {
                joined = waiting.join(plain);
                client = joined;
                request.response().closeHandler(closed -> leave());
                if (request.response().closed()) {
                    leave();
                }
            }
            return joined;
        }

        private synchronized void leave() {
            if (client != null) {
                client.leave();
            }
        }

        /**
         * Has the answer made by whoever is behind.
         *
         * @param refusal the status of the problem to answer with; 0 to answer what was asked
         */
        private CompletableFuture<CachedResponse> make(int refusal) {
            return make(refusal, request.response()::closed);
        }

        private CompletableFuture<CachedResponse> make(int refusal, BooleanSupplier abandoned) {
            BufferedResponse recording =
                    new BufferedResponse(request, target, address, accept, language, reads, refusal, abandoned);
            connections.begin();
            recording.complete().whenComplete((complete, failure) -> connections.finish());
            onContext(() -> {
                context.putLocal(PREFIX, address.prefix());
                router.handle(recording.request());
            });
            return recording
                    .complete()
                    .thenApply(complete -> CachedResponse.of(complete, freshness, address, arrival.revision()));
        }

        /** Coding takes its time, and the event loop has none. */
        private CompletableFuture<CachedResponse> code(CachedResponse answer) {
            return choice.coding() == Coding.IDENTITY
                    ? CompletableFuture.completedFuture(answer)
                    : coders.executeBlocking(() -> answer.coded(choice), false)
                            .toCompletionStage()
                            .toCompletableFuture();
        }

        private void respond(CompletableFuture<CachedResponse> making, String cacheStatus) {
            making.exceptionallyCompose(failure -> {
                        LOG.errorf(failure, "%s %s cannot be answered", request.method(), request.uri());
                        return make(500);
                    })
                    .thenAcceptAsync(answer -> send(answer, cacheStatus), this::onContext)
                    .exceptionally(failure -> {
                        LOG.errorf(failure, "%s %s is not answered", request.method(), request.uri());
                        request.response().reset();
                        return null;
                    })
                    .thenRun(this::leave);
        }

        private void onContext(Runnable task) {
            if (Vertx.currentContext() == context) {
                task.run();
            } else {
                context.runOnContext(here -> task.run());
            }
        }

        private void send(CachedResponse answer, String cacheStatus) {
            HttpServerResponse response = request.response();
            if (response.closed() || response.ended()) {
                return;
            }
            ResponseClock now = present.moment();
            boolean current = answer.revision() == now.revision();
            Instant modified = current && answer.isPublished() && now.lastModified() != null ? now.publishedAt() : null;
            int status = reads && answer.status() == 200
                    ? Conditions.judge(request.headers(), answer.entityTag(), modified)
                    : answer.status();
            if (status == 412 && answer.status() == 200) {
                respond(make(412).thenCompose(this::code), BYPASS);
                return;
            }
            MultiMap headers = response.setStatusCode(status).headers();
            headers.addAll(answer.headers(status, cacheStatus));
            headers.set(HttpHeaders.DATE, now.date());
            if (modified != null) {
                headers.set(HttpHeaders.LAST_MODIFIED, now.lastModified());
            }
            byte[] body = request.method() == HttpMethod.HEAD || status == 304 ? NOTHING : answer.body();
            // Conditions by date are judged otherwise once the second of the publication is over.
            boolean settled = modified != null || !answer.isPublished();
            if (lane != null
                    && lane.isLearning()
                    && !addresses.dependOnClient()
                    && current
                    && settled
                    && answer.isStorable()) {
                lane.learn(
                        new Reply(answer, request.connection().isSsl(), answer.head(status, ResponseCache.HIT), body));
            }
            if (refused) {
                headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            if (answer.isLast() || isLast() || isClosing(request, lane)) {
                closeAfter(request);
            }
            Runnable sent = count(body);
            response.end(Buffer.buffer(Unpooled.wrappedBuffer(body))).onComplete(done -> {
                sent.run();
                Connection.noteEnd(request.connection());
            });
        }

        /** Counts an answer until what is returned is called. */
        private Runnable count(byte[] body) {
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
