package dev.shida.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.shida.edge.ResponseCounters.CacheOutcome;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.util.Date;

/** The response to a request whose rest has not come in time: 408, ahead of Vert.x, which has not seen it. */
final class RequestTimeout {
    /** A problem document without the path, which may not have been received; formatted with the prefix of links. */
    private static final String PROBLEM = """
            {"type":"%1$s/problems/request-timeout","title":"Request timeout","status":408,\
            "detail":"The rest of the request has not come in time.","instance":"%1$s/"}""";

    private RequestTimeout() {}

    /** Counts it; the method may not have been received either. */
    static ResponseCounters.Counter counter(ResponseCounters counters) {
        return counters.counter(RouteTemplates.NOT_FOUND, "", 408, CacheOutcome.BYPASS);
    }

    static FullHttpResponse response(String prefix) {
        byte[] body = PROBLEM.formatted(prefix).getBytes(US_ASCII);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(Instant.now())))
                .set(CachedResponse.CONTENT_TYPE_OPTIONS, CachedResponse.NO_SNIFF)
                .set(CachedResponse.CACHE_STATUS, CacheOutcome.BYPASS.cacheStatus());
        Cors.allow(headers::set);
        return response;
    }
}
