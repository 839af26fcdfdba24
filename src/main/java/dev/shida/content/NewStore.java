package dev.shida.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Makes a store of the newest schema at once. The migrations that lead to it, one after another, and Flyway itself take a fifth
 * of a first start. {@code db/schema.sql} says what they come to, with Flyway's table of them; a test compares both.
 */
final class NewStore {
    /** Where the schema is, in the package. */
    static final String SCHEMA = "/db/schema.sql";

    private NewStore() {}

    /** Makes the schema in an empty database. */
    static void make(String url) throws SQLException, IOException {
        try (Connection store = DriverManager.getConnection(url, "", "");
                Statement statement = store.createStatement()) {
            statement.execute(schema());
        }
    }

    private static String schema() throws IOException {
        try (InputStream schema = NewStore.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
