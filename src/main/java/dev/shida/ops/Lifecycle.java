package dev.shida.ops;

import dev.shida.content.Revision;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/** Where the service is between its start and its stop, and what is published, without a look at the store. */
@Singleton
final class Lifecycle {
    private volatile boolean started;
    private volatile boolean stopping;
    private volatile Optional<Revision> published = Optional.empty();

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        started = true;
    }

    /** Before connections are drained, which takes as long as the observer that does it. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent stop) {
        stopping = true;
    }

    synchronized void follow(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revision revision) {
        // Two publications that were committed one after the other may be announced the other way round.
        if (published.isEmpty() || published.get().number() < revision.number()) {
            published = Optional.of(revision);
        }
    }

    /** Whether all that the start publishes and indexes is done, or goes on beside requests. */
    boolean isStarted() {
        return started;
    }

    boolean isStopping() {
        return stopping;
    }

    /** The latest revision; empty before the first publication. */
    Optional<Revision> published() {
        return published;
    }
}
