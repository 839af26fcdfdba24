package dev.shida.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder of HTTP/1.1 and Vert.x, and marks requests that cannot be read with their {@link RequestFault}.
 * The decoder reads no further behind such a request; the connection closes with the response to it.
 *
 * <p>A request is passed on once all of it that was received is decoded, so that a fault in what came with its head is known
 * before anything is done. {@link Edge} is told of a later fault, and responds with a problem; the end of such a body is never
 * passed on, as a resource would take the part before the fault for the whole. After the response, a fault only closes the
 * connection.
 *
 * <p>All methods run on the connection's event loop.
 */
final class Http1Validation extends ChannelDuplexHandler {
    /** What Vert.x calls the handler that upgrades a connection's first request. */
    private static final String UPGRADE = "h2c";

    private static final Pattern VERSION_1 = Pattern.compile("HTTP/1\\.[0-9]");
    private static final Pattern OTHER_VERSION = Pattern.compile("HTTP/[02-9]\\.[0-9]");
    private static final int BYTES_PER_SETTING = 6;

    private final Addresses addresses;

    /** A request, and what was received of its body, until they are passed on. */
    private final Queue<Object> buffered = new ArrayDeque<>();

    private @Nullable HttpRequest latest;
    private @Nullable Consumer<Rejection> rejecter;
    private int unanswered;
    private long decoded;
    private boolean atEnd;
    private boolean faulty;

    private Http1Validation(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Adds it to a connection, if that speaks HTTP/1.1. */
    static void addTo(ChannelPipeline pipeline, Addresses addresses) {
        if (pipeline.get(Http1FastPath.ENCODER) != null) {
            pipeline.addAfter(Http1FastPath.ENCODER, null, new Http1Validation(addresses));
        }
    }

    /** Calls back if the rest of the request that is being answered cannot be read. */
    static void onFault(HttpConnection connection, Consumer<Rejection> rejecter) {
        Channel channel = Connection.channelOf(connection);
        Http1Validation validation = channel == null ? null : channel.pipeline().get(Http1Validation.class);
        if (validation != null) {
            validation.rejecter = rejecter;
        }
    }

    /** Whether the latest request was decoded to its end. */
    boolean isAtEnd() {
        return atEnd;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decoded++;
        atEnd = message instanceof LastHttpContent;
        if (faulty || isCutOff(message)) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            latest = request;
            unanswered++;
            buffered.add(request);
            validate(context, request);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()
                && latest != null
                && unanswered > 0) {
            content.release();
            failBody(
                    context, latest, RequestFault.ofBody(content.decoderResult().cause()));
        } else {
            buffered.add(message);
            if (message instanceof LastHttpContent || !(buffered.peek() instanceof HttpRequest)) {
                passOn(context);
            }
        }
    }

    /** Whether the decoder made it of the beginning of a head as the connection closed: nobody waits for a response. */
    private static boolean isCutOff(Object message) {
        return message instanceof HttpRequest request
                && request.decoderResult().cause() instanceof PrematureChannelClosureException;
    }

    private void validate(ChannelHandlerContext context, HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (request.decoderResult().isFailure()) {
            if (request instanceof FullHttpRequest) {
                // The decoder made it up, as not even the first line could be read.
                request.setProtocolVersion(HttpVersion.HTTP_1_1).setUri("/");
            }
            fail(context, request, RequestFault.ofHead(request.decoderResult().cause()));
        } else if (!isSpoken(version)) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            int status = OTHER_VERSION.matcher(version.text()).matches() ? 505 : 400;
            fail(context, request, RequestFault.because(status, "not a version of HTTP/1"));
        } else {
            HttpHeaders headers = request.headers();
            addresses
                    .unforwardedPort(headers.get(HttpHeaderNames.HOST), headers::get)
                    .ifPresent(port -> headers.set(Addresses.FORWARDED_PORT, port));
            addresses.mendForwardedFor(headers::getAll, headers::set);
            if (context.pipeline().get(UPGRADE) != null) {
                validateUpgrade(context, request);
            }
        }
    }

    /** Whether it is 1.0, 1.1 or a later minor version, to the letter: what is only read as 1.0 or 1.1 is another object. */
    private static boolean isSpoken(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1
                || version == HttpVersion.HTTP_1_0
                || (version.minorVersion() > 1
                        && VERSION_1.matcher(version.text()).matches());
    }

    /** Vert.x would answer an upgrade that is incomplete itself. So the field is ignored (RFC 9110, section 7.8). */
    private void validateUpgrade(ChannelHandlerContext context, HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!headers.contains(HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, true)) {
            return;
        }
        List<String> settings = headers.getAll(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER);
        String connection = headers.get(HttpHeaderNames.CONNECTION, "");
        List<String> options =
                Arrays.stream(connection.split(",")).map(String::strip).toList();
        boolean complete = List.of(HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER).stream()
                .allMatch(option -> options.stream().anyMatch(option.toString()::equalsIgnoreCase));
        if (settings.size() > 1 || !settings.stream().allMatch(Http1Validation::isSettings)) {
            fail(context, request, RequestFault.because(400, "settings of HTTP/2 that cannot be read"));
        } else if (!complete || settings.isEmpty()) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }

    private static boolean isSettings(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64).length % BYTES_PER_SETTING == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void failBody(ChannelHandlerContext context, HttpRequest request, RequestFault fault) {
        // Vert.x begins a request once those before it are answered.
        boolean begun = !buffered.contains(request) && unanswered == 1;
        if (!begun) {
            fail(context, request, fault);
        } else if (rejecter != null) {
            faulty = true;
            rejecter.accept(fault.rejection());
        } else {
            context.close();
        }
    }

    /** Passes a request on to be answered for its fault, without its body. */
    private void fail(ChannelHandlerContext context, HttpRequest request, RequestFault fault) {
        faulty = true;
        atEnd = true;
        request.setDecoderResult(fault);
        request.headers().remove(HttpHeaderNames.UPGRADE);
        boolean waiting = buffered.remove(request);
        release();
        if (waiting) {
            buffered.add(request);
        }
        buffered.add(LastHttpContent.EMPTY_LAST_CONTENT);
        passOn(context);
    }

    private void passOn(ChannelHandlerContext context) {
        for (Object message = buffered.poll(); message != null; message = buffered.poll()) {
            context.fireChannelRead(message);
        }
    }

    private void release() {
        buffered.forEach(ReferenceCountUtil::release);
        buffered.clear();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        decodeRest(context);
        passOn(context);
        context.fireChannelReadComplete();
    }

    /** Decodes on: the decoder stopped at the head if {@link Http1FastPath} was added for a request ahead of it. */
    private void decodeRest(ChannelHandlerContext context) throws Exception {
        ChannelHandlerContext decoder = context.pipeline().context(Http1FastPath.DECODER);
        long before = -1;
        while (decoder != null && !buffered.isEmpty() && decoded != before) {
            before = decoded;
            ((ChannelInboundHandler) decoder.handler()).channelRead(decoder, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (DecoderWatch.endsResponse(message)) {
            unanswered--;
            rejecter = null;
        }
        context.write(message, promise);
        if (faulty && unanswered == 0) {
            // Whichever response it is: another may have been ready when the fault came. Not while it is being written.
            context.executor().execute(context.channel()::close);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }
}
