package dev.shida.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.text.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new store is the same as one that every migration was applied to. */
@OneJdk
class NewStoreTest {
    private static final Path EXPECTED = Path.of("target/schema.sql");

    private final String made;
    private final String migrated;

    NewStoreTest(@TempDir Path folder) {
        made = "jdbc:h2:file:" + folder.resolve("made");
        migrated = "jdbc:h2:file:" + folder.resolve("migrated");
    }

    @Test
    void hasWhatTheMigrationsComeTo() throws SQLException, IOException {
        flyway(migrated).migrate();
        NewStore.make(made);
        String schema = schema(migrated);
        Files.writeString(EXPECTED, schema);
        assertEquals(schema, Resource.text(NewStore.SCHEMA), "copy " + EXPECTED + " to src/main/resources/db");
        assertEquals(schema, schema(made));
    }

    @Test
    void needsNoMigration() throws SQLException, IOException {
        NewStore.make(made);
        Flyway flyway = flyway(made);
        flyway.validate();
        assertEquals(0, flyway.migrate().migrationsExecuted);
    }

    private static Flyway flyway(String url) {
        return Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/migration")
                .load();
    }

    /** The statements that make the schema, and Flyway's rows without the times. */
    private static String schema(String url) throws SQLException {
        try (Connection store = DriverManager.getConnection(url, "", "");
                Statement statement = store.createStatement()) {
            List<String> made = MigrationTest.column(statement, "script nodata nopasswords nosettings").stream()
                    .filter(line -> !line.startsWith("--") && !line.startsWith("CREATE USER"))
                    // Each rests on those of its kind alone.
                    .sorted((one, other) -> Integer.compare(kind(one), kind(other)))
                    .toList();
            List<String> rows = MigrationTest.column(statement, """
                    select 'INSERT INTO "flyway_schema_history" VALUES (' || concat_ws(', ',
                        "installed_rank", coalesce('''' || "version" || '''', 'NULL'), '''' || "description" || '''',
                        '''' || "type" || '''', '''' || "script" || '''', coalesce(cast("checksum" as varchar), 'NULL'),
                        '''' || "installed_by" || '''', 'DEFAULT', '0', "success") || ');'
                    from "flyway_schema_history" order by "installed_rank"
                    """);
            return String.join("\n", Stream.concat(made.stream(), rows.stream()).toList()) + "\n";
        }
    }

    private static int kind(String statement) {
        List<String> kinds = List.of("CREATE CACHED TABLE", "ALTER TABLE", "CREATE INDEX");
        return kinds.stream()
                .filter(statement::startsWith)
                .map(kinds::indexOf)
                .findFirst()
                .orElseThrow();
    }
}
