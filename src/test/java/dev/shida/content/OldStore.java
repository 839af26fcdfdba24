package dev.shida.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;

/** Stores as earlier versions of the program left them, with content. */
public final class OldStore {
    private static final int EDITIONS = 60;

    /** How many stories there are. */
    public static final int STORIES = 2 * EDITIONS;

    /** The stores that were made, by schema. */
    private static final Map<Integer, byte[]> MADE = new ConcurrentHashMap<>();

    private OldStore() {}

    /** The address of the store in a folder, with the options of the service that matter. */
    public static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("shida")
                + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /** Makes a store of the newest schema. */
    public static void make(Path folder) throws SQLException, IOException {
        make(folder, StoreFile.newestSchema());
    }

    /** Makes a store of a schema, in which {@value #EDITIONS} editions of two stories each are published. */
    public static void make(Path folder, int schema) throws SQLException, IOException {
        byte[] store = MADE.get(schema);
        if (store == null) {
            publish(folder, schema);
            MADE.put(schema, Files.readAllBytes(folder.resolve("shida.mv.db")));
        } else {
            Files.write(folder.resolve("shida.mv.db"), store);
        }
    }

    private static void publish(Path folder, int schema) throws SQLException {
        migrate(folder, 1);
        String title = "'题' || x";
        String edition = "'a-' || (1900 + x)";
        String story = edition + " || '-n' || n";
        execute(folder, """
                insert into series values ('a', '甲', 'A');
                insert into topic values ('x', '某', 'X');
                insert into edition select %1$s, 'a', 1900 + x, 'zh-CN', %2$s, '本报记者', '引言' || x, now(), now()
                    from system_range(1, %3$d);
                insert into revision select x, %1$s, '%4$s', now() from system_range(1, %3$d);
                insert into story (id, edition, series, edition_year, rank, title, excerpt, published_at, updated_at)
                    select %5$s, %1$s, 'a', 1900 + x, n, %2$s || n, '事', now(), now()
                    from system_range(1, %3$d), (values 1, 2) numbers(n);
                insert into story_text select %5$s, repeat('事', 900) || x, repeat('评', 300) || n
                    from system_range(1, %3$d), (values 1, 2) numbers(n);
                insert into story_topic select id, 'x', 0, edition_year, rank from story;
                """.formatted(edition, title, EDITIONS, "0".repeat(64), story));
        migrate(folder, schema);
        execute(folder, "shutdown");
    }

    private static void migrate(Path folder, int schema) {
        Flyway.configure()
                .dataSource(url(folder), "", "")
                .target(String.valueOf(schema))
                .load()
                .migrate();
    }

    /** What a store of the newest schema must have that was made from one of these, as {@link #content} has it. */
    static List<String> migrated() {
        List<String> content = new ArrayList<>();
        for (int x = 1; x <= EDITIONS; x++) {
            content.add("a-%d/ranked/题%d/本报记者/引言%d/2/x x".formatted(1900 + x, x, x));
        }
        for (int x = 1; x <= EDITIONS; x++) {
            for (int n = 1; n <= 2; n++) {
                content.add("a-%d-n%d/%d/%d/题%d%d/事/replay commentary/x".formatted(1900 + x, n, n, n, x, n));
            }
        }
        for (int x = 1; x <= EDITIONS; x++) {
            for (int n = 1; n <= 2; n++) {
                content.add("a-%d-n%d/replay/【新闻回放】/%s%d".formatted(1900 + x, n, "事".repeat(900), x));
                content.add("a-%d-n%d/commentary/【评析】/%s%d".formatted(1900 + x, n, "评".repeat(300), n));
            }
        }
        for (int x = 1; x <= EDITIONS; x++) {
            content.add(x + "a-" + (1900 + x));
        }
        content.add("a/zh 甲\nen A");
        content.add("x/zh 某\nen X");
        return content;
    }

    /** All that readers see of a store of the newest schema, which is closed afterwards. */
    public static List<String> content(Path folder) throws SQLException {
        List<String> content = new ArrayList<>();
        try (Connection store = DriverManager.getConnection(url(folder), "", "");
                Statement statement = store.createStatement()) {
            for (String query : List.of(
                    "select concat_ws('/', id, list_order, title, byline, introduction, closing, stories, topics)"
                            + " from edition order by id",
                    "select concat_ws('/', id, position, rank, numeral, title, excerpt, story_date, byline, parts, topics)"
                            + " from story order by id",
                    "select concat_ws('/', id, part, heading, text) from story_part p"
                            + " join story s on p.number / 10 = s.number order by id, p.number",
                    "select number || edition from revision order by number",
                    "select concat_ws('/', id, label) from series",
                    "select concat_ws('/', id, label) from topic")) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        content.add(rows.getString(1));
                    }
                }
            }
            statement.execute("shutdown");
        }
        return content;
    }

    /** Executes SQL in the store of a folder, which stays open. */
    public static void execute(Path folder, String sql) throws SQLException {
        try (Connection store = DriverManager.getConnection(url(folder), "", "");
                Statement statement = store.createStatement()) {
            statement.execute(sql);
        }
    }
}
