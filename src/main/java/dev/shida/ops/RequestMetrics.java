package dev.shida.ops;

import dev.shida.edge.ResponseCounters;
import dev.shida.edge.ResponseCounters.Count;
import dev.shida.edge.ResponseCounters.ResponseKind;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The responses that {@link ResponseCounters} has counted, for Prometheus. A meter of Micrometer's would be asked at every
 * response; this reads the counts when they are collected.
 */
@Singleton
final class RequestMetrics extends Collector {
    private static final String SECONDS = "shida_http_requests_seconds";
    private static final String BYTES = "shida_http_response_bytes";
    private static final List<String> LABELS = List.of("route", "method", "status", "outcome");
    private static final double MICROS = 1e6;

    private final ResponseCounters counters;

    RequestMetrics(ResponseCounters counters) {
        this.counters = counters;
    }

    void register(@Observes StartupEvent start, PrometheusMeterRegistry registry) {
        registry.getPrometheusRegistry().register(this);
    }

    /** The counts of what has the same labels. */
    private static final class Sum {
        private final long[] buckets = new long[ResponseCounters.bounds().size() + 1];
        private long bytes;
        private long micros;

        private void add(Count count) {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] += count.buckets().get(i);
            }
            bytes += count.bytes();
            micros += count.micros();
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<List<String>, Sum> sums = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (Count count : counters.counts()) {
            ResponseKind kind = count.kind();
            List<String> labels = List.of(kind.route(), kind.method(), String.valueOf(kind.status()), outcome(kind));
            sums.computeIfAbsent(labels, first -> new Sum()).add(count);
        }
        List<MetricFamilySamples.Sample> times = new ArrayList<>();
        List<MetricFamilySamples.Sample> bytes = new ArrayList<>();
        sums.forEach((labels, sum) -> {
            long responses = 0;
            for (int i = 0; i < sum.buckets.length; i++) {
                responses += sum.buckets[i];
                String bound = i == sum.buckets.length - 1
                        ? "+Inf"
                        : Collector.doubleToGoString(ResponseCounters.bounds().get(i) / MICROS);
                times.add(sample(SECONDS + "_bucket", labels, bound, (double) responses));
            }
            times.add(sample(SECONDS + "_count", labels, null, (double) responses));
            times.add(sample(SECONDS + "_sum", labels, null, sum.micros / MICROS));
            bytes.add(sample(BYTES + "_total", labels, null, (double) sum.bytes));
        });
        return List.of(
                new MetricFamilySamples(
                        SECONDS, Type.HISTOGRAM, "Time from a request to its response, by what it was for", times),
                new MetricFamilySamples(BYTES, Type.COUNTER, "Bytes of the bodies of responses, as sent", bytes));
    }

    private static String outcome(ResponseKind kind) {
        return kind.status() == 304 ? "not_modified" : kind.outcome().label();
    }

    private static MetricFamilySamples.Sample sample(
            String name, List<String> labels, @Nullable String bound, double value) {
        if (bound == null) {
            return new MetricFamilySamples.Sample(name, LABELS, labels, value);
        }
        List<String> names = new ArrayList<>(LABELS);
        names.add("le");
        List<String> values = new ArrayList<>(labels);
        values.add(bound);
        return new MetricFamilySamples.Sample(name, names, values, value);
    }
}
