package dev.shida.edge;

import dev.shida.content.Revision;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;

/** Knows the present revision and the time. */
@Singleton
final class CurrentRevision {
    private final ResponseCache answers;
    private final RawResponseCache replies;
    private volatile ResponseClock moment = ResponseClock.of(0, null, 0);

    CurrentRevision(ResponseCache answers, RawResponseCache replies) {
        this.answers = answers;
        this.replies = replies;
    }

    /** Takes a publication in, before whoever published is told that it succeeded. */
    synchronized void follow(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revision revision) {
        // Two publications that were committed one after the other may be announced the other way round.
        if (revision.number() > moment.revision()) {
            moment = ResponseClock.of(revision.number(), revision.publishedAt(), now());
            answers.dropBefore(revision.number());
            replies.dropBefore(revision.number());
        }
    }

    /** The present moment. A revision that has been announced is never followed by an earlier one. */
    ResponseClock moment() {
        ResponseClock last = moment;
        return last.second() == now() ? last : next();
    }

    private synchronized ResponseClock next() {
        ResponseClock last = moment;
        moment = ResponseClock.of(last.revision(), last.publishedAt(), now());
        return moment;
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
