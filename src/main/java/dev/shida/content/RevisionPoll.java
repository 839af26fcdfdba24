package dev.shida.content;

import dev.shida.content.Revisions.RevisionRead;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Announces revisions that were committed without an event in this process, by another one over the same store: polls the
 * last one, and fires the event for it. Observers of {@link Revision} are thus told at once of what this process publishes or
 * reads, and within the interval of everything else.
 *
 * <p>Plain JDBC, as it runs all the time: one row by the primary key, without a session or a transaction.
 */
@ApplicationScoped
class RevisionPoll {
    private static final Logger LOG = Logger.getLogger(RevisionPoll.class);
    private static final String LAST =
            "select number, edition, published_at from revision order by number desc fetch first row only";
    private static final long STOP_SECONDS = 10;

    private final DataSource store;
    private final Event<Revision> announcements;
    private final long intervalMillis;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "revision-poll");
        thread.setDaemon(true);
        return thread;
    });

    private volatile long announced;

    RevisionPoll(DataSource store, Event<Revision> announcements, StoreConfig config) {
        this.store = store;
        this.announcements = announcements;
        intervalMillis = config.revisionPoll().toMillis();
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start) {
        if (intervalMillis > 0) {
            executor.scheduleWithFixedDelay(this::poll, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops before the store is closed. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent stop) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.debug("The last poll of the revision has not ended");
        }
    }

    /** Remembers what has been announced, after all other observers have been told. */
    void remember(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Revision revision) {
        announced = Math.max(announced, revision.number());
    }

    /** Announces what a transaction has read, whether or not it succeeds: a problem tells of it too. */
    void announce(@Observes(during = TransactionPhase.AFTER_COMPLETION) RevisionRead read) {
        announce(read.revision());
    }

    private void announce(Optional<Revision> last) {
        last.filter(revision -> revision.number() > announced).ifPresent(announcements::fire);
    }

    private void poll() {
        try {
            announce(last());
        } catch (SQLException | RuntimeException e) {
            // Requests that need the store fail and are logged; what is cached is served on.
            LOG.debug("The current revision cannot be read", e);
        }
    }

    private Optional<Revision> last() throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Revision(
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }
}
