package dev.shida.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** What an older version has published is there after an update. */
@OneJdk
class MigrationTest {
    private static final String URL = "jdbc:h2:mem:migration;DB_CLOSE_DELAY=-1";

    @Test
    void allThatWasPublishedIsThere() throws SQLException {
        FluentConfiguration flyway = Flyway.configure().dataSource(URL, "", "").locations("classpath:db/migration");
        flyway.target("1").load().migrate();
        try (Connection store = DriverManager.getConnection(URL);
                Statement statement = store.createStatement()) {
            for (String row : List.of(
                    "series values ('a', '甲', 'A')",
                    "topic values ('x', '某', 'X'), ('y', '其', 'Y')",
                    "edition values ('a-2022', 'a', 2022, 'zh-CN', '题', '某', '', now(), now())",
                    "revision values (1, 'a-2022', '%s', now()), (7, 'a-2022', '%<s', now())".formatted("0".repeat(64)),
                    "story (id, edition, series, edition_year, rank, title, excerpt, published_at, updated_at) values"
                            + " ('a-2022-n1', 'a-2022', 'a', 2022, 1, '一', '', now(), now()),"
                            + " ('a-2022-n2', 'a-2022', 'a', 2022, 2, '二', '', now(), now()),"
                            + " ('a-2022-n3', 'a-2022', 'a', 2022, 3, '三', '', now(), now())",
                    "story_text values ('a-2022-n1', '事', '评')",
                    "story_topic values ('a-2022-n1', 'x', 1, 2022, 1), ('a-2022-n1', 'y', 0, 2022, 1),"
                            + " ('a-2022-n2', 'x', 0, 2022, 2)",
                    "tally values ('', 0, '', 3)",
                    "topic_pair values ('x', 'y', 1)")) {
                statement.execute("insert into " + row);
            }
            flyway.target("latest").load().migrate();
            assertEquals(
                    List.of("a-2022-n1: y x", "a-2022-n2: x", "a-2022-n3: "),
                    column(statement, "select id || ': ' || topics from story order by id"));
            assertEquals(
                    List.of("x zh 某\nen X", "y zh 其\nen Y"),
                    column(statement, "select id || ' ' || label from topic order by id"));
            assertEquals(List.of("a zh 甲\nen A"), column(statement, "select id || ' ' || label from series"));
            assertEquals(List.of("3 y x x"), column(statement, "select stories || ' ' || topics from edition"));
            assertEquals(
                    List.of("7001 a-2022-n1 1 1 zh-CN", "7002 a-2022-n2 2 2 zh-CN", "7003 a-2022-n3 3 3 zh-CN"),
                    column(
                            statement,
                            "select concat_ws(' ', number, id, position, rank, language) from story order by number"));
            assertEquals(
                    List.of("70011 replay 【新闻回放】 事", "70012 commentary 【评析】 评"),
                    column(
                            statement,
                            "select concat_ws(' ', number, part, heading, text) from story_part order by number"));
            assertEquals(List.of(), column(statement, """
                            select table_name || '.' || column_name from information_schema.columns c
                            where table_schema = 'PUBLIC' and table_name <> 'flyway_schema_history'
                            and is_generated = 'NEVER' and not exists (
                                select 1 from information_schema.columns d
                                where d.table_schema = 'PUBLIC' and d.table_name = c.table_name
                                and d.generation_expression like '%"' || c.column_name || '"%')
                            """), "columns that no digest is of");
            statement.execute("shutdown");
        }
    }

    @Test
    void everyEditionBelongsToItsLastSource() throws SQLException {
        String url = URL.replace("migration", "sources");
        FluentConfiguration flyway = Flyway.configure().dataSource(url, "", "").locations("classpath:db/migration");
        flyway.target("4").load().migrate();
        try (Connection store = DriverManager.getConnection(url);
                Statement statement = store.createStatement()) {
            String edition = "edition (id, series, edition_year, language, title, byline, introduction, published_at,"
                    + " updated_at, stories, topics) values ('a-%1$d', 'a', %1$d, 'zh-CN', '题', '某', '',"
                    + " timestamp with time zone '2023-01-03 00:00:00Z', timestamp with time zone '%2$s 00:00:00Z', 1, '')";
            String revision = "revision values (%d, 'a-%d', '%s', timestamp with time zone '%s 00:00:00Z')";
            for (String row : List.of(
                    "series values ('a', '甲', 'A')",
                    edition.formatted(2021, "2023-01-04"),
                    edition.formatted(2022, "2023-01-02"),
                    edition.formatted(2023, "2023-01-03"),
                    revision.formatted(1, 2021, "1".repeat(64), "2023-01-03"),
                    revision.formatted(2, 2021, "2".repeat(64), "2027-01-01"),
                    revision.formatted(3, 2022, "3".repeat(64), "2026-01-01"),
                    revision.formatted(4, 2023, "4".repeat(64), "2028-01-01"),
                    "source values ('operator''s/a.md', '%s'), ('operator''s/b.md', '%s'), ('bundled/b.md', '%2$s'),"
                                    .formatted("2".repeat(64), "3".repeat(64))
                            + " ('operator''s/c.md', '%s')".formatted("5".repeat(64)))) {
                statement.execute("insert into " + row);
            }
            flyway.target("latest").load().migrate();
            assertEquals(
                    List.of("a-2021 operator's/a.md", "a-2022 bundled/b.md", "a-2023 unknown"),
                    column(statement, "select id || ' ' || coalesce(source, 'unknown') from edition order by id"));
            assertEquals(
                    List.of(
                            "bundled/b.md a-2022",
                            "operator's/a.md a-2021",
                            "operator's/b.md none",
                            "operator's/c.md none"),
                    column(statement, "select name || ' ' || coalesce(edition, 'none') from source order by name"));
            assertEquals(
                    List.of(
                            "1 a-2021 unknown 1 2023",
                            "2 a-2021 operator's/a.md 2 2027",
                            "3 a-2022 bundled/b.md 3 2027",
                            "4 a-2023 unknown 4 2028"),
                    column(
                            statement,
                            "select number || ' ' || edition || ' ' || coalesce(source, 'unknown') || ' '"
                                    + " || left(digest, 1) || ' ' || extract(year from published_at)"
                                    + " from revision order by number"));
            assertEquals(
                    List.of("4", "3", "3"),
                    column(statement, "select extract(day from updated_at) from edition order by id"));
            statement.execute("shutdown");
        }
    }

    static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
