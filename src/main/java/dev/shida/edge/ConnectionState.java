package dev.shida.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does, and for how long it may.
 *
 * <pre>
 *             head decoded, with a body                 end of the body decoded
 *   WAITING ─────────────────────────────▶ RECEIVING ────────────────────────────▶ ANSWERING
 *    │  ▲            (HTTP/1.1)                                                     ▲  │
 *    │  └─────────────────── every response written to the socket ──────────────────┼──┘
 *    └──────────────────── head decoded, without a body or in HTTP/2 ───────────────┘
 * </pre>
 *
 * <p>WAITING has the limit of a head for the first request, and from the first byte of any other; until then, the limit of
 * an idle connection. RECEIVING has that of a body. ANSWERING has none here.
 *
 * <p>It is polled, which costs requests nothing; all but {@link #idle(long)} is called on the connection's event loop.
 */
final class ConnectionState {
    private enum State {
        /** Waiting for the head of a request. */
        WAITING,
        /** Receiving the rest of a body. */
        RECEIVING,
        /** Computing a response, or sending it. */
        ANSWERING
    }

    private final Channel channel;
    private final long headNanos;
    private final long bodyNanos;
    private final double bodyNanosPerByte;
    private final long idleNanos;

    /** Whether it waits for a request, so that it may be evicted. */
    private volatile boolean idle = true;
    /** When it entered its state. */
    private volatile long since = System.nanoTime();

    // As of the last poll.
    private State state = State.WAITING;
    private long requests;
    private long received;
    /** What was received when it entered the state. */
    private long receivedBefore;

    private boolean headBegun;

    ConnectionState(Channel channel, ConnectionsConfig config) {
        this.channel = channel;
        headNanos = config.headTimeout().toNanos();
        bodyNanos = config.bodyTimeout().toNanos();
        bodyNanosPerByte =
                (double) TimeUnit.SECONDS.toNanos(1) / config.bodyRate().asLongValue();
        idleNanos = config.idleTimeout().toNanos();
    }

    /** The shortest of the limits, in nanoseconds. */
    long shortestLimit() {
        return Math.min(headNanos, Math.min(bodyNanos, idleNanos));
    }

    /** How long a body may take of which so many bytes were received, in nanoseconds. */
    double bodyLimit(long bytes) {
        return bodyNanos + bytes * bodyNanosPerByte;
    }

    /** How long it has been idle, in nanoseconds; negative if it has a request. */
    long idle(long now) {
        return idle ? Math.max(0, now - since) : -1;
    }

    /** Marks it as not idle before the next poll does, so that it is not evicted meanwhile. */
    void leaveIdle() {
        idle = false;
    }

    /** Marks it as idle after a response, unless there is another request. */
    void responseEnded() {
        if (isWaitingNow()) {
            since = System.nanoTime();
            idle = true;
        }
    }

    boolean isWaitingNow() {
        return find(
                        channel.pipeline().get(Http1FastPath.class),
                        channel.pipeline().get(Http2ConnectionHandler.class))
                == State.WAITING;
    }

    private State find(@Nullable Http1FastPath fastPath, @Nullable Http2ConnectionHandler http2) {
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

    /**
     * Finds the state.
     *
     * @param total the bytes that the connection has received
     */
    void poll(@Nullable Http1FastPath fastPath, @Nullable Http2ConnectionHandler http2, long total, long now) {
        State found = find(fastPath, http2);
        long count = countRequests(fastPath, http2);
        received = total;
        if (found != state || count != requests) {
            state = found;
            requests = count;
            receivedBefore = received;
            headBegun = false;
            since = now;
        } else if (fastPath != null && state == State.WAITING && !headBegun && received != receivedBefore) {
            headBegun = true;
            since = now;
        }
        idle = state == State.WAITING;
    }

    private static long countRequests(@Nullable Http1FastPath fastPath, @Nullable Http2ConnectionHandler http2) {
        if (fastPath != null) {
            return fastPath.requests();
        }
        return http2 == null ? 0 : http2.connection().remote().lastStreamCreated();
    }

    /** Whether it was waiting for a request, as of the last poll. */
    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** When it entered the state, by {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    boolean isOverdue(long now) {
        long taken = now - since;
        return switch (state) {
            case WAITING -> taken > (requests == 0 || headBegun ? headNanos : idleNanos);
            case RECEIVING -> taken > bodyLimit(received - receivedBefore);
            case ANSWERING -> false;
        };
    }

    /** Whether a part of a request was received, and none of its response was sent. */
    boolean isPartial(@Nullable Http1FastPath fastPath) {
        return state == State.RECEIVING
                ? fastPath != null && fastPath.isAnswering()
                : received > 0 && (requests == 0 || headBegun);
    }
}
