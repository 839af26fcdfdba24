package dev.shida.http;

import dev.shida.content.Revisions;
import dev.shida.problem.ProblemType;
import dev.shida.search.Deadline;
import dev.shida.search.IndexUnavailable;
import dev.shida.search.StaleRevision;
import dev.shida.search.StoryIndex;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs requests in transactions, each of which reads one state of the content, whose revision is announced before they are
 * answered; again in another one where something was published between its beginning and its search. A loop does it:
 * {@code @Retry} of SmallRye Fault Tolerance would be as many lines, and one more extension to start (src/bench/README.md).
 */
@Singleton
public final class SnapshotRead {
    /** Each fails only if something is published while it runs. */
    private static final int ATTEMPTS = 10;

    private static final Logger LOG = Logger.getLogger(SnapshotRead.class);

    private final StoryIndex index;
    private final Revisions revisions;

    SnapshotRead(StoryIndex index, Revisions revisions) {
        this.index = index;
        this.revisions = revisions;
    }

    /**
     * Answers a request in a transaction. One that has the parameter {@code q} waits for its turn, and ends early if its client
     * leaves. A response that lacks something for want of time must not be stored.
     *
     * @param search is given the time by which it has to end
     * @throws dev.shida.problem.Problem if the index is not available
     */
    public <T> T toSearch(HttpServerRequest request, Function<Deadline, T> search) {
        BooleanSupplier abandoned = request.response()::closed;
        if (request.getParam("q") == null) {
            Deadline deadline = index.deadline(abandoned);
            return inTransaction(() -> search.apply(deadline));
        }
        try {
            return index.admit(abandoned, deadline -> {
                T found = inTransaction(() -> search.apply(deadline));
                if (deadline.isMissed()) {
                    request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                }
                return found;
            });
        } catch (IndexUnavailable e) {
            throw ProblemType.UNAVAILABLE.problem(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Answers a question in a transaction, and in another one if something was published meanwhile.
     *
     * @throws dev.shida.problem.Problem if the index is not available
     */
    public <T> T inTransaction(Callable<T> question) {
        for (int left = ATTEMPTS; left > 0; left--) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> {
                    revisions.ofSnapshot();
                    return question.call();
                });
            } catch (StaleRevision e) {
                LOG.debug("read again at a newer revision", e);
            } catch (IndexUnavailable e) {
                throw ProblemType.UNAVAILABLE.problem(String.valueOf(e.getMessage()));
            }
        }
        throw ProblemType.UNAVAILABLE.problem("Editions are being published faster than they can be searched.");
    }
}
