package dev.shida.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands behind decoder and encoder, and counts the messages that they decode and encode. */
final class DecoderWatch extends ChannelDuplexHandler {
    private final Consumer<ChannelPipeline> responseEncoded;

    /** Requests without a response; the first was decoded before the fast path was installed. */
    private int unanswered = 1;

    private long total = 1;
    private int requests = 1;
    private int ends;
    private long messages;
    private @Nullable HttpRequest request;

    /** @param responseEncoded called after each response, with the pipeline of the connection */
    DecoderWatch(Consumer<ChannelPipeline> responseEncoded) {
        this.responseEncoded = responseEncoded;
    }

    /** The number of requests so far. */
    long total() {
        return total;
    }

    /** The number of messages that were decoded so far. */
    long messages() {
        return messages;
    }

    /** Whether there are requests without a response. */
    boolean isAnswering() {
        return unanswered > 0;
    }

    /** Notes that the end of the first request was decoded. */
    void ended() {
        ends++;
    }

    /** Resets the counts before a head is forwarded. */
    void begin() {
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

    /** Whether the end of a request is not decoded yet. */
    boolean isWithinRequest() {
        return requests > ends;
    }

    /** Whether exactly the request with this head was decoded, to its end, and others may follow on the connection. */
    boolean hasDecodedExactly(String head) {
        HttpRequest decoded = request;
        request = null;
        if (requests != 1
                || ends != 1
                || decoded == null
                || decoded.decoderResult().isFailure()
                || decoded.decoderResult() instanceof RequestFault) {
            return false;
        }
        HttpHeaders headers = decoded.headers();
        return isExactly(head, decoded)
                && headers.getAll(HttpHeaderNames.CONNECTION).stream()
                        .allMatch(value -> AsciiString.contentEqualsIgnoreCase(value, HttpHeaderValues.KEEP_ALIVE));
    }

    /** Whether a head has the request line and one line for each header of a request, and no others. */
    private static boolean isExactly(String head, HttpRequest request) {
        String[] lines = head.split("\r\n", -1);
        List<Map.Entry<String, String>> headers = request.headers().entries();
        // Two more are empty: the last line, and what follows it.
        boolean same = lines.length == headers.size() + 3
                && lines[0].equals(request.method() + " " + request.uri() + " " + HttpVersion.HTTP_1_1);
        for (int i = 0; same && i < headers.size(); i++) {
            same = lines[i + 1].startsWith(headers.get(i).getKey() + ":");
        }
        return same;
    }

    /** Whether a message is the end of a response that is not interim (RFC 9110, section 15.2). */
    static boolean endsResponse(Object message) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        return message instanceof LastHttpContent && !interim;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && !response.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            // Not that of the request, but the highest that the server speaks (RFC 9110, section 2.5).
            response.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        context.write(message, promise);
        if (endsResponse(message)) {
            unanswered--;
            responseEncoded.accept(context.pipeline());
        }
    }
}
