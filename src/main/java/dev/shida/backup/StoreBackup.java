package dev.shida.backup;

import dev.shida.content.StoreRows;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Makes archives of the store that the service has open. */
@Singleton
class StoreBackup {
    private final DataSource store;

    StoreBackup(DataSource store) {
        this.store = store;
    }

    /**
     * Writes an archive. One transaction reads all of it, so that it is one state of the content, and holds up nothing that is
     * read or published meanwhile.
     */
    void writeTo(OutputStream out) throws IOException, SQLException {
        try (Connection connection = store.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ArchiveWriter.write(new StoreRows(connection), out);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
