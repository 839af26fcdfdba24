package dev.shida.edge;

import io.netty.handler.codec.DateFormatter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * The headers that all responses of one second share.
 *
 * @param revision the current revision; 0 before the first publication
 * @param publishedAt when it was published; null before the first publication
 * @param second since 1970
 * @param date the value of the header {@code Date}
 * @param lastModified the value of {@code Last-Modified} of published content; null within the second of the publication:
 *     another publication in that second would have the same value, and a client that has the first would never get the
 *     other (RFC 9110, section 8.8.2.2)
 * @param headEnd the end of a response's head, as bytes: these headers, and the empty line
 * @param publishedHeadEnd the same for what publications change
 */
record ResponseClock(
        long revision,
        @Nullable Instant publishedAt,
        long second,
        String date,
        @Nullable String lastModified,
        byte[] headEnd,
        byte[] publishedHeadEnd) {

    static ResponseClock of(long revision, @Nullable Instant publishedAt, long second) {
        String date = DateFormatter.format(Date.from(Instant.ofEpochSecond(second)));
        String lastModified = publishedAt == null || publishedAt.getEpochSecond() >= second
                ? null
                : DateFormatter.format(Date.from(publishedAt));
        String headEnd = "date: " + date + "\r\n";
        String publishedHeadEnd = lastModified == null ? headEnd : headEnd + "last-modified: " + lastModified + "\r\n";
        return new ResponseClock(
                revision,
                publishedAt,
                second,
                date,
                lastModified,
                ascii(headEnd + "\r\n"),
                ascii(publishedHeadEnd + "\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
