package dev.shida.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/** Resets streams of a connection whose bodies take too long, measured by what the whole connection has received. */
final class Http2BodyTimeout {
    private final Http2ConnectionHandler http2;
    private final ConnectionState limits;
    private final Http2Connection.PropertyKey bodyKey;

    Http2BodyTimeout(Http2ConnectionHandler http2, ConnectionState limits) {
        this.http2 = http2;
        this.limits = limits;
        bodyKey = http2.connection().newKey();
    }

    /** When a check first found the body of a stream incomplete, and what the connection had received by then. */
    private record BodyProgress(long since, long receivedBefore) {}

    /** @param received the bytes that the connection has received */
    void resetLate(ChannelHandlerContext context, long received, long now) {
        List<Http2Stream> late = new ArrayList<>();
        try {
            http2.connection().forEachActiveStream(stream -> {
                if (stream.state().remoteSideOpen() && isLate(stream, received, now)) {
                    late.add(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        late.forEach(stream -> http2.resetStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise()));
        if (!late.isEmpty()) {
            http2.flush(context);
        }
    }

    private boolean isLate(Http2Stream stream, long received, long now) {
        BodyProgress body = stream.getProperty(bodyKey);
        if (body == null) {
            stream.setProperty(bodyKey, new BodyProgress(now, received));
            return false;
        }
        return now - body.since() > limits.bodyLimit(received - body.receivedBefore());
    }
}
