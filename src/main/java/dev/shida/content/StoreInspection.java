package dev.shida.content;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a store has, of whatever schema.
 *
 * @param schema the newest migration that was completed; 0 if none was
 * @param failed whether a migration is noted as failed
 * @param revision the last one; 0 if nothing was ever published
 */
record StoreInspection(int schema, boolean failed, long revision) {
    static StoreInspection of(Connection store) throws SQLException {
        try (Statement statement = store.createStatement()) {
            boolean hasHistory = has(store, "flyway_schema_history");
            return new StoreInspection(
                    hasHistory ? number(statement, """
                            select max(cast("version" as integer)) from "flyway_schema_history" where "success"
                            """) : 0,
                    hasHistory && number(statement, """
                            select count(*) from "flyway_schema_history" where not "success"
                            """) > 0,
                    has(store, "REVISION") ? number(statement, "select max(number) from revision") : 0);
        }
    }

    private static boolean has(Connection store, String table) throws SQLException {
        try (ResultSet tables = store.getMetaData().getTables(null, "PUBLIC", table, null)) {
            return tables.next();
        }
    }

    /** The only value of a query's answer; 0 for null. */
    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
