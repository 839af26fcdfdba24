package dev.shida.ops;

import dev.shida.trace.Traces;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts the spans of traces, so that lost ones are noticed. */
@Singleton
final class TraceMeters implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        for (Traces.ExportOutcome outcome : Traces.ExportOutcome.values()) {
            FunctionCounter.builder("shida.trace.spans", outcome, Traces::count)
                    .description("Spans of traces, by what became of them")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
