package dev.shida.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shida.OneJdk;
import dev.shida.StoreBytes;
import dev.shida.content.OldStore;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code backup} and {@code restore} where no service runs. */
@OneJdk
class ArchiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path data;
    private final Path restored;
    private final Path archive;

    ArchiveTest(@TempDir Path home) throws IOException {
        this.home = home;
        data = Files.createDirectory(home.resolve("data"));
        restored = home.resolve("restored");
        archive = home.resolve("shida.zip");
    }

    /** What a command has said, and its exit code at the end. */
    private static String run(String command, Path data, Path file) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Map<String, String> settings = Map.of(
                "shida.data", data.toString(),
                "quarkus.datasource.jdbc.url", OldStore.url(data));
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
        List<String> arguments = List.of(file.toString());
        int code = command.equals("backup")
                ? BackupCommand.backup(arguments, config, out, out)
                : BackupCommand.restore(arguments, config, out, out);
        return said.toString(StandardCharsets.UTF_8) + code;
    }

    private String restore() {
        return run("restore", restored, archive);
    }

    /** All that the store has, also what readers do not see. */
    private void makeStore() throws SQLException, IOException {
        OldStore.make(data);
        OldStore.execute(data, """
                insert into former_id (id, edition, story) values ('a-1901-old', 'a-1901', 'a-1901-n1');
                insert into revision (number, edition, source, digest, published_at)
                    values (61, 'b-2000', '报/b.md', null, timestamp with time zone '2026-01-02 03:04:05+08:00');
                insert into source (name, digest, edition) values ('报/a.md', repeat('1', 64), 'a-1901'),
                    ('none', repeat('2', 64), null);
                update story set rank = null, numeral = '①', story_date = date '2022-02-04', byline = U&'\\+01F600 "x" \\000A'
                    where id = 'a-1902-n1';
                update story_part set text = '行' || char(10) || char(0) || '末' where number = 20012;
                shutdown
                """);
    }

    @Nested
    class OfAStore {
        @BeforeEach
        void makeIt() throws Exception {
            makeStore();
            assertEquals(archive + ": revision 61, editions: 60, stories: 120\n0", run("backup", data, archive));
        }

        @Test
        void restoresEveryRow() throws Exception {
            String made = manifest().path("createdAt").asText();
            assertEquals(restored + ": revision 61, editions: 60, stories: 120, as of " + made + "\n0", restore());
            Path again = home.resolve("again.zip");
            run("backup", restored, again);
            assertEquals(entries(archive), entries(again));
            assertEquals(OldStore.content(data), OldStore.content(restored));
        }

        @Test
        void hasAllTablesOfTheStore() throws Exception {
            List<String> tables = new ArrayList<>();
            manifest()
                    .path("entries")
                    .forEach(entry -> tables.add(entry.path("table").asText()));
            assertEquals(
                    List.of("series", "edition", "story", "former_id", "revision", "source", "story_part", "topic"),
                    tables);
            assertEquals(1, manifest().path("format").asInt());
        }

        @Test
        void replacesAnEarlierArchive() throws Exception {
            Files.writeString(archive, "an older one");
            run("backup", data, archive);
            assertTrue(restore().endsWith("\n0"));
            assertEquals(List.of("data", "restored", "shida.zip"), files(home));
        }

        @Test
        void leavesANonEmptyFolderAsItWas() throws Exception {
            Files.createDirectories(restored.resolve("index"));
            assertEquals(
                    archive + ": it is not restored, as " + restored + " is not empty: it has index\n1", restore());
            assertEquals(List.of("index"), files(restored));
        }

        @Test
        void restoresAfterAnAttemptThatWasKilled() throws Exception {
            Files.createDirectories(restored);
            Files.writeString(restored.resolve("shida-migrating.mv.db"), "half");
            assertTrue(restore().endsWith("\n0"));
            assertEquals(List.of("shida.lock", "shida.mv.db"), files(restored));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 0.001, 0.5, 0.99, 0.9999})
        void refusesOneThatIsCutOff(double share) throws Exception {
            byte[] bytes = Files.readAllBytes(archive);
            Files.write(archive, Arrays.copyOf(bytes, (int) (share * bytes.length)));
            assertRefused("it is no archive, or is damaged (");
        }

        @Test
        void refusesEveryChangedByte() throws Exception {
            byte[] bytes = Files.readAllBytes(archive);
            for (int at = 0; at < bytes.length; at += bytes.length / 40) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 0x10;
                Files.write(archive, damaged);
                String said = restore();
                // Some bytes, such as times of entries, mean nothing.
                if (!said.endsWith("\n0")) {
                    assertRefused("");
                } else {
                    assertEquals(OldStore.content(data), OldStore.content(restored));
                    for (String file : files(restored)) {
                        Files.delete(restored.resolve(file));
                    }
                }
            }
        }

        static Stream<Arguments> manifests() {
            return Stream.of(
                    change("a newer version of the program has made it (format 2,", m -> m.put("format", 2)),
                    change("a newer version of the program has made it (schema 999,", m -> m.put("schema", 999)),
                    change("its manifest.json is damaged (", m -> m.put("format", 0)),
                    change("its manifest.json is damaged (", m -> m.remove("createdAt")),
                    change("its manifest.json is damaged (", m -> m.putNull("entries")),
                    change("its manifest.json is damaged (", m -> entry(m, 0).put("table", "../series")),
                    change(
                            "it has other entries than its manifest.json names",
                            m -> entry(m, 0).put("table", "serie")),
                    change(
                            "it has other entries than its manifest.json names",
                            m -> m.withArray("entries").remove(0)),
                    change(
                            "its story.jsonl is damaged (it has 120 rows, and 119",
                            m -> entry(m, 2).put("rows", 119)),
                    change(
                            "its story.jsonl is damaged (it is longer",
                            m -> entry(m, 2).put("bytes", 17)),
                    change(
                            "its story.jsonl is damaged (it is shorter",
                            m -> entry(m, 2).put("bytes", 99_999_999)),
                    change("it is not restored, as it has ", m -> entry(m, 2).put("bytes", 1L << 48)),
                    change(
                            "its story.jsonl is damaged (its digest",
                            m -> entry(m, 2).put("sha256", "00")));
        }

        private static Arguments change(String reason, Consumer<ObjectNode> change) {
            return Arguments.of(reason, change);
        }

        private static ObjectNode entry(ObjectNode manifest, int index) {
            return (ObjectNode) manifest.path("entries").path(index);
        }

        @ParameterizedTest
        @MethodSource("manifests")
        void refusesOneWhoseManifestIsFalse(String reason, Consumer<ObjectNode> change) throws Exception {
            Map<String, String> entries = entries(archive);
            ObjectNode manifest = manifest();
            change.accept(manifest);
            entries.put("manifest.json", manifest.toString());
            write(entries);
            assertRefused(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "../escaped.jsonl, it has other entries",
            "/etc/escaped.jsonl, it has other entries",
            "files/, it has other entries",
        })
        void refusesOneWithOtherEntries(String name, String reason) throws Exception {
            Map<String, String> entries = entries(archive);
            entries.put("manifest.json", manifest().toString());
            entries.put(name, "");
            write(entries);
            assertRefused(reason);
        }

        @Test
        void refusesOneWithAnEntryTwice() throws Exception {
            Map<String, String> entries = entries(archive);
            entries.put("manifest.json", manifest().toString());
            entries.put("sOurce.jsonl", "");
            write(entries);
            byte[] bytes = Files.readAllBytes(archive);
            String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("sOurce.jsonl", "source.jsonl");
            Files.write(archive, text.getBytes(StandardCharsets.ISO_8859_1));
            assertRefused("it has other entries");
        }

        /** An entry that is a thousand times as long as it is in the archive, and as its manifest says. */
        @Test
        void readsNoFurtherThanTheManifestSays() throws Exception {
            Map<String, String> entries = entries(archive);
            entries.put("manifest.json", manifest().toString());
            entries.put("topic.jsonl", " ".repeat(64 << 20));
            write(entries);
            assertTrue(Files.size(archive) < 1 << 20);
            assertRefused("its topic.jsonl is damaged (it is longer than the manifest says)");
        }

        @Test
        void refusesAManifestWithoutAnEnd() throws Exception {
            Map<String, String> entries = entries(archive);
            entries.put("manifest.json", " ".repeat(64 << 20));
            write(entries);
            assertRefused("its manifest.json is too long");
        }

        static Stream<Arguments> rows() {
            return Stream.of(
                    Arguments.of(
                            "{\"id\":\"z\",\"label\":\"zh z\"}\n{\"id\":\"x\"}", "a row of topic has not the columns"),
                    Arguments.of("{\"id\":\"z\",\"label\":null}", "NULL not allowed for column"),
                    Arguments.of("{\"id\":\"Z\",\"label\":\"zh z\"}", "Check constraint violation"),
                    Arguments.of("{\"id\":\"z\",\"label\":\"zh z\",\"more\":1}", "a row of topic has not the columns"),
                    Arguments.of("{\"id\":\"z\",\"label\":[\"zh z\"]}", ""),
                    Arguments.of("{\"id\":\"z\",\"label\":7}", "the store has not the rows of topic.jsonl"),
                    Arguments.of("[1]", "its topic.jsonl is damaged ("),
                    Arguments.of("{\"id\":\"z\"", "its topic.jsonl is damaged ("));
        }

        @ParameterizedTest
        @MethodSource("rows")
        void refusesRowsThatNoStoreHas(String rows, String reason) throws Exception {
            Map<String, String> entries = entries(archive);
            byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
            ObjectNode manifest = manifest();
            ObjectNode topics = entry(manifest, 7);
            topics.put("bytes", bytes.length).put("rows", rows.lines().count()).put("sha256", sha256(bytes));
            entries.put("topic.jsonl", rows);
            entries.put("manifest.json", manifest.toString());
            write(entries);
            assertRefused(reason);
        }

        private void assertRefused(String reason) throws IOException {
            String said = restore();
            assertTrue(said.startsWith(archive + ": " + reason), said);
            assertTrue(said.endsWith("\n1"), said);
            assertEquals(2, said.lines().count(), said);
            assertTrue(
                    Files.notExists(restored) || files(restored).isEmpty(),
                    () -> restored + " is not empty after: " + said);
        }

        private void write(Map<String, String> entries) throws IOException {
            try (OutputStream out = Files.newOutputStream(archive);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void aDamagedRowIsNotBackedUp() throws Exception {
        makeStore();
        Path store = data.resolve("shida.mv.db");
        byte[] bytes = Files.readAllBytes(store);
        assertTrue(StoreBytes.replace(bytes, "题60", "题61") > 0);
        Files.write(store, bytes);
        String said = run("backup", data, archive);
        assertTrue(said.contains(": The store is damaged: the "), said);
        assertTrue(said.endsWith(" is not what was published.\n1"), said);
        assertEquals(List.of("data"), files(home));
    }

    @Test
    void anotherSchemaIsNotBackedUp() throws Exception {
        OldStore.make(data, 9);
        String said = run("backup", data, archive);
        assertTrue(said.startsWith("shida.data=" + data.resolve("shida.mv.db") + ": another version"), said);
        assertFalse(Files.exists(archive));
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws Exception {
        Path none = home.resolve("none");
        assertEquals(archive + ": there is no store in " + none + "\n1", run("backup", none, archive));
        assertFalse(Files.exists(none));
        assertEquals(archive + ": there is no such file\n1", restore());
        assertEquals(data + ": it is not a file\n1", run("restore", restored, data));
        makeStore();
        assertEquals(data + ": it is a folder\n1", run("backup", data, data));
        Path lost = none.resolve("shida.zip");
        assertEquals(lost + ": there is no folder for " + lost + ".part\n1", run("backup", data, lost));
        Files.writeString(archive, "no archive");
        assertEquals(archive + ": it is no archive, or is damaged (zip END header not found)\n1", restore());
    }

    private ObjectNode manifest() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return (ObjectNode) JSON.readTree(zip.getInputStream(zip.getEntry("manifest.json")));
        }
    }

    /** The entries but for the manifest. */
    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        entries.remove("manifest.json");
        return entries;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
