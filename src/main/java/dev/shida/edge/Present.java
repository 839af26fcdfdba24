package dev.shida.edge;

import dev.shida.content.Revision;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;

/** Knows the present revision and the time. */
@Singleton
final class Present {
    private final Answers answers;
    private final Replies replies;
    private volatile Moment moment = Moment.of(0, null, 0);

    Present(Answers answers, Replies replies) {
        this.answers = answers;
        this.replies = replies;
    }

    /** Takes a publication in, before whoever published is told that it succeeded. */
    synchronized void follow(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revision revision) {
        // Two publications that were committed one after the other may be announced the other way round.
        if (revision.number() > moment.revision()) {
            moment = Moment.of(revision.number(), revision.publishedAt(), now());
            answers.dropBefore(revision.number());
            replies.dropBefore(revision.number());
        }
    }

    /** The present moment. A revision that has been announced is never followed by an earlier one. */
    Moment moment() {
        Moment last = moment;
        return last.second() == now() ? last : next();
    }

    private synchronized Moment next() {
        Moment last = moment;
        moment = Moment.of(last.revision(), last.publishedAt(), now());
        return moment;
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
