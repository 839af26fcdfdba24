package dev.shida.trace;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans: of requests and publications, and within these, of what takes their time. The settings are those that
 * OpenTelemetry names. Without an endpoint nothing is traced, and no class of OpenTelemetry is loaded.
 */
public final class Traces {
    /** What became of spans since the start. */
    public enum ExportOutcome {
        /** The collector has them. */
        SENT,
        /** The collector could not be reached, or refused them. */
        FAILED,
        /** The queue was full. */
        DROPPED
    }

    private static final String PREFIX = "otel.";

    /**
     * Null if nothing is traced. Of the process, as it is set before there are beans, and Hibernate makes {@link StatementSpans}
     * itself.
     */
    private static @Nullable TraceExport export;

    private Traces() {}

    /**
     * Traces from now on, if the settings say so.
     *
     * @throws IllegalArgumentException if a setting has a value that it cannot have; the message is a line that says which
     */
    public static void start(Config config) {
        if (!isWanted(config)) {
            return;
        }
        Map<String, String> settings = StreamSupport.stream(
                        config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .distinct()
                .flatMap(name ->
                        config.getOptionalValue(name, String.class).map(value -> Map.entry(name, value)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        export = TraceExport.start(settings);
        StatementSpans.configure();
    }

    private static boolean isWanted(Config config) {
        boolean hasEndpoint =
                has(config, "otel.exporter.otlp.endpoint") || has(config, "otel.exporter.otlp.traces.endpoint");
        return hasEndpoint
                && !config.getOptionalValue("otel.sdk.disabled", Boolean.class).orElse(false)
                && !config.getOptionalValue("otel.traces.exporter", String.class)
                        .filter("none"::equals)
                        .isPresent();
    }

    private static boolean has(Config config, String setting) {
        return config.getOptionalValue(setting, String.class).isPresent();
    }

    /** Sends what is queued. */
    static void stop() {
        if (export != null) {
            export.stop();
        }
    }

    /** Whether requests are traced. */
    public static boolean areOn() {
        return export != null;
    }

    /** How many spans had an outcome; 0 where nothing is traced. */
    public static long count(ExportOutcome outcome) {
        return export == null ? 0 : export.count(outcome);
    }

    /** Begins the span of a request, as part of its client's trace if it names one ({@code traceparent}). */
    public static RequestSpan beginRequest(MultiMap headers, String path, @Nullable String query) {
        return export == null ? RequestSpan.NONE : export.beginRequest(headers, path, query);
    }

    /** Does something as a trace of its own. */
    public static <T, E extends Exception> T traced(String name, TracedWork<T, E> work) throws E {
        return export == null ? work.in(Span.NONE) : within(export.beginRoot(name), work);
    }

    /** Begins a step of the trace in which the thread is; {@link Span#NONE} if it is in none. */
    public static Span begin(String name) {
        return export == null ? Span.NONE : export.begin(name);
    }

    /** Does something as a step of the trace in which the thread is. */
    public static <T, E extends Exception> T step(String name, TracedWork<T, E> work) throws E {
        return within(begin(name), work);
    }

    /** What is done in a span. */
    @FunctionalInterface
    public interface TracedWork<T, E extends Exception> {
        T in(Span span) throws E;
    }

    private static <T, E extends Exception> T within(Span span, TracedWork<T, E> work) throws E {
        try {
            return work.in(span);
        } catch (Exception e) {
            span.fail(e);
            throw e;
        } finally {
            span.close();
        }
    }
}
