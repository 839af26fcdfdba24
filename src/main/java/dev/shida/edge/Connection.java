package dev.shida.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the time limits of a connection, from when it was accepted until it is closed. Its {@linkplain ConnectionState
 * state} is polled, so limits are exact to a second, or to a quarter of the shortest. How long a response takes to compute,
 * and how fast the client reads it ({@link WriteTimeout}), is not limited here.
 *
 * <p>It closes as RFC 9112, section 9.6, recommends: it shuts down its output, and keeps reading for a while, as a client
 * that is still sending would lose the response to a reset otherwise.
 */
@Sharable // Vert.x removes it from the pipeline when it switches to HTTP/2; then it adds itself again.
final class Connection extends ChannelDuplexHandler {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Connections connections;
    private final Channel channel;
    private final ConnectionState state;

    private volatile boolean refused;
    private volatile boolean closing;
    /** While the service stops: until when it stays open without a request. */
    private volatile @Nullable Long noticeEnd;

    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> checks;
    private @Nullable Long lingerEnd;
    private long received;

    private boolean ending;
    /** Null with HTTP/1.1. */
    private @Nullable Http2BodyTimeout bodies;

    Connection(Connections connections, Channel channel) {
        this.connections = connections;
        this.channel = channel;
        state = new ConnectionState(channel, connections.config());
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
            connection.state.leaveIdle();
        }
    }

    /** Marks it as idle after a response. */
    static void responseEnded(HttpConnection http) {
        Connection connection = of(http);
        if (connection != null) {
            connection.state.responseEnded();
        }
    }

    /** Whether a connection is one too many. */
    static boolean isRefused(HttpConnection http) {
        Connection connection = of(http);
        return connection != null && connection.refused;
    }

    /** Whether a response can no longer be sent, as it has closed, at least for output. */
    static boolean hasEnded(HttpConnection http) {
        Channel channel = channelOf(http);
        return channel != null
                && (!channel.isActive() || (channel instanceof SocketChannel socket && socket.isOutputShutdown()));
    }

    /** Whether it closes after the next response. */
    boolean isClosing() {
        return closing;
    }

    /** How long it has been idle, in nanoseconds; negative if it has a request. */
    long idle(long now) {
        return state.idle(now);
    }

    /** Rejects its first request with 503, and closes it then. */
    void refuse() {
        refused = true;
        closing = true;
    }

    /** Closes it to make room for another; if it has a request by now, another one is evicted instead. */
    void evict(Connection newcomer) {
        state.leaveIdle();
        channel.eventLoop().execute(() -> {
            if (lingerEnd == null && !state.isWaitingNow()) {
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
            checkEvery(noticeEnd != null ? DRAIN_CHECK_NANOS : Math.min(CHECK_NANOS, state.shortestLimit() / 4));
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
        state.poll(fastPath, http2, received, now);
        if (http2 != null) {
            if (bodies == null) {
                bodies = new Http2BodyTimeout(http2, state);
            }
            bodies.resetLate(channel.pipeline().context(http2), received, now);
        }
        if (state.isOverdue(now) || (state.isWaiting() && connections.isPaused())) {
            timeOut(fastPath);
        } else if (isDrained(now, http2 != null) && !ending) {
            ending = true;
            // With HTTP/2, open streams are completed first.
            channel.close();
        }
    }

    private boolean isDrained(long now, boolean isHttp2) {
        Long end = noticeEnd;
        if (end == null) {
            return false;
        }
        boolean noticed = now - end >= 0;
        return state.isWaiting()
                ? (noticed || isHttp2) && now - state.since() >= DRAIN_CHECK_NANOS
                // Sends GOAWAY: the client must open no more streams.
                : noticed && isHttp2;
    }

    /** Closes it, with 408 if a request is incomplete. */
    private void timeOut(@Nullable Http1FastPath fastPath) {
        if (state.isPartial(fastPath) && channel.pipeline().get(Http1FastPath.ENCODER) != null) {
            FullHttpResponse response =
                    RequestTimeout.response(connections.addresses().prefix());
            int bytes = response.content().readableBytes();
            ResponseCounters.Counter counter = RequestTimeout.counter(connections.counters());
            counter.count(bytes, state.since());
            if (connections.accessLog().isDue()) {
                connections.accessLog().log(LoggedRequest.incomplete(channel), counter.kind(), bytes, state.since());
            }
            // Fails if a response has begun.
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }
}
