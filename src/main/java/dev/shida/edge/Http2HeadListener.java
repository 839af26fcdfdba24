package dev.shida.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/** Checks the head of each stream of a connection in HTTP/2, with a priority and without, before the next listener reads it. */
abstract class Http2HeadListener extends Http2FrameListenerDecorator {
    Http2HeadListener(Http2FrameListener next) {
        super(next);
    }

    /**
     * Checks a head, which may be changed.
     *
     * @throws Http2Exception if the next listener is not to read it
     */
    abstract void check(ChannelHandlerContext context, int streamId, Http2Headers headers) throws Http2Exception;

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        check(context, streamId, headers);
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
        check(context, streamId, headers);
        super.onHeadersRead(context, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }
}
