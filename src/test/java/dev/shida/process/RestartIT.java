package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What caches know of an answer still holds after another start. */
class RestartIT {
    @TempDir
    Path home;

    @Test
    void lastModifiedOutlivesARestart() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String entityTag;
        Instant published;
        try (Service first = Service.start(home)) {
            HttpResponse<String> answer = first.get("/v1/stories");
            entityTag = header(answer, "ETag").orElseThrow();
            published = time(header(answer, "Date").orElseThrow());
        }
        try (Service next = Service.start(home, Map.of("SHIDA_EDGE_CACHE_CONTENT_CDN_MAX_AGE", "1d"))) {
            HttpResponse<String> answer = next.get("/v1/stories");
            Instant modified = time(header(answer, "Last-Modified").orElseThrow());
            assertFalse(modified.isBefore(start) || modified.isAfter(published), modified::toString);
            assertEquals(entityTag, header(answer, "ETag").orElseThrow());
            assertEquals(
                    Optional.of("public, max-age=86400, stale-while-revalidate=3600, stale-if-error=86400"),
                    header(answer, "CDN-Cache-Control"));
        }
    }

    private static Optional<String> header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static Instant time(String header) {
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
