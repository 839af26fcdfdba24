package dev.shida.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection in HTTP/2 that has more streams open than the service has announced to allow. Netty would only
 * refuse those streams, and not even that before the client acknowledges the announcement; a client that never does
 * could open any number.
 */
final class Http2Limits extends Http2FrameListenerDecorator {
    /** How long the connection stays open for the frame that tells why it is closed. */
    private static final long GOAWAY_SECONDS = 1;

    private final Http2Connection connection;
    private final long maxStreams;

    private Http2Limits(Http2FrameListener listener, Http2Connection connection, long maxStreams) {
        super(listener);
        this.connection = connection;
        this.maxStreams = maxStreams;
        countAll();
    }

    /** Applies them to a connection with its first request; does nothing if it speaks HTTP/1.1. */
    static void apply(HttpConnection connection) {
        Http2ConnectionHandler handler = connection instanceof ConnectionBase base
                ? base.channel().pipeline().get(Http2ConnectionHandler.class)
                : null;
        if (handler != null) {
            Http2ConnectionDecoder decoder = handler.decoder();
            if (!(decoder.frameListener() instanceof Http2Limits)) {
                decoder.frameListener(new Http2Limits(
                        decoder.frameListener(),
                        handler.connection(),
                        connection.settings().getMaxConcurrentStreams()));
            }
        }
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        super.onSettingsAckRead(context);
        countAll();
    }

    /** After the acknowledgement, Netty would refuse streams without a call of this listener. */
    private void countAll() {
        connection.remote().maxActiveStreams(Integer.MAX_VALUE);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        checkStreams(context, streamId);
        super.onHeadersRead(context, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        checkStreams(context, streamId);
        super.onHeadersRead(context, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }

    private void checkStreams(ChannelHandlerContext context, int streamId) throws Http2Exception {
        if (connection.remote().numActiveStreams() > maxStreams) {
            // Vert.x does not know it, and expects to know those that are open.
            connection.stream(streamId).close();
            // The handler sends GOAWAY, and reads no more; but it closes only once the client has read that.
            context.executor().schedule(() -> context.close(), GOAWAY_SECONDS, TimeUnit.SECONDS);
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more than %d streams are open", maxStreams);
        }
    }
}
