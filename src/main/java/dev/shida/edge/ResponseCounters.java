package dev.shida.edge;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts responses by route, method, status and outcome, with their bytes and times. These are all responses to requests that were
 * decoded, and those of the {@link Http1FastPath} and of {@link RequestTimeout}, which Vert.x and its metrics do not see.
 *
 * <p>A time is from when a request was received to when its response is handed to the connection, in microseconds. How long
 * a client takes to read it is not part of it. A response is counted before a client can have seen it.
 */
@Singleton
public final class ResponseCounters {
    /** The upper bounds of the buckets of the histogram, in microseconds, up to ten seconds; one more bucket has no bound. */
    private static final long[] BOUNDS = LongStream.iterate(10, power -> 10 * power)
            .flatMap(power -> LongStream.of(power, power * 5 / 2, power * 5))
            .limit(19)
            .toArray();

    /** Other methods count as one, as a client could make up any number. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private static final String OTHER_METHOD = "OTHER";

    /** Where a response came from. A response to a condition that holds has the status 304, whatever its outcome. */
    public enum CacheOutcome {
        /** Cached, and sent ahead of the HTTP decoder. */
        FAST_HIT("hit", "shida; hit"),
        /** Cached. */
        HIT("hit", "shida; hit"),
        /** Computed for another request that came earlier. */
        COLLAPSED("collapsed", "shida; fwd=uri-miss; collapsed"),
        /** Computed for this request, and perhaps cached. */
        MISS("miss", "shida; fwd=uri-miss"),
        /** Computed for this request without looking it up. */
        BYPASS("bypass", "shida; fwd=bypass");

        private final String label;
        private final String cacheStatus;

        CacheOutcome(String label, String cacheStatus) {
            this.label = label;
            this.cacheStatus = cacheStatus;
        }

        /** The outcome in metrics and in the access log, which do not tell who sent a hit. */
        public String label() {
            return label;
        }

        /** The value of {@code Cache-Status} (RFC 9211). */
        String cacheStatus() {
            return cacheStatus;
        }
    }

    /**
     * What is counted as one.
     *
     * @param route as {@link RouteTemplates} names it
     * @param method that of the requests; {@code OTHER} for those that are not common
     */
    public record ResponseKind(String route, String method, int status, CacheOutcome outcome) {}

    /**
     * The responses of a kind since the start.
     *
     * @param bytes of the bodies as they were sent
     * @param micros the sum of their times
     * @param buckets the number of responses whose time is at most that of {@link #bounds()}, and above the bound before; one
     *     more for those above the last bound
     */
    public record Count(ResponseKind kind, long bytes, long micros, List<Long> buckets) {
        /** The number of responses. */
        public long responses() {
            return buckets.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The counter of one kind; counting allocates nothing, and threads do not contend for it. */
    static final class Counter {
        private final LongAdder bytes = new LongAdder();
        private final LongAdder micros = new LongAdder();
        private final LongAdder[] buckets =
                Stream.generate(LongAdder::new).limit(BOUNDS.length + 1L).toArray(LongAdder[]::new);

        private final ResponseKind kind;

        private Counter(ResponseKind kind) {
            this.kind = kind;
        }

        /** The kind of responses that it counts. */
        ResponseKind kind() {
            return kind;
        }

        /** Counts a response that took so long since {@link System#nanoTime()} was {@code begin}. */
        void count(int length, long begin) {
            long time = (System.nanoTime() - begin) / 1_000;
            int bucket = 0;
            while (bucket < BOUNDS.length && time > BOUNDS[bucket]) {
                bucket++;
            }
            buckets[bucket].increment();
            bytes.add(length);
            micros.add(time);
        }

        private Count sum() {
            List<Long> counts = Stream.of(buckets).map(LongAdder::sum).toList();
            return new Count(kind, bytes.sum(), micros.sum(), counts);
        }
    }

    private final ConcurrentMap<ResponseKind, Counter> counters = new ConcurrentHashMap<>();

    /** The counter of a kind of responses. */
    Counter counter(String route, String method, int status, CacheOutcome outcome) {
        ResponseKind kind = new ResponseKind(route, METHODS.contains(method) ? method : OTHER_METHOD, status, outcome);
        return counters.computeIfAbsent(kind, Counter::new);
    }

    /** The upper bounds of the buckets, in microseconds, in order. */
    public static List<Long> bounds() {
        return LongStream.of(BOUNDS).boxed().toList();
    }

    /** The counts of all kinds that there have been; kinds are only added. */
    public List<Count> counts() {
        return counters.values().stream().map(Counter::sum).toList();
    }
}
