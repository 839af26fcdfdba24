package dev.shida.pages;

import io.quarkus.arc.ClientProxy;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.TimeUnit;

/** Parses the templates soon after the start, so that the first page need not wait for it. */
@Singleton
final class TemplateLoad {
    private static final int DELAY_SECONDS = 1;

    private volatile boolean stopping;

    /** Not at once: with one core, the first requests would wait for it. */
    void load(@ObservesAsync HttpServerStart started, Engine engine) {
        try {
            TimeUnit.SECONDS.sleep(DELAY_SECONDS);
            if (!stopping) {
                ClientProxy.unwrap(engine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent stop) {
        stopping = true;
    }
}
