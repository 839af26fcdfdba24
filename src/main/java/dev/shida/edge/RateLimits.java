package dev.shida.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of each client by two token buckets: one for all requests, one for those that are not answered from the
 * cache. Responses say what is left (draft-ietf-httpapi-ratelimit-headers-11).
 *
 * <p><b>Memory.</b> The buckets of a client are evicted once they have been full again for certain, as new ones are the same.
 * Where there are too many clients, those with the fewest requests are evicted earlier. While there are, the buckets of a new client
 * begin with one request, so that nobody gains more than that by being evicted and coming back.
 */
@Singleton
final class RateLimits {
    /** What a limit is of. */
    private enum CountedRequests {
        /** All requests. */
        ALL,
        /** Those that are not answered from the cache. */
        UNCACHED
    }

    private static final CharSequence LIMIT = HttpHeaders.createOptimized("ratelimit");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");
    private static final String EXPOSED = "RateLimit, RateLimit-Policy";
    private static final byte[] FIELD_BEGIN = ascii(LIMIT + ": ");
    private static final byte[] FIELD_END = ascii("\r\n");

    private final List<QuotaPolicy> policies;
    private final int maxClients;
    private final TimeMeter clock;
    /** The buckets of each client, in the order of the policies; null if there are none. */
    private final @Nullable Cache<Long, Bucket[]> clients;

    private final String policyField;
    /** The fields that are the same in all responses, in HTTP/1.1. */
    private final byte[] fixedFields;

    RateLimits(LimitsConfig config, TimeMeter clock) {
        policies = Stream.of(
                        new QuotaPolicy(CountedRequests.ALL, config.all()),
                        new QuotaPolicy(CountedRequests.UNCACHED, config.uncached()))
                .filter(policy -> policy.requests > 0)
                .toList();
        maxClients = config.maxClients();
        this.clock = clock;
        clients = policies.isEmpty() ? null : newCache();
        policyField = policies.stream().map(QuotaPolicy::item).collect(Collectors.joining(", "));
        fixedFields = ascii(POLICY + ": " + policyField + "\r\n" + HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS + ": "
                + EXPOSED + "\r\n");
    }

    private Cache<Long, Bucket[]> newCache() {
        long untilFull =
                policies.stream().mapToLong(QuotaPolicy::nanosUntilFull).max().orElseThrow();
        return Caffeine.newBuilder()
                .maximumSize(maxClients)
                .expireAfterAccess(Duration.ofNanos(untilFull))
                .ticker(clock::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** The clock of the limits, unless a test has another. */
    @Produces
    @DefaultBean
    @Singleton
    static TimeMeter clock() {
        return TimeMeter.SYSTEM_NANOTIME;
    }

    boolean areSet() {
        return clients != null;
    }

    /** Counts the requests of a client; null if there are no limits. */
    @Nullable
    Usage of(ClientAddress client) {
        return clients == null ? null : new Usage(clients, client.network());
    }

    private Bucket[] buckets(Cache<Long, Bucket[]> known, Long network) {
        Bucket[] buckets = known.getIfPresent(network);
        if (buckets != null) {
            return buckets;
        }
        boolean full = isFull(known);
        return known.get(
                network,
                client -> policies.stream()
                        .map(policy -> policy.bucket(full ? 1 : policy.burst, clock))
                        .toArray(Bucket[]::new));
    }

    private boolean isFull(Cache<Long, Bucket[]> known) {
        if (known.estimatedSize() >= maxClients) {
            known.cleanUp();
        }
        return known.estimatedSize() >= maxClients;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In whole seconds, rounded up. */
    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }

    /** A limit. */
    private static final class QuotaPolicy {
        private final CountedRequests scope;
        private final int requests;
        private final Duration period;
        private final int burst;
        private final double nanosPerRequest;
        private final String name;
        /** The beginning of an item of the field {@code RateLimit}. */
        private final byte[] itemBegin;

        private QuotaPolicy(CountedRequests scope, LimitsConfig.Rate rate) {
            this.scope = scope;
            requests = rate.requests();
            period = rate.period();
            burst = rate.burst() == 0 ? requests : rate.burst();
            nanosPerRequest = (double) period.toNanos() / requests;
            name = '"' + scope.name().toLowerCase(Locale.ROOT) + '"';
            itemBegin = ascii(name + ";r=");
        }

        /** An item of the field {@code RateLimit-QuotaPolicy}. */
        private String item() {
            String quota = name + ";q=" + requests + ";w=" + seconds(period.toNanos());
            return burst == requests ? quota : quota + ";shida-burst=" + burst;
        }

        private long nanosUntilFull() {
            return (long) (burst * nanosPerRequest);
        }

        private Bucket bucket(int initial, TimeMeter clock) {
            return Bucket.builder()
                    .addLimit(limit ->
                            limit.capacity(burst).refillGreedy(requests, period).initialTokens(initial))
                    .withCustomTimePrecision(clock)
                    // Lock-free buckets allocate at each request.
                    .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
                    .build();
        }
    }

    /** What is left to a client of one limit after its last request. */
    private static final class Balance {
        private final QuotaPolicy policy;
        private boolean counted;
        private boolean exceeded;
        private long remaining;
        private long seconds;

        private Balance(QuotaPolicy policy) {
            this.policy = policy;
        }

        /** Counts a request; returns whether it is over the limit. */
        private boolean count(Bucket bucket) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            counted = true;
            exceeded = !probe.isConsumed();
            remaining = probe.getRemainingTokens();
            long nanos = exceeded
                    ? probe.getNanosToWaitForRefill()
                    : probe.getNanosToWaitForReset() - (long) ((policy.burst - remaining - 1) * policy.nanosPerRequest);
            seconds = Math.max(1, seconds(nanos));
            return exceeded;
        }

        private void write(ByteBuf out) {
            out.writeBytes(policy.itemBegin);
            writeNumber(out, remaining);
            out.writeByte(';').writeByte('t').writeByte('=');
            writeNumber(out, seconds);
        }

        private static void writeNumber(ByteBuf out, long number) {
            if (number >= 10) {
                writeNumber(out, number / 10);
            }
            out.writeByte('0' + (int) (number % 10));
        }
    }

    /** Counts the requests of one client, one after the other. */
    final class Usage {
        /** More bytes than the fields have in HTTP/1.1. */
        static final int MAX_FIELDS = 512;

        private final Cache<Long, Bucket[]> known;
        private final Long network;
        private final Balance[] balances = policies.stream().map(Balance::new).toArray(Balance[]::new);
        private Bucket[] buckets = {};
        private boolean exceeded;

        private Usage(Cache<Long, Bucket[]> known, long network) {
            this.known = known;
            this.network = network;
        }

        /** Counts a request; returns whether it is over the limit. */
        boolean exceedsAll() {
            buckets = buckets(known, network);
            exceeded = false;
            for (Balance balance : balances) {
                balance.counted = false;
            }
            return exceeds(CountedRequests.ALL);
        }

        /** Counts the same request as one that is not answered from the cache; returns whether it is over a limit. */
        boolean exceedsUncached() {
            return exceeded || exceeds(CountedRequests.UNCACHED);
        }

        private boolean exceeds(CountedRequests scope) {
            for (int i = 0; i < balances.length; i++) {
                if (balances[i].policy.scope == scope) {
                    exceeded = balances[i].count(buckets[i]);
                }
            }
            return exceeded;
        }

        /** Adds what is left to the head of the response, and when to try again if the request was over a limit. */
        void addFields(MultiMap headers) {
            headers.set(POLICY, policyField);
            headers.add(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            ByteBuf items = Unpooled.buffer();
            if (writeItems(items)) {
                headers.set(LIMIT, items.toString(StandardCharsets.US_ASCII));
            }
            for (Balance balance : balances) {
                if (balance.counted && balance.exceeded) {
                    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(balance.seconds));
                }
            }
        }

        /** Writes the same in HTTP/1.1, of a request that was not over a limit. */
        void writeFields(ByteBuf out) {
            out.writeBytes(fixedFields);
            int begin = out.writerIndex();
            out.writeBytes(FIELD_BEGIN);
            if (writeItems(out)) {
                out.writeBytes(FIELD_END);
            } else {
                out.writerIndex(begin);
            }
        }

        /** Writes the balances of the limits that the request was counted for; where it was over one, of that alone. */
        private boolean writeItems(ByteBuf out) {
            boolean written = false;
            for (Balance balance : balances) {
                if (balance.counted && balance.exceeded == exceeded) {
                    if (written) {
                        out.writeByte(',').writeByte(' ');
                    }
                    balance.write(out);
                    written = true;
                }
            }
            return written;
        }
    }
}
