package dev.shida.edge;

import io.netty.handler.codec.DateFormatter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What all answers of one second have in common.
 *
 * @param revision the present revision; 0 before the first publication
 * @param publishedAt when it was published; null before the first publication
 * @param second since 1970
 * @param date the value of the header {@code Date}
 * @param lastModified the value of {@code Last-Modified} for what publications change; null while the second of the
 *     publication lasts. Another publication in that second would have the same value, and whoever saw the first
 *     would never be told of the other (RFC 9110, section 8.8.2.2).
 * @param end the end of a response's head, as bytes: these headers, and the empty line
 * @param publishedEnd the same for what publications change
 */
record ResponseClock(
        long revision,
        @Nullable Instant publishedAt,
        long second,
        String date,
        @Nullable String lastModified,
        byte[] end,
        byte[] publishedEnd) {

    static ResponseClock of(long revision, @Nullable Instant publishedAt, long second) {
        String date = DateFormatter.format(Date.from(Instant.ofEpochSecond(second)));
        String lastModified = publishedAt == null || publishedAt.getEpochSecond() >= second
                ? null
                : DateFormatter.format(Date.from(publishedAt));
        String end = "date: " + date + "\r\n";
        String publishedEnd = lastModified == null ? end : end + "last-modified: " + lastModified + "\r\n";
        return new ResponseClock(
                revision, publishedAt, second, date, lastModified, bytes(end + "\r\n"), bytes(publishedEnd + "\r\n"));
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
