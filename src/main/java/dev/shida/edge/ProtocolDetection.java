package dev.shida.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Waits for the first bytes of a connection, which tell whether it speaks HTTP/1.1 or HTTP/2, and adds what validates its
 * requests. Vert.x sets up a connection in clear text only when it reads these bytes, and reads requests at once; so it gets
 * those that decide ahead of the others.
 *
 * <p>It names a class of an implementation package, the handler that decides: where a newer version of Vert.x has another,
 * this does not compile.
 */
final class ProtocolDetection extends ByteToMessageDecoder {
    /** What a server ignores ahead of a request (RFC 9112, section 2.2), and no connection in HTTP/2 begins with. */
    private static final byte[] EMPTY_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Addresses addresses;

    private ProtocolDetection(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Adds it to a connection that Vert.x has been told of. */
    static void addTo(ChannelPipeline pipeline, Addresses addresses) {
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        ChannelHandlerContext undecided = pipeline.context(Http1xOrH2CHandler.class);
        if (tls != null) {
            pipeline.addAfter(tls.name(), null, new ProtocolDetection(addresses));
        } else if (undecided != null) {
            pipeline.addBefore(undecided.name(), null, new ProtocolDetection(addresses));
        } else {
            Http1Validation.addTo(pipeline, addresses);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(Http1xOrH2CHandler.class) != null) {
            ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
            int length = Math.min(bytes.readableBytes(), preface.readableBytes());
            boolean http2 = ByteBufUtil.equals(preface, 0, bytes, bytes.readerIndex(), length);
            if (http2 && length < preface.readableBytes()) {
                return;
            }
            context.fireChannelRead(http2 ? bytes.readRetainedSlice(length) : Unpooled.wrappedBuffer(EMPTY_LINE));
        }
        Http1Validation.addTo(pipeline, addresses);
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            Http2Validation.addTo(http2.decoder(), addresses);
        }
        // The rest goes on.
        pipeline.remove(this);
    }
}
