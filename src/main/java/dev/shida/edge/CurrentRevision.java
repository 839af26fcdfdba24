package dev.shida.edge;

import dev.shida.content.Revision;
import dev.shida.content.Revision.ResponsesOutdated;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;

/** The revision of the content that is served, and the clock of responses. */
@Singleton
final class CurrentRevision {
    private final ResponseCache responses;
    private final RawResponseCache rawResponses;
    private volatile ResponseClock clock = ResponseClock.of(0, null, 0);

    CurrentRevision(ResponseCache responses, RawResponseCache rawResponses) {
        this.responses = responses;
        this.rawResponses = rawResponses;
    }

    /** Moves on to a revision, before the caller that published it is told that it succeeded. */
    synchronized void update(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revision revision) {
        // Events of two commits may arrive in the opposite order.
        if (revision.number() > clock.revision()) {
            clock = ResponseClock.of(revision.number(), revision.publishedAt(), second());
            responses.evictBefore(revision.number());
            rawResponses.evictBefore(revision.number());
        }
    }

    synchronized void evict(@Observes ResponsesOutdated event) {
        long next = clock.revision() + 1;
        responses.evictBefore(next);
        rawResponses.evictBefore(next);
    }

    /** The clock of the present second. Its revision never decreases. */
    ResponseClock clock() {
        ResponseClock last = clock;
        return last.second() == second() ? last : tick();
    }

    private synchronized ResponseClock tick() {
        ResponseClock last = clock;
        clock = ResponseClock.of(last.revision(), last.publishedAt(), second());
        return clock;
    }

    private static long second() {
        return System.currentTimeMillis() / 1000;
    }
}
