package dev.shida.trace;

import dev.shida.trace.Traces.ExportOutcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The SDK of OpenTelemetry, which queues spans and sends them in batches. Its own settings bound the queue; beyond it spans are
 * dropped, and nothing waits.
 */
final class TraceExport {
    private static final String PROTOCOL = "http/protobuf";

    /** Operators' settings take precedence. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "shida",
            "otel.exporter.otlp.protocol", PROTOCOL,
            // An address may have 256 KB, and 2,048 spans wait.
            "otel.attribute.value.length.limit", "1024");

    /** Metrics are Prometheus's to read. */
    private static final Map<String, String> FIXED =
            Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none");

    private static final long STOP_SECONDS = 5;

    /** Logs, a few times a minute at most, that spans could not be sent. A field, as a logger that nothing refers to is lost. */
    private static final Logger FAILURES = Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter");

    /** The name of a local value of the context of a request: the span that it is in. */
    private static final String LOCAL = "shida.trace";

    private static final TextMapGetter<MultiMap> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String key) {
            return headers == null ? null : headers.get(key);
        }
    };

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final OwnMetrics metrics;

    private TraceExport(OpenTelemetrySdk sdk, OwnMetrics metrics) {
        this.sdk = sdk;
        this.metrics = metrics;
        tracer = sdk.getTracer("dev.shida");
    }

    /** @throws IllegalArgumentException if a setting has a value that it cannot have */
    static TraceExport start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(settings);
        OwnMetrics metrics = new OwnMetrics();
        FAILURES.setFilter(failure -> {
            // Its message says all that an operator can use.
            failure.setThrown(null);
            return true;
        });
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> all)
                    .addPropertiesCustomizer(config -> FIXED)
                    .addMeterProviderCustomizer((meters, config) -> meters.registerMetricReader(metrics))
                    // Shida stops it, once the last request has ended.
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
            return new TraceExport(sdk, metrics);
        } catch (ConfigurationException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "OpenTelemetry's settings (OTEL_…, otel.…) cannot be used: " + e.getMessage(), e);
        }
    }

    void stop() {
        sdk.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }

    long count(ExportOutcome outcome) {
        return switch (outcome) {
            case SENT -> metrics.sum("otlp.exporter.exported", "success", true);
            case FAILED -> metrics.sum("otlp.exporter.exported", "success", false);
            case DROPPED -> metrics.sum("processedSpans", "dropped", true);
        };
    }

    RequestSpan beginRequest(MultiMap headers, String path, @Nullable String query) {
        Context parent = sdk.getPropagators().getTextMapPropagator().extract(Context.root(), headers, HEADERS);
        SpanBuilder builder = tracer.spanBuilder("HTTP")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("url.path", path);
        if (query != null) {
            builder.setAttribute("url.query", query);
        }
        return new RecordedRequest(builder.startSpan());
    }

    Span beginRoot(String name) {
        return new RecordedSpan(tracer.spanBuilder(name).setNoParent().startSpan());
    }

    Span begin(String name) {
        Context parent = Context.current();
        if (parent == Context.root()) {
            io.vertx.core.Context request = Vertx.currentContext();
            Context entered = request == null ? null : request.getLocal(LOCAL);
            if (entered == null) {
                return Span.NONE;
            }
            parent = entered;
        }
        return new RecordedSpan(tracer.spanBuilder(name).setParent(parent).startSpan());
    }

    private record RecordedRequest(io.opentelemetry.api.trace.Span span) implements RequestSpan {
        @Override
        public void enter() {
            Vertx.currentContext().putLocal(LOCAL, span.storeInContext(Context.root()));
        }

        @Override
        public void end(String method, String route, int status, String outcome, long bytes) {
            span.updateName(method + " " + route)
                    .setAttribute("http.request.method", method)
                    .setAttribute("http.route", route)
                    .setAttribute("http.response.status_code", (long) status)
                    .setAttribute("http.response.body.size", bytes)
                    .setAttribute("shida.cache", outcome);
            if (status >= 500) {
                span.setAttribute("error.type", String.valueOf(status)).setStatus(StatusCode.ERROR);
            }
            span.end();
        }

        @Override
        public void abandon() {
            if (span.isRecording()) {
                span.setAttribute("error.type", "client_left").end();
            }
        }
    }

    private static final class RecordedSpan implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final Scope scope;

        @SuppressWarnings("MustBeClosedChecker") // close() does.
        RecordedSpan(io.opentelemetry.api.trace.Span span) {
            this.span = span;
            scope = span.makeCurrent();
        }

        @Override
        public void set(String key, String value) {
            span.setAttribute(key, value);
        }

        @Override
        public void set(String key, long value) {
            span.setAttribute(key, value);
        }

        @Override
        public void set(String key, boolean value) {
            span.setAttribute(key, value);
        }

        @Override
        public void fail(Throwable failure) {
            span.setAttribute("error.type", failure.getClass().getName())
                    .setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    /** Reads what the SDK counts of itself. */
    private static final class OwnMetrics implements MetricReader {
        private CollectionRegistration registration = CollectionRegistration.noop();

        long sum(String metric, String attribute, boolean value) {
            AttributeKey<Boolean> key = AttributeKey.booleanKey(attribute);
            return registration.collectAllMetrics().stream()
                    .filter(each -> each.getName().equals(metric))
                    .flatMap(each -> each.getLongSumData().getPoints().stream())
                    .filter(point ->
                            Boolean.valueOf(value).equals(point.getAttributes().get(key)))
                    .mapToLong(point -> point.getValue())
                    .sum();
        }

        @Override
        public void register(CollectionRegistration registration) {
            this.registration = registration;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
