package dev.shida;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Settings of an operator that do not contradict each other, so that the tests of each share one start. */
public class OtherSettings implements QuarkusTestProfile {
    /** The most memory that finished answers take. */
    public static final int MAX_SIZE = 1024 * 1024;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // Little memory
                "shida.edge.max-size", String.valueOf(MAX_SIZE),
                // A CDN that is purged, feeds that are fresh for another time, and no time to guess
                "shida.edge.cache.content.cdn-max-age", "1d",
                "shida.edge.cache.feed.max-age", "5m",
                "shida.edge.cache.feed.stale-while-revalidate", "10m",
                "shida.edge.cache.feed.stale-if-error", "0s",
                "shida.search.guess-timeout", "0s",
                // A folder of its own, which is looked at all the time
                "shida.manuscripts", folder().toString(),
                "shida.manuscripts-poll", "0.02s");
    }

    private static Path folder() {
        try {
            return Files.createDirectories(
                    Path.of("target/test-data", UUID.randomUUID().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
