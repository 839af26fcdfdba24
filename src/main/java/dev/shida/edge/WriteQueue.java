package dev.shida.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Writes long messages in parts, each once the socket has taken most of the earlier ones. Netty copies everything that is
 * written to direct memory at once, and with TLS encrypts it; so a connection takes only a few parts of it, however long a
 * response is and however slowly the client reads.
 *
 * <p>Closes the connection if the client reads nothing for too long.
 *
 * <p>All methods run on the connection's event loop.
 */
final class WriteQueue extends ChannelDuplexHandler {
    /** The most bytes of one write; half of what makes a channel unwritable. */
    static final int MAX_PART = 32 * 1024;

    private final Duration timeout;
    private final Queue<Write> waiting = new ArrayDeque<>();
    private boolean writing;
    /** Bytes that were written to the next handler. */
    private long passed;

    @SuppressWarnings("NullAway.Init")
    private WriteTimeout progress;

    private record Write(Object message, ChannelPromise promise) {}

    WriteQueue(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        progress = new WriteTimeout(context.channel(), timeout, () -> passed, () -> !waiting.isEmpty(), context::close);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (waiting.isEmpty() && length(message) <= MAX_PART) {
            passed += length(message);
            context.write(message, promise);
        } else {
            waiting.add(new Write(message, promise));
            writeParts(context);
        }
    }

    private static int length(Object message) {
        return message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    }

    private void writeParts(ChannelHandlerContext context) {
        if (writing) {
            return;
        }
        writing = true;
        while (!waiting.isEmpty() && context.channel().isWritable()) {
            Write first = waiting.element();
            int length = length(first.message);
            if (length > MAX_PART) {
                passed += MAX_PART;
                context.write(((ByteBuf) first.message).readRetainedSlice(MAX_PART));
            } else {
                passed += length;
                waiting.remove();
                context.write(first.message, first.promise);
            }
            // With TLS, only flushed bytes count for isWritable.
            context.flush();
        }
        writing = false;
        progress.watch();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writeParts(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        progress.watch();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handlerRemoved(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ClosedChannelException closed = new ClosedChannelException();
        while (!waiting.isEmpty()) {
            Write write = waiting.remove();
            ReferenceCountUtil.release(write.message);
            if (!write.promise.isVoid()) {
                write.promise.tryFailure(closed);
            }
        }
    }
}
