package dev.shida.edge;

import dev.shida.edge.RawResponseCache.HeadLookup;
import dev.shida.edge.RawResponseCache.RawResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fast lane of a connection that speaks HTTP/1.1. It stands ahead of the decoder: a head that has come before, byte
 * for byte, is answered with the bytes that answered it then, before anyone takes it apart.
 *
 * <p>Everything else goes on to the decoder, one request at a time, so that answers keep the order of the requests
 * (RFC 9112, section 9.3.2). The lane may only answer while decoder and client agree where a request begins, or one
 * would take for a head what to the other is part of a body. So it answers only after it has seen that the decoder made
 * of the bytes that went on the very request that they look like, and nothing else; at the first request of another
 * kind (with a body, say, or with which the connection ends) it stops answering for good. From then on it only makes the
 * decoder wait: the next request is decoded once the answer to the one before has been written, or most of it.
 *
 * <p>All methods run on the connection's event loop.
 */
final class Http1FastPath extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";
    static final String ENCODER = "httpEncoder";

    /** More bytes than a head may have that is worth a thought here. */
    private static final int MAX_HEAD = 32 * 1024;

    private final RawResponseCache rawResponses;
    private final CurrentRevision current;
    private final UnsentResponses unsent;
    private final boolean secure;
    private final @Nullable Connection connection;
    private final @Nullable IdleStateHandler idle;
    private final DecoderWatch watch = new DecoderWatch();
    private final HeadLookup lookup = new HeadLookup();
    /** What has come, and neither been answered nor gone on. */
    private @Nullable ByteBuf pending;
    /** The head that went on last, until its answer is known. */
    private byte @Nullable [] forwardedHead;
    /** The answer to it, which may come before the decoder is done with it. */
    private @Nullable RawResponse forwardedResponse;

    private boolean draining;
    /** Whether the decoder may have more than the beginning of a message, of what came before the lane or after it was left. */
    private boolean mayDecodeMore = true;

    private boolean inStep;
    private boolean bypassed;
    private boolean wroteHit;
    private boolean readPaused;

    /** Requests that have been answered here. */
    private long hits;

    private Http1FastPath(
            RawResponseCache rawResponses,
            CurrentRevision current,
            UnsentResponses unsent,
            boolean secure,
            @Nullable Connection connection,
            @Nullable IdleStateHandler idle) {
        this.rawResponses = rawResponses;
        this.current = current;
        this.unsent = unsent;
        this.secure = secure;
        this.connection = connection;
        this.idle = idle;
    }

    /** The lane of a connection; it is opened with the first request. Null if the connection speaks HTTP/2. */
    static @Nullable Http1FastPath of(
            HttpConnection connection,
            RawResponseCache rawResponses,
            CurrentRevision current,
            UnsentResponses unsent,
            EdgeConfig config) {
        if (!(connection instanceof Http1xServerConnection http1)) {
            return null;
        }
        ChannelPipeline pipeline = http1.channel().pipeline();
        Http1FastPath fastPath = pipeline.get(Http1FastPath.class);
        if (fastPath == null
                && pipeline.get(DECODER) instanceof ByteToMessageDecoder decoder
                && pipeline.get(ENCODER) != null) {
            decoder.setSingleDecode(true);
            fastPath = new Http1FastPath(
                    rawResponses,
                    current,
                    unsent,
                    connection.isSsl(),
                    pipeline.get(Connection.class),
                    pipeline.get(IdleStateHandler.class));
            pipeline.addBefore(DECODER, null, new WriteQueue(config.writeTimeout()));
            pipeline.addBefore(DECODER, null, fastPath);
            pipeline.addAfter(ENCODER, null, fastPath.watch);
        }
        return fastPath;
    }

    /** Whether it takes note of what is answered next. */
    boolean isAwaitingResponse() {
        return forwardedHead != null;
    }

    /** How many requests there have been. */
    long requests() {
        return hits + watch.total;
    }

    /** Whether a request has been read but for the rest of its body. */
    boolean isReceiving() {
        return watch.isWithinRequest();
    }

    /** Whether there are requests without an answer. */
    boolean isAnswering() {
        return watch.unanswered > 0;
    }

    /** Whether requests have been read that are not yet with the decoder. */
    boolean hasPending() {
        return pending != null;
    }

    /** Takes note of the answer to the request that went on last. */
    void offer(RawResponse response) {
        forwardedResponse = response;
        store();
    }

    /** Keeps what was learnt, if it is certain to what it is the answer. */
    private void store() {
        if (inStep && forwardedHead != null && forwardedResponse != null) {
            rawResponses.put(forwardedHead, forwardedResponse);
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
                // The rest of the body of the first request.
                bypass();
            }
            drainPending(context);
        }
    }

    /** Whether the next request's turn has come. */
    private boolean canAnswerNext(ChannelHandlerContext context) {
        return watch.unanswered == 0 && context.channel().isWritable();
    }

    /** ResponseCache a head, if it has come before. */
    private boolean answerFromCache(ChannelHandlerContext context, ByteBuf head) {
        if (!inStep || (connection != null && connection.isClosing())) {
            return false;
        }
        ResponseClock clock = current.clock();
        RawResponse response = rawResponses.find(lookup.of(head));
        if (response == null || response.secure() != secure || response.cached().revision() != clock.revision()) {
            return false;
        }
        byte[] headEnd = response.cached().isPublished() ? clock.publishedHeadEnd() : clock.headEnd();
        byte[] body = response.body();
        boolean copied = body.length <= WriteQueue.MAX_PART;
        ByteBuf out = context.alloc()
                .directBuffer(response.head().length + headEnd.length + (copied ? body.length : 0))
                .writeBytes(response.head())
                .writeBytes(headEnd);
        if (copied) {
            out.writeBytes(body);
        }
        context.write(out, context.voidPromise());
        if (!copied) {
            Runnable sent = unsent.begin(context.channel(), body);
            context.write(Unpooled.wrappedBuffer(body)).addListener(done -> sent.run());
        }
        wroteHit = true;
        hits++;
        return true;
    }

    /** Goes through what is held, one request after the other, as far as it can. */
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
                // Until they have agreed, this may be the end of what the decoder has the beginning of.
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

    /** Makes the decoder go on, message by message, up to a request whose turn has not come. */
    private void decode(ChannelHandlerContext context) {
        while (mayDecodeMore && (watch.isWithinRequest() || canAnswerNext(context))) {
            ByteBuf more = Unpooled.EMPTY_BUFFER;
            if (bypassed && pending != null) {
                more = pending;
                pending = null;
            }
            long before = watch.messages;
            context.fireChannelRead(more);
            mayDecodeMore = watch.messages != before;
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

    /** Reads no further while a client sends requests faster than it takes the answers. */
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
                // It stands behind, and has not seen the request.
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

    /** The length of the head that these bytes begin with, to the end of its empty line; 0 if there is more to come. */
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

    /** Stands behind the decoder and the encoder, and keeps count of what they make. */
    private final class DecoderWatch extends ChannelDuplexHandler {
        /** Requests without an answer yet; the first was there before the lane. */
        private int unanswered = 1;

        private long total = 1;
        private int requests = 1;
        private int ends;
        private long messages;
        private @Nullable HttpRequest request;

        /** Counts from nothing what is decoded. */
        private void begin() {
            requests = 0;
            ends = 0;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            messages++;
            if (message instanceof HttpRequest decoded) {
                total++;
                requests++;
                unanswered++;
                request = decoded;
            }
            if (message instanceof LastHttpContent) {
                ends++;
            }
            context.fireChannelRead(message);
        }

        /** Whether the decoder is yet to come to the end of a request. */
        private boolean isWithinRequest() {
            return requests > ends;
        }

        /** Whether just the request with this head has been decoded, to its end, and others may follow it. */
        private boolean hasDecodedExactly(String head) {
            HttpRequest decoded = request;
            request = null;
            if (requests != 1
                    || ends != 1
                    || decoded == null
                    || decoded.decoderResult().isFailure()) {
                return false;
            }
            HttpHeaders headers = decoded.headers();
            return isExactly(head, decoded)
                    && headers.getAll(HttpHeaderNames.CONNECTION).stream()
                            .allMatch(value -> AsciiString.contentEqualsIgnoreCase(value, HttpHeaderValues.KEEP_ALIVE));
        }

        /** Whether a head has a line for each thing in a request, and no others. */
        private static boolean isExactly(String head, HttpRequest request) {
            String[] lines = head.split("\r\n", -1);
            List<Map.Entry<String, String>> headers = request.headers().entries();
            // Two are empty: the last line, and what is behind its end.
            boolean same = lines.length == headers.size() + 3
                    && lines[0].equals(request.method() + " " + request.uri() + " " + HttpVersion.HTTP_1_1);
            for (int i = 0; same && i < headers.size(); i++) {
                same = lines[i + 1].startsWith(headers.get(i).getKey() + ":");
            }
            return same;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response
                    && response.protocolVersion().minorVersion() > 1) {
                // The version is the highest that the server speaks, not what was asked (RFC 9110, section 2.5).
                response.setProtocolVersion(HttpVersion.HTTP_1_1);
            }
            context.write(message, promise);
            boolean interim = message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (message instanceof LastHttpContent && !interim) {
                unanswered--;
                ChannelHandlerContext own = context.pipeline().context(Http1FastPath.this);
                if (own != null && (pending != null || mayDecodeMore)) {
                    // What was held takes its turn once this answer is done.
                    context.executor().execute(() -> resume(own));
                }
            }
        }
    }
}
