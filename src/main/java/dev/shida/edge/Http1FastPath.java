package dev.shida.edge;

import dev.shida.edge.RawResponseCache.RawResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests of a connection in HTTP/1.1 from the {@link RawResponseCache}, ahead of Netty's decoder: when the bytes
 * of a head equal those of an earlier request, the bytes of its response are sent, and nothing is parsed.
 *
 * <p>Why: decoding a head, routing it in Vert.x and encoding the response takes most of the time of a hit. Ahead of the
 * decoder, a hit is one lookup and one write, and the service is as fast as a static file server
 * ({@code src/bench/edge/README.md}).
 *
 * <p>The danger is request smuggling. The fast path and the decoder must agree where each request begins, or one would take
 * for a head what is part of a body to the other. So it does not parse, but compares:
 *
 * <pre>
 *              hit: send the bytes
 *                   ┌────┐
 *                   │    ▼
 *  first request ─▶ IN STEP ── miss: forward the head to the decoder
 *                     ▲ │            │
 *                     └─┼────────────┤ it decoded exactly this request: cache the response
 *                       ▼            │
 *                    BYPASSED ◀──────┘ it decoded anything else
 * </pre>
 *
 * <ul>
 *   <li>One head at a time is forwarded, so that responses keep the order of requests (RFC 9112, section 9.3.2).
 *   <li>{@link DecoderWatch} checks that the decoder made exactly one request of it, complete, with one line for each header.
 *       Only then may the next head be answered here, and may the response be cached for these bytes.
 *   <li>Anything else (a body, {@code Connection: close}, an upgrade, folded lines, a head that is too long) bypasses the fast
 *       path for the rest of the connection. Then it only delays the decoder: the next request is decoded once most of the
 *       response before it is written, so that a client cannot make the service buffer responses that it does not read.
 * </ul>
 *
 * <p>All methods run on the connection's event loop.
 */
final class Http1FastPath extends ChannelInboundHandlerAdapter {
    /**
     * The names that Vert.x gives its handlers. Where a newer version has others, no fast path is installed, and
     * Http1FastPathTest fails.
     */
    static final String DECODER = "httpDecoder";

    static final String ENCODER = "httpEncoder";

    /** The longest head that is looked up, and the most bytes that are read ahead. */
    private static final int MAX_HEAD = 32 * 1024;

    private final FastHits.Sender hits;
    private final @Nullable Connection connection;
    private final @Nullable IdleStateHandler idle;
    private final DecoderWatch watch = new DecoderWatch(this::resumeSoon);
    /** Bytes that were received, and neither answered nor forwarded. */
    private @Nullable ByteBuf pending;
    /** The head that was forwarded last, until its response is cached. */
    private byte @Nullable [] forwardedHead;
    /** The response to it, which may be there before the decoder returns. */
    private @Nullable RawResponse forwardedResponse;

    private boolean draining;
    /** Whether the decoder may have whole messages buffered, received before the fast path was installed or after it was bypassed. */
    private boolean mayDecodeMore = true;

    private boolean inStep;
    private boolean bypassed;
    private boolean wroteHit;
    private boolean readPaused;

    /** Requests that were answered from the cache. */
    private long answered;

    private Http1FastPath(FastHits.Sender hits, @Nullable Connection connection, @Nullable IdleStateHandler idle) {
        this.hits = hits;
        this.connection = connection;
        this.idle = idle;
    }

    /** The fast path of a connection, installed at its first request. Null if the connection speaks HTTP/2. */
    static @Nullable Http1FastPath of(HttpConnection connection, FastHits hits, Duration writeTimeout) {
        Channel channel = Connection.channelOf(connection);
        if (channel == null || channel.pipeline().get(Http2ConnectionHandler.class) != null) {
            return null;
        }
        ChannelPipeline pipeline = channel.pipeline();
        Http1FastPath fastPath = pipeline.get(Http1FastPath.class);
        if (fastPath == null
                && pipeline.get(DECODER) instanceof ByteToMessageDecoder decoder
                && pipeline.get(ENCODER) != null) {
            decoder.setSingleDecode(true);
            fastPath = new Http1FastPath(
                    hits.of(connection), pipeline.get(Connection.class), pipeline.get(IdleStateHandler.class));
            pipeline.addBefore(DECODER, null, new WriteQueue(writeTimeout));
            pipeline.addBefore(DECODER, null, fastPath);
            pipeline.addAfter(ENCODER, null, fastPath.watch);
            Http1Validation validation = pipeline.get(Http1Validation.class);
            if (validation != null && validation.isAtEnd()) {
                // It passes on a request once it has its end.
                fastPath.watch.ended();
            }
        }
        return fastPath;
    }

    /** Whether the next response may be cached here. */
    boolean isAwaitingResponse() {
        return forwardedHead != null;
    }

    /** The number of requests so far. */
    long requests() {
        return answered + watch.total();
    }

    /** Whether the body of a request is incomplete. */
    boolean isReceiving() {
        return watch.isWithinRequest();
    }

    /** Whether there are requests without a response. */
    boolean isAnswering() {
        return watch.isAnswering();
    }

    /** Whether requests were received that are not decoded yet. */
    boolean hasPending() {
        return pending != null;
    }

    /** Caches the response to the request that was forwarded last, once it is certain that the decoder decoded that one. */
    void offer(RawResponse response) {
        forwardedResponse = response;
        store();
    }

    private void store() {
        if (inStep && forwardedHead != null && forwardedResponse != null) {
            hits.cache(forwardedHead, forwardedResponse);
            forwardedHead = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
        } else if (pending == null && canAnswerNext(context) && answerFromCache(context, bytes)) {
            bytes.release();
        } else {
            pending = pending == null
                    ? bytes
                    : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, bytes);
            if (!bypassed && watch.isWithinRequest()) {
                // Part of the body of the first request.
                bypass();
            }
            drainPending(context);
        }
    }

    /** Whether all earlier responses are written, most of them to the socket. */
    private boolean canAnswerNext(ChannelHandlerContext context) {
        return !watch.isAnswering() && context.channel().isWritable();
    }

    /** Sends the response to a head, if it is cached. */
    private boolean answerFromCache(ChannelHandlerContext context, ByteBuf head) {
        boolean answers = inStep && (connection == null || !connection.isClosing()) && hits.send(context, head);
        if (answers) {
            wroteHit = true;
            answered++;
        }
        return answers;
    }

    /** Answers or forwards pending requests, one after the other, until one has to wait. */
    private void drainPending(ChannelHandlerContext context) {
        if (draining) {
            return;
        }
        draining = true;
        if (!bypassed) {
            decode(context);
        }
        while (!bypassed && pending != null && canAnswerNext(context)) {
            int length = headLength(pending);
            if (length == 0) {
                // Not in step, this may be the end of a head of which the decoder has the beginning.
                if (!inStep || pending.readableBytes() > MAX_HEAD) {
                    bypass();
                }
                break;
            }
            ByteBuf head = pending.readRetainedSlice(length);
            if (!pending.isReadable()) {
                pending.release();
                pending = null;
            }
            if (answerFromCache(context, head)) {
                head.release();
            } else {
                forward(context, head);
            }
        }
        if (bypassed) {
            mayDecodeMore |= pending != null;
            decode(context);
        }
        draining = false;
        if (pending != null && pending.refCnt() == 1) {
            pending.discardSomeReadBytes();
        }
        limitReading(context);
    }

    /** Makes the decoder decode message by message, until a request has to wait. */
    private void decode(ChannelHandlerContext context) {
        while (mayDecodeMore && (watch.isWithinRequest() || canAnswerNext(context))) {
            ByteBuf more = Unpooled.EMPTY_BUFFER;
            if (bypassed && pending != null) {
                more = pending;
                pending = null;
            }
            long before = watch.messages();
            context.fireChannelRead(more);
            mayDecodeMore = watch.messages() != before;
        }
    }

    private void forward(ChannelHandlerContext context, ByteBuf head) {
        byte[] bytes = ByteBufUtil.getBytes(head);
        forwardedHead = bytes;
        forwardedResponse = null;
        inStep = false;
        watch.begin();
        context.fireChannelRead(head);
        inStep = watch.hasDecodedExactly(new String(bytes, StandardCharsets.ISO_8859_1));
        if (inStep) {
            store();
        } else {
            bypass();
        }
    }

    private void bypass() {
        bypassed = true;
        inStep = false;
        mayDecodeMore = true;
        forwardedHead = null;
    }

    /** Stops reading while a client sends requests faster than it reads the responses. */
    private void limitReading(ChannelHandlerContext context) {
        boolean behind = pending != null && pending.readableBytes() > MAX_HEAD;
        ChannelConfig config = context.channel().config();
        if (behind && config.isAutoRead()) {
            readPaused = true;
            config.setAutoRead(false);
        } else if (readPaused && !behind) {
            readPaused = false;
            config.setAutoRead(true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (wroteHit) {
            wroteHit = false;
            context.flush();
            if (idle != null) {
                // It stands behind, and did not see the request.
                idle.resetReadTimeout();
            }
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        resume(context);
        context.fireChannelWritabilityChanged();
    }

    /** Goes on with pending requests once a response is encoded. */
    private void resumeSoon(ChannelPipeline pipeline) {
        ChannelHandlerContext own = pipeline.context(this);
        if (own != null && (pending != null || mayDecodeMore)) {
            own.executor().execute(() -> resume(own));
        }
    }

    private void resume(ChannelHandlerContext context) {
        if (pending != null || mayDecodeMore) {
            drainPending(context);
            channelReadComplete(context);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    /** The length of the head at the beginning of these bytes, up to its empty line; 0 if it is incomplete. */
    private static int headLength(ByteBuf bytes) {
        int start = bytes.readerIndex();
        int end = bytes.writerIndex();
        for (int line = bytes.indexOf(start, end, (byte) '\n');
                line >= 0;
                line = bytes.indexOf(line, end, (byte) '\n')) {
            line++;
            if (line < end && bytes.getByte(line) == '\r') {
                line++;
            }
            if (line < end && bytes.getByte(line) == '\n') {
                return line + 1 - start;
            }
        }
        return 0;
    }
}
