package dev.shida.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpScheme;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks in the heads of streams in HTTP/2 what Vert.x fails at, or loses. What is wrong with other fields, {@link Edge} can
 * still see, and answers.
 */
final class Http2Validation extends Http2HeadListener {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Http2ConnectionDecoder decoder;
    private final Addresses addresses;

    private Http2Validation(Http2ConnectionDecoder decoder, Addresses addresses) {
        super(decoder.frameListener());
        this.decoder = decoder;
        this.addresses = addresses;
    }

    /** Adds it to a connection, unless it is there. */
    static void addTo(Http2ConnectionDecoder decoder, Addresses addresses) {
        Http2FrameListener listener = decoder.frameListener();
        if (!(listener instanceof Http2Validation || listener instanceof Http2Limits)) {
            decoder.frameListener(new Http2Validation(decoder, addresses));
        }
    }

    /** Whether it can name a method or a field (RFC 9110, section 5.6.2). */
    static boolean isToken(CharSequence name) {
        return TOKEN.matcher(name).matches();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        super.onSettingsRead(context, settings);
        // Vert.x sets another listener with the first ones.
        addTo(decoder, addresses);
    }

    @Override
    void check(ChannelHandlerContext context, int streamId, Http2Headers headers) throws Http2Exception {
        CharSequence method = headers.method();
        if (method != null && !isToken(method)) {
            // Vert.x would close the whole connection.
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "a method that is no token");
        }
        List<CharSequence> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (headers.authority() == null && hosts.size() > 1) {
            // Vert.x would believe the first. Together (RFC 9110, section 5.3) they are none.
            headers.set(HttpHeaderNames.HOST, String.join(",", hosts));
        }
        addresses
                .unforwardedPort(headers.authority(), headers::get)
                .ifPresent(port -> headers.set(Addresses.FORWARDED_PORT, port));
        addresses.mendForwardedFor(headers::getAll, headers::set);
        boolean connect = method != null && HttpMethod.CONNECT.asciiName().contentEquals(method);
        if (connect && headers.authority() != null && headers.path() == null && headers.scheme() == null) {
            // Quarkus would answer a request without a path itself, with an empty body. In HTTP/1.1 it has a target.
            headers.method("connect").scheme(HttpScheme.HTTP.name()).path(headers.authority());
        }
    }
}
