package dev.shida.content;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Looks at the store before the service starts with it, and closes it when the service stops. */
@ApplicationScoped
class StoreLifecycle {
    private static final Logger LOG = Logger.getLogger(StoreLifecycle.class);

    private final DataSource store;
    private final Revisions revisions;
    private final StoreConfig config;

    StoreLifecycle(DataSource store, Revisions revisions, StoreConfig config) {
        this.store = store;
        this.revisions = revisions;
        this.config = config;
    }

    /** Ends the start if not even the present revision can be read. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        try {
            revisions.last();
        } catch (RuntimeException e) {
            String reason = StoreFile.unreadable(config.data().resolve(StoreFile.NAME), e);
            throw new PreventFurtherStepsException("shida.data=" + reason, StoreFile.EXIT_CODE);
        }
    }

    /** The store is closed as soon as the pool closes the last connection to it: after what still uses one. */
    void stop(@Observes ShutdownEvent stop) {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set db_close_delay 0");
        } catch (SQLException e) {
            LOG.warnf("the store is not closed, which the next start makes up for: %s", e.getMessage());
        }
    }
}
