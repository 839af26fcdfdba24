package dev.shida.edge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Measures the caches and the connections. Responses are counted by {@link ResponseCounters}. */
@Singleton
final class EdgeMeters implements MeterBinder {
    private final ResponseCache responses;
    private final RawResponseCache rawResponses;
    private final Connections connections;
    private final ComputationLimit computations;
    private final AccessLog accessLog;

    EdgeMeters(
            ResponseCache responses,
            RawResponseCache rawResponses,
            Connections connections,
            ComputationLimit computations,
            AccessLog accessLog) {
        this.responses = responses;
        this.rawResponses = rawResponses;
        this.connections = connections;
        this.computations = computations;
        this.accessLog = accessLog;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindCache(registry, "responses", responses::use);
        bindCache(registry, "raw responses", rawResponses::use);
        FunctionCounter.builder("shida.access.log.dropped", accessLog, AccessLog::dropped)
                .description("Lines of the access log that were dropped because too many waited to be written")
                .register(registry);
        Gauge.builder("shida.requests.queued", computations, ComputationLimit::queued)
                .description("Requests that wait for their response to be computed")
                .register(registry);
        FunctionCounter.builder("shida.requests.refused", computations, ComputationLimit::refused)
                .description("Requests that were answered with 503, as too many were being computed and waited")
                .register(registry);
        Gauge.builder("shida.connections", connections, Connections::count)
                .description("Open connections of clients")
                .register(registry);
        Gauge.builder("shida.connections.max", connections, Connections::max)
                .description("The most connections that may be open; 0 before the service listens")
                .register(registry);
    }

    private static void bindCache(MeterRegistry registry, String name, Supplier<CacheUse> use) {
        Gauge.builder("shida.cache.size", () -> use.get().bytes())
                .description("Memory that cached responses take")
                .baseUnit("bytes")
                .tag("cache", name)
                .register(registry);
        Gauge.builder("shida.cache.entries", () -> use.get().entries())
                .description("Cached responses")
                .tag("cache", name)
                .register(registry);
        FunctionCounter.builder(
                        "shida.cache.evictions", use, cache -> cache.get().evictions())
                .description("Responses evicted because the cache was full")
                .tag("cache", name)
                .register(registry);
    }
}
