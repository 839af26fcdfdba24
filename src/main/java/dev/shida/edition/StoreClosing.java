package dev.shida.edition;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Closes the store when the service stops: as the pool closes the last connection, after what still uses one. */
@ApplicationScoped
class StoreClosing {
    private static final Logger LOG = Logger.getLogger(StoreClosing.class);

    private final DataSource store;

    StoreClosing(DataSource store) {
        this.store = store;
    }

    void stop(@Observes ShutdownEvent stop) {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set db_close_delay 0");
        } catch (SQLException e) {
            LOG.warnf("the store is not closed, which the next start makes up for: %s", e.getMessage());
        }
    }
}
