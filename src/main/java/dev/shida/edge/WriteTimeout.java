package dev.shida.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that had bytes to send for a time, and sent none of them. Progress is polled, so that it costs
 * writes nothing; the time is exact to a quarter.
 */
final class WriteTimeout {
    /** Checks without progress after which the connection closes. */
    private static final int CHECKS = 4;

    private final Channel channel;
    private final long checkNanos;
    private final BooleanSupplier hasUnsent;
    private final LongSupplier passed;
    private final Runnable close;

    private @Nullable ScheduledFuture<?> check;
    /** Bytes that were sent by the last check, and how many checks found no progress. */
    private long sent;

    private int unchanged;

    /**
     * @param passed how many bytes were written to the channel
     * @param hasUnsent whether more are waiting to be written to it
     */
    WriteTimeout(Channel channel, Duration timeout, LongSupplier passed, BooleanSupplier hasUnsent, Runnable close) {
        this.channel = channel;
        this.passed = passed;
        this.hasUnsent = hasUnsent;
        this.close = close;
        checkNanos = timeout.toNanos() / CHECKS;
        channel.closeFuture().addListener(closed -> {
            if (check != null) {
                check.cancel(false);
            }
        });
    }

    /** To be called after each flush. */
    void watch() {
        if (check == null && isSending()) {
            sent = sent();
            unchanged = 0;
            schedule();
        }
    }

    private void schedule() {
        check = channel.eventLoop().schedule(this::check, checkNanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        check = null;
        if (!isSending()) {
            return;
        }
        long before = sent;
        sent = sent();
        unchanged = sent == before ? unchanged + 1 : 0;
        if (unchanged < CHECKS) {
            schedule();
        } else {
            close.run();
        }
    }

    private boolean isSending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && (buffer.totalPendingWriteBytes() > 0 || hasUnsent.getAsBoolean());
    }

    /** Bytes that the socket has taken, approximately; it changes with each. */
    private long sent() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null
                ? passed.getAsLong()
                : passed.getAsLong() - buffer.totalPendingWriteBytes() + buffer.currentProgress();
    }
}
