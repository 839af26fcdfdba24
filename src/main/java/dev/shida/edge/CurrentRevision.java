package dev.shida.edge;

import dev.shida.content.Revision;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;

/** Knows the present revision and the time. */
@Singleton
final class CurrentRevision {
    private final ResponseCache responses;
    private final RawResponseCache rawResponses;
    private volatile ResponseClock clock = ResponseClock.of(0, null, 0);

    CurrentRevision(ResponseCache responses, RawResponseCache rawResponses) {
        this.responses = responses;
        this.rawResponses = rawResponses;
    }

    /** Takes a publication in, before whoever published is told that it succeeded. */
    synchronized void update(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revision revision) {
        // Two publications that were committed one after the other may be announced the other way round.
        if (revision.number() > clock.revision()) {
            clock = ResponseClock.of(revision.number(), revision.publishedAt(), second());
            responses.evictBefore(revision.number());
            rawResponses.evictBefore(revision.number());
        }
    }

    /** The present moment. A revision that has been announced is never followed by an earlier one. */
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
