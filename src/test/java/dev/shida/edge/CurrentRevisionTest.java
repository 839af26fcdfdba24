package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.shida.content.Revision;
import dev.shida.content.Revision.ResponsesOutdated;
import dev.shida.edge.ResponseCache.CacheKey;
import dev.shida.edge.ResponseCounters.CacheOutcome;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CurrentRevisionTest {
    private static final Instant PUBLISHED = Instant.parse("2026-01-03T08:00:00Z");

    /** Room for a million bytes of each kind. */
    static final EdgeConfig CONFIG = new EdgeConfig() {
        @Override
        public Optional<MemorySize> maxSize() {
            return Optional.of(maxUnsentPerConnection());
        }

        @Override
        public int maxConcurrent() {
            return 64;
        }

        @Override
        public int maxQueued() {
            return 64;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Optional<MemorySize> maxUnsent() {
            return maxSize();
        }

        @Override
        public MemorySize maxUnsentPerConnection() {
            return new MemorySize(BigInteger.valueOf(1_000_000));
        }

        @Override
        public Duration writeTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Map<String, CacheSettings> cache() {
            return Map.of();
        }
    };

    private final ResponseCache responses = new ResponseCache(CONFIG);
    private final CurrentRevision currentRevision = new CurrentRevision(responses, new RawResponseCache(CONFIG));

    @Test
    void hasNoRevisionBeforeTheFirst() {
        assertEquals(0, currentRevision.clock().revision());
        assertNull(currentRevision.clock().lastModified());
    }

    @Test
    void isAtTheRevisionThatWasAnnouncedLast() {
        currentRevision.update(new Revision(1, "a-2000", PUBLISHED));
        assertEquals(1, currentRevision.clock().revision());
        assertEquals("Sat, 03 Jan 2026 08:00:00 GMT", currentRevision.clock().lastModified());
        currentRevision.update(new Revision(7, "b-2000", PUBLISHED.plusSeconds(1)));
        assertEquals(7, currentRevision.clock().revision());
        assertEquals("Sat, 03 Jan 2026 08:00:01 GMT", currentRevision.clock().lastModified());
    }

    @Test
    void neverGoesBack() {
        currentRevision.update(new Revision(2, "a-2000", PUBLISHED.plusSeconds(1)));
        currentRevision.update(new Revision(1, "b-2000", PUBLISHED));
        assertEquals(2, currentRevision.clock().revision());
        assertEquals("Sat, 03 Jan 2026 08:00:01 GMT", currentRevision.clock().lastModified());
    }

    /**
     * Who asks while a revision is announced is answered once with what is known by then; another answer made after the
     * next revision is committed could know that one already, and the first be given again after it.
     */
    @Test
    void keepsComputationsForTheAnnouncedRevision() {
        CompletableFuture<CachedResponse> making = new CompletableFuture<>();
        responses.lookUp(key(1), () -> making);
        responses.lookUp(key(2), () -> making);
        currentRevision.update(new Revision(2, "a-2000", PUBLISHED));
        assertEquals(
                CacheOutcome.COLLAPSED, responses.lookUp(key(2), () -> making).outcome());
        assertEquals(CacheOutcome.MISS, responses.lookUp(key(1), () -> making).outcome());
    }

    /** The poll may find a revision that is about to be announced by its publication. */
    @Test
    void aRevisionAnnouncedTwiceEvictsNothing() {
        CompletableFuture<CachedResponse> computing = new CompletableFuture<>();
        currentRevision.update(new Revision(2, "a-2000", PUBLISHED));
        responses.lookUp(key(2), () -> computing);
        currentRevision.update(new Revision(2, "a-2000", PUBLISHED));
        assertEquals(
                CacheOutcome.COLLAPSED,
                responses.lookUp(key(2), () -> computing).outcome());
    }

    @Test
    void evictsOutdatedResponsesOfTheCurrentRevision() {
        CompletableFuture<CachedResponse> computing = new CompletableFuture<>();
        currentRevision.update(new Revision(2, "a-2000", PUBLISHED));
        responses.lookUp(key(2), () -> computing);
        currentRevision.evict(new ResponsesOutdated());
        assertEquals(
                CacheOutcome.MISS, responses.lookUp(key(2), () -> computing).outcome());
    }

    private static CacheKey key(long revision) {
        return new CacheKey("", "", "/v1/stories", "", "", Coding.CodingChoice.PLAIN, revision);
    }

    @Test
    void hasNoLastModifiedWithinThatSecond() {
        long second = PUBLISHED.getEpochSecond();
        assertClock("date: Sat, 03 Jan 2026 07:59:59 GMT\r\n", "", second - 1);
        assertClock("date: Sat, 03 Jan 2026 08:00:00 GMT\r\n", "", second);
        assertClock(
                "date: Sat, 03 Jan 2026 08:00:01 GMT\r\n",
                "last-modified: Sat, 03 Jan 2026 08:00:00 GMT\r\n",
                second + 1);
    }

    private static void assertClock(String date, String lastModified, long second) {
        ResponseClock clock = ResponseClock.of(1, PUBLISHED, second);
        assertArrayEquals((date + "\r\n").getBytes(StandardCharsets.US_ASCII), clock.headEnd());
        assertArrayEquals((date + lastModified + "\r\n").getBytes(StandardCharsets.US_ASCII), clock.publishedHeadEnd());
        assertEquals(date, "date: " + clock.date() + "\r\n");
        assertEquals(
                lastModified, clock.lastModified() == null ? "" : "last-modified: " + clock.lastModified() + "\r\n");
    }
}
