package dev.shida.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits the resources of a connection in HTTP/2. It is closed when it has more streams open than
 * SETTINGS_MAX_CONCURRENT_STREAMS: Netty would only refuse them, and not even that before the client acknowledges the
 * setting, so that a client that never does could open any number. It is also closed when the heads of its open streams
 * have too many bytes, and when the client reads nothing of its responses for too long. While too many bytes of responses
 * are unsent, requests wait.
 *
 * <p>All methods run on the connection's event loop.
 */
final class Http2Limits extends Http2HeadListener {
    /** How long the connection stays open so that the client can read GOAWAY. */
    private static final long GOAWAY_SECONDS = 1;

    /** The size of a field besides its name and value (RFC 9113, section 6.5.2). */
    private static final int FIELD_OVERHEAD = 32;

    private final Channel channel;
    private final Http2ConnectionHandler handler;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey headKey;
    private final long maxStreams;
    private final long maxBytes;
    private final WriteTimeout timeout;
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** Of the heads of open streams, in bytes. */
    private long heads;

    private int unsentResponses;
    private long unsentBytes;
    private long sentResponses;
    /** Bytes by which the client has widened the window of the connection. */
    private long widened;

    private Http2Limits(
            Http2ConnectionHandler handler,
            Channel channel,
            HttpConnection settings,
            EdgeConfig config,
            Addresses addresses) {
        super(validated(handler.decoder(), addresses));
        this.channel = channel;
        this.handler = handler;
        connection = handler.connection();
        headKey = connection.newKey();
        maxStreams = settings.settings().getMaxConcurrentStreams();
        maxBytes = config.maxUnsentPerConnection().asLongValue();
        timeout = new WriteTimeout(
                channel,
                config.writeTimeout(),
                this::passed,
                () -> unsentResponses > 0,
                () -> channel.pipeline().context(handler).close());
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                heads -= headOf(stream);
            }
        });
        countAll();
    }

    private static Http2FrameListener validated(Http2ConnectionDecoder decoder, Addresses addresses) {
        Http2Validation.addTo(decoder, addresses);
        return decoder.frameListener();
    }

    /** The limits of a connection, installed at its first request. Null if it speaks HTTP/1.1. */
    static @Nullable Http2Limits of(HttpConnection connection, EdgeConfig config, Addresses addresses) {
        Channel channel = Connection.channelOf(connection);
        Http2ConnectionHandler handler =
                channel == null ? null : channel.pipeline().get(Http2ConnectionHandler.class);
        if (channel == null || handler == null) {
            return null;
        }
        Http2ConnectionDecoder decoder = handler.decoder();
        if (decoder.frameListener() instanceof Http2Limits limits) {
            return limits;
        }
        Http2Limits limits = new Http2Limits(handler, channel, connection, config, addresses);
        decoder.frameListener(limits);
        return limits;
    }

    // ---- Responses

    /** Runs a task at once, or once fewer bytes of earlier responses are unsent. */
    void whenSent(Runnable task) {
        if (unsentBytes < maxBytes) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /** Counts a response that is handed to Vert.x. */
    void begin(int bytes) {
        unsentResponses++;
        unsentBytes += bytes;
        timeout.watch();
    }

    /** Counts it no longer, as it was sent, or cannot be. */
    void end(int bytes) {
        unsentResponses--;
        unsentBytes -= bytes;
        sentResponses++;
        while (channel.isActive() && unsentBytes < maxBytes && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** The progress of sending: bytes of bodies by the flow-control window, plus the number of responses that ended. */
    private long passed() {
        return widened - handler.encoder().flowController().windowSize(connection.connectionStream()) + sentResponses;
    }

    // ---- Frames of the client

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int streamId, int increment) throws Http2Exception {
        if (streamId == 0) {
            widened += increment;
        }
        super.onWindowUpdateRead(context, streamId, increment);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        super.onSettingsAckRead(context);
        countAll();
    }

    /** Lets this listener see all streams: after the acknowledgement, Netty would refuse them before it. */
    private void countAll() {
        connection.remote().maxActiveStreams(Integer.MAX_VALUE);
    }

    @Override
    void check(ChannelHandlerContext context, int streamId, Http2Headers headers) throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        int head = size(headers);
        heads += head;
        stream.setProperty(headKey, headOf(stream) + head);
        if (connection.remote().numActiveStreams() > maxStreams || heads > maxBytes) {
            // Vert.x has not seen it, and expects to know all open streams.
            stream.close();
            // The handler sends GOAWAY and stops reading, but closes only once the client has read it.
            context.executor().schedule(() -> context.close(), GOAWAY_SECONDS, TimeUnit.SECONDS);
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more than %d streams or %d bytes of heads", maxStreams, maxBytes);
        }
    }

    private int headOf(Http2Stream stream) {
        Integer head = stream.getProperty(headKey);
        return head == null ? 0 : head;
    }

    private static int size(Http2Headers headers) {
        int size = 0;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            size += field.getKey().length() + field.getValue().length() + FIELD_OVERHEAD;
        }
        return size;
    }
}
