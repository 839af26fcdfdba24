package dev.shida.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.shida.edge.ResponseCounters.Kind;
import dev.shida.edge.ResponseCounters.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the time limits of a connection, from when it was accepted until it is closed. Its state is polled, which costs
 * requests nothing: limits are exact to a second, or to a quarter of the shortest.
 *
 * <p>A connection is waiting for the head of a request, receiving the rest of a body, or answering. How long a response
 * takes to compute, and how fast the client reads it ({@link WriteTimeout}), is not limited here.
 *
 * <p>It closes as RFC 9112, section 9.6, recommends: it shuts down its output, and keeps reading for a while, as a client
 * that is still sending would lose the response to a reset otherwise.
 */
@Sharable // Vert.x removes it from the pipeline when it switches to HTTP/2; then it adds itself again.
final class Connection extends ChannelDuplexHandler {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A problem document without the path, which may not have been received; formatted with the prefix of links. */
    private static final String TIMEOUT = """
            {"type":"%1$s/problems/request-timeout","title":"Request timeout","status":408,\
            "detail":"The rest of the request has not come in time.","instance":"%1$s/"}""";

    private static final Kind TIMED_OUT = new Kind(RouteTemplates.NOT_FOUND, "OTHER", 408, Outcome.BYPASS);

    private final Connections connections;
    private final Channel channel;
    private final long headNanos;
    private final long bodyNanos;
    private final double bodyNanosPerByte;
    private final long idleNanos;

    private volatile boolean refused;
    private volatile boolean closing;
    /** Whether it waits for a request, so that it may be evicted. */
    private volatile boolean idle = true;
    /** When it entered its state. */
    private volatile long since = System.nanoTime();
    /** While the service stops: until when it stays open without a request. */
    private volatile @Nullable Long noticeEnd;

    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> checks;
    private @Nullable Long lingerEnd;
    private long received;

    // As of the last check.
    private State state = State.WAITING;
    private long requests;
    private long receivedBefore;
    private boolean headBegun;
    private boolean ending;
    private Http2Connection.@Nullable PropertyKey bodyKey;

    private enum State {
        /** Waiting for the head of a request. */
        WAITING,
        /** Receiving the rest of a body. */
        RECEIVING,
        /** Computing a response, or sending it. */
        ANSWERING
    }

    Connection(Connections connections, Channel channel) {
        this.connections = connections;
        this.channel = channel;
        ConnectionsConfig config = connections.config();
        headNanos = config.headTimeout().toNanos();
        bodyNanos = config.bodyTimeout().toNanos();
        bodyNanosPerByte =
                (double) TimeUnit.SECONDS.toNanos(1) / config.bodyRate().asLongValue();
        idleNanos = config.idleTimeout().toNanos();
    }

    /**
     * The Netty channel of a connection; null if Vert.x has none. Its interfaces do not give it away, and limits and the fast
     * path are handlers of its pipeline. All connections of Vert.x 4 extend {@code ConnectionBase}; where a newer version has
     * another class, this does not compile, and it is named here alone.
     */
    static @Nullable Channel channelOf(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? base.channel() : null;
    }

    /** The handler of a connection; null if it was not accepted from a socket. */
    static @Nullable Connection of(HttpConnection connection) {
        Channel channel = channelOf(connection);
        return channel == null ? null : channel.pipeline().get(Connection.class);
    }

    /** Marks it as not idle before the next check does, so that it is not evicted meanwhile. */
    static void requestBegan(HttpConnection http) {
        Connection connection = of(http);
        if (connection != null) {
            connection.idle = false;
        }
    }

    /** Marks it as idle after a response. */
    static void responseEnded(HttpConnection http) {
        Connection connection = of(http);
        if (connection != null && connection.currentState() == State.WAITING) {
            connection.since = System.nanoTime();
            connection.idle = true;
        }
    }

    /** Whether a connection is one too many. */
    static boolean isRefused(HttpConnection http) {
        Connection connection = of(http);
        return connection != null && connection.refused;
    }

    /** Whether it closes after the next response. */
    boolean isClosing() {
        return closing;
    }

    /** How long it has been idle, in nanoseconds; negative if it has a request. */
    long idle(long now) {
        return idle ? Math.max(0, now - since) : -1;
    }

    /** Rejects its first request with 503, and closes it then. */
    void refuse() {
        refused = true;
        closing = true;
    }

    /** Closes it to make room for another; if it has a request by now, another one is evicted instead. */
    void evict(Connection newcomer) {
        idle = false;
        channel.eventLoop().execute(() -> {
            if (lingerEnd == null && currentState() != State.WAITING) {
                connections.makeRoom(newcomer);
            } else {
                closeNow();
            }
        });
    }

    /** Closes it after the next response, or after a while without a request. */
    void drain(Duration notice) {
        noticeEnd = System.nanoTime() + notice.toNanos();
        closing = true;
        if (context != null) {
            channel.eventLoop().execute(() -> checkEvery(DRAIN_CHECK_NANOS));
        }
    }

    /** Closes it at once, without lingering. */
    void abort() {
        ChannelHandlerContext handlerContext = context;
        if (handlerContext != null) {
            handlerContext.close();
        }
    }

    // ---- The first handler of the pipeline

    @Override
    public void handlerAdded(ChannelHandlerContext handlerContext) {
        boolean first = context == null;
        context = handlerContext;
        if (first) {
            checkEvery(
                    noticeEnd != null
                            ? DRAIN_CHECK_NANOS
                            : LongStream.of(CHECK_NANOS, headNanos / 4, bodyNanos / 4, idleNanos / 4)
                                    .min()
                                    .orElseThrow());
            channel.closeFuture().addListener(closed -> stopChecking());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext handlerContext) {
        if (channel.isActive()) {
            handlerContext.pipeline().addFirst(this);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext handlerContext) {
        ProtocolDetection.addTo(handlerContext.pipeline(), connections.addresses());
        handlerContext.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext handlerContext, Object message) {
        if (lingerEnd != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            received += bytes.readableBytes();
        }
        handlerContext.fireChannelRead(message);
    }

    @Override
    public void close(ChannelHandlerContext handlerContext, ChannelPromise promise) {
        if (lingerEnd == null && channel instanceof SocketChannel socket && socket.isActive()) {
            lingerEnd = System.nanoTime() + LINGER_NANOS;
            socket.shutdownOutput();
            // It closes when the client has sent everything.
            socket.config().setAutoRead(true);
        }
        if (lingerEnd != null && channel.isActive()) {
            channel.closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            handlerContext.close(promise);
        }
    }

    private void closeNow() {
        // Lets HTTP/2 and TLS send their closing messages.
        channel.close();
        abort();
    }

    // ---- The limits

    private void checkEvery(long nanos) {
        stopChecking();
        if (channel.isOpen()) {
            checks = channel.eventLoop().scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void stopChecking() {
        if (checks != null) {
            checks.cancel(false);
        }
    }

    private void check() {
        long now = System.nanoTime();
        if (lingerEnd != null) {
            if (now - lingerEnd >= 0) {
                abort();
            }
            return;
        }
        Http1FastPath fastPath = channel.pipeline().get(Http1FastPath.class);
        Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
        update(stateOf(fastPath, http2), countRequests(fastPath, http2), fastPath != null, now);
        if (http2 != null) {
            resetLateStreams(http2, now);
        }
        if (isOverdue(now)) {
            timeOut();
        } else if (isDrained(now, http2 != null) && !ending) {
            ending = true;
            // With HTTP/2, open streams are completed first.
            channel.close();
        }
    }

    private State currentState() {
        return stateOf(
                channel.pipeline().get(Http1FastPath.class), channel.pipeline().get(Http2ConnectionHandler.class));
    }

    private State stateOf(@Nullable Http1FastPath fastPath, @Nullable Http2ConnectionHandler http2) {
        if (fastPath != null && fastPath.isReceiving()) {
            return State.RECEIVING;
        }
        boolean answering = fastPath != null
                ? fastPath.isAnswering()
                : http2 != null && http2.connection().numActiveStreams() > 0;
        return answering || hasUnsent() ? State.ANSWERING : State.WAITING;
    }

    /** Whether responses have not been written to the socket yet. */
    private boolean hasUnsent() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    private static long countRequests(@Nullable Http1FastPath fastPath, @Nullable Http2ConnectionHandler http2) {
        if (fastPath != null) {
            return fastPath.requests();
        }
        return http2 == null ? 0 : http2.connection().remote().lastStreamCreated();
    }

    private void update(State found, long count, boolean isHttp1, long now) {
        if (found != state || count != requests) {
            state = found;
            requests = count;
            receivedBefore = received;
            headBegun = false;
            since = now;
        } else if (isHttp1 && state == State.WAITING && !headBegun && received != receivedBefore) {
            headBegun = true;
            since = now;
        }
        idle = state == State.WAITING;
    }

    private boolean isOverdue(long now) {
        long taken = now - since;
        return switch (state) {
            case WAITING -> taken > (requests == 0 || headBegun ? headNanos : idleNanos) || connections.isPaused();
            case RECEIVING -> taken > allowed(received - receivedBefore);
            case ANSWERING -> false;
        };
    }

    /** How long a body may take of which so many bytes were received. */
    private double allowed(long bytes) {
        return bodyNanos + bytes * bodyNanosPerByte;
    }

    private boolean isDrained(long now, boolean isHttp2) {
        Long end = noticeEnd;
        if (end == null) {
            return false;
        }
        boolean noticed = now - end >= 0;
        return state == State.WAITING
                ? (noticed || isHttp2) && now - since >= DRAIN_CHECK_NANOS
                // Sends GOAWAY: the client must open no more streams.
                : noticed && isHttp2;
    }

    /** Closes it, with 408 if a request is incomplete. */
    private void timeOut() {
        Http1FastPath fastPath = channel.pipeline().get(Http1FastPath.class);
        boolean partial = state == State.RECEIVING
                ? fastPath != null && fastPath.isAnswering()
                : received > 0 && (requests == 0 || headBegun);
        if (partial && channel.pipeline().get(Http1FastPath.ENCODER) != null) {
            FullHttpResponse timeout = timeout(connections.addresses().prefix());
            if (connections.accessLog().isDue()) {
                int bytes = timeout.content().readableBytes();
                connections.accessLog().log(LoggedRequest.incomplete(channel), TIMED_OUT, bytes, since);
            }
            // Fails if a response has begun.
            channel.writeAndFlush(timeout).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    private static FullHttpResponse timeout(String prefix) {
        byte[] body = TIMEOUT.formatted(prefix).getBytes(US_ASCII);
        HeadersMultiMap headers = HeadersMultiMap.httpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(Instant.now())))
                .set(CachedResponse.CONTENT_TYPE_OPTIONS, CachedResponse.NO_SNIFF)
                .set(CachedResponse.CACHE_STATUS, Outcome.BYPASS.cacheStatus());
        Cors.allow(headers);
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.REQUEST_TIMEOUT,
                Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    /** Resets streams whose bodies take too long, measured by what the whole connection has received. */
    private void resetLateStreams(Http2ConnectionHandler http2, long now) {
        if (bodyKey == null) {
            bodyKey = http2.connection().newKey();
        }
        List<Http2Stream> late = new ArrayList<>();
        try {
            http2.connection().forEachActiveStream(stream -> {
                if (stream.state().remoteSideOpen() && isLate(stream, now)) {
                    late.add(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        ChannelHandlerContext handlerContext = channel.pipeline().context(http2);
        late.forEach(stream ->
                http2.resetStream(handlerContext, stream.id(), Http2Error.CANCEL.code(), handlerContext.newPromise()));
        if (!late.isEmpty()) {
            http2.flush(handlerContext);
        }
    }

    private boolean isLate(Http2Stream stream, long now) {
        Body body = stream.getProperty(bodyKey);
        if (body == null) {
            stream.setProperty(bodyKey, new Body(now, received));
            return false;
        }
        return now - body.since() > allowed(received - body.receivedBefore());
    }

    /** When a check first found the body of a stream incomplete, and what the connection had received by then. */
    private record Body(long since, long receivedBefore) {}
}
