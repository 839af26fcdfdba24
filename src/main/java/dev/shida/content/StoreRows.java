package dev.shida.content;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a store, table by table, without a dependence on what the tables are: so that a backup forgets none, and one
 * of an earlier schema can be restored. A row is its columns by name, in small letters, without those that the database
 * computes; a value is null, a {@link Long} or a {@link String}, of dates and times as in RFC 3339.
 */
public final class StoreRows {
    /** What Flyway has noted is no content. */
    private static final String HISTORY = "flyway_schema_history";

    /** Rows that are read at once; a text has 200,000 characters at most. */
    private static final int PAGE = 64;

    private static final int BATCH = 256;

    private static final String COLUMNS = """
            select column_name, data_type, generation_expression from information_schema.columns
            where table_schema = 'PUBLIC' and table_name = ? order by ordinal_position
            """;

    private final Connection store;

    /** By name, each after those that its rows refer to. */
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** @param type its name in standard SQL */
    private record Column(String name, String type) {
        String shownName() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** @param isSound an expression that is true of each row that is as it was written */
    private record Table(String name, String key, List<Column> columns, String isSound) {
        String columnNames() {
            return columns.stream().map(column -> quoted(column.name)).collect(Collectors.joining(", "));
        }
    }

    /** What is done with a row. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Takes a row. */
        void accept(Map<String, @Nullable Object> row) throws IOException;
    }

    /** @param store which stays open; its transaction is one state of the content */
    public StoreRows(Connection store) throws SQLException {
        this.store = store;
        DatabaseMetaData schema = store.getMetaData();
        List<String> names = strings(schema.getTables(null, "PUBLIC", null, new String[] {"BASE TABLE"}), "TABLE_NAME");
        names.remove(HISTORY);
        for (String name : names) {
            add(name, schema);
        }
    }

    private void add(String name, DatabaseMetaData schema) throws SQLException {
        for (String parent : strings(schema.getImportedKeys(null, "PUBLIC", name), "PKTABLE_NAME")) {
            if (!parent.equals(name)) {
                add(parent, schema);
            }
        }
        if (!tables.containsKey(name.toLowerCase(Locale.ROOT))) {
            tables.put(name.toLowerCase(Locale.ROOT), table(name, schema));
        }
    }

    private Table table(String name, DatabaseMetaData schema) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        try (PreparedStatement query = store.prepareStatement(COLUMNS)) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    if (found.getString(3) == null) {
                        columns.add(new Column(found.getString(1), found.getString(2)));
                    } else {
                        digests.add(quoted(found.getString(1)) + " = " + found.getString(3));
                    }
                }
            }
        }
        List<String> key = strings(schema.getPrimaryKeys(null, "PUBLIC", name), "COLUMN_NAME");
        if (key.size() != 1) {
            throw new IllegalStateException(name + " has no key of one column");
        }
        return new Table(name, key.get(0), columns, digests.isEmpty() ? "true" : String.join(" and ", digests));
    }

    private static List<String> strings(ResultSet rows, String column) throws SQLException {
        try (rows) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
            return strings;
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The names of the tables, each after those that its rows refer to. */
    public List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    /** The number of the newest migration of the schema. */
    public int schema() throws SQLException {
        return (int) number("select max(cast(\"version\" as integer)) from \"" + HISTORY + "\" where \"success\"");
    }

    /** The number of the last revision; 0 if nothing was ever published. */
    public long revision() throws SQLException {
        return number("select max(number) from revision");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = store.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Reads all rows of a table, by their keys, and verifies the digest of each.
     *
     * @throws DamagedContent if one is not as it was written
     */
    public void read(String name, RowConsumer consumer) throws SQLException, IOException {
        Table table = table(name);
        String from = " from " + quoted(table.name);
        String first = "select " + quoted(table.key) + ", " + table.isSound + ", " + table.columnNames() + from;
        String order = " order by " + quoted(table.key) + " fetch first " + PAGE + " rows only";
        long read = 0;
        try (PreparedStatement page = store.prepareStatement(first + order);
                PreparedStatement next =
                        store.prepareStatement(first + " where " + quoted(table.key) + " > ?" + order)) {
            int found = read(table, page, consumer, next);
            while (found > 0) {
                read += found;
                found = read(table, next, consumer, next);
            }
        }
        if (read != number("select count(*)" + from)) {
            throw new DamagedContent("table " + name);
        }
    }

    /** Reads a page, and has the statement for the next one begin after it; returns how many rows the page has. */
    private static int read(Table table, PreparedStatement page, RowConsumer consumer, PreparedStatement next)
            throws SQLException, IOException {
        int found = 0;
        Object last = null;
        try (ResultSet rows = page.executeQuery()) {
            while (rows.next()) {
                last = rows.getObject(1);
                if (!rows.getBoolean(2)) {
                    throw new DamagedContent(table.name.toLowerCase(Locale.ROOT) + " " + last);
                }
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < table.columns.size(); i++) {
                    Column column = table.columns.get(i);
                    row.put(column.shownName(), value(rows, i + 3, column));
                }
                consumer.accept(row);
                found++;
            }
        }
        if (last != null) {
            next.setObject(1, last);
        }
        return found;
    }

    private static @Nullable Object value(ResultSet row, int index, Column column) throws SQLException {
        return switch (column.type) {
            case "BIGINT", "INTEGER" -> {
                long number = row.getLong(index);
                yield row.wasNull() ? null : number;
            }
            case "TIMESTAMP WITH TIME ZONE" -> {
                OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
                yield time == null ? null : time.toInstant().toString();
            }
            case "CHARACTER VARYING", "CHARACTER", "DATE" -> row.getString(index);
            default -> throw new IllegalStateException(column + " has a type that backups do not know");
        };
    }

    /**
     * Adds rows to a table, some in each transaction.
     *
     * @throws SQLException if they are none that it can have
     */
    public void write(String name, Iterator<Map<String, @Nullable Object>> rows) throws SQLException {
        store.setAutoCommit(false);
        Table table = table(name);
        List<String> names = table.columns.stream().map(Column::shownName).toList();
        String parameters = String.join(", ", Collections.nCopies(names.size(), "?"));
        try (PreparedStatement insert = store.prepareStatement(
                "insert into " + quoted(table.name) + " (" + table.columnNames() + ") values (" + parameters + ")")) {
            int pending = 0;
            while (rows.hasNext()) {
                Map<String, @Nullable Object> row = rows.next();
                if (!row.keySet().equals(Set.copyOf(names))) {
                    throw new SQLException("a row of " + name + " has not the columns " + names);
                }
                for (int i = 0; i < names.size(); i++) {
                    insert.setObject(i + 1, row.get(names.get(i)));
                }
                insert.addBatch();
                if (++pending % BATCH == 0) {
                    insert.executeBatch();
                    store.commit();
                }
            }
            insert.executeBatch();
            store.commit();
        }
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return table;
    }
}
