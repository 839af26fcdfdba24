package dev.shida.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of the store that it finds. */
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
class StoreFileTest {
    private static final String RESTORE = " Nothing was changed. See \"Restore\" in docs/operations.md.";

    private final Path folder;
    private final Path store;
    private final Path work;

    StoreFileTest(@TempDir Path folder) {
        this.folder = folder;
        store = folder.resolve("shida.mv.db");
        work = folder.resolve("shida-migrating.mv.db");
    }

    @Test
    void refusesTheStoreOfAnotherFolder() throws IOException {
        String url = OldStore.url(folder.resolve("another"));
        assertEquals(
                folder + ": quarkus.datasource.jdbc.url=" + url + " is not the store in this folder.",
                assertThrows(UnusableStore.class, () -> StoreFile.prepare(folder, url, 0))
                        .getMessage());
        assertEquals(List.of(), files());
    }

    @Nested
    class OfAnEmptyFolder {
        @Test
        void makesAStore() throws Exception {
            prepare(0);
            assertEquals(List.of(), OldStore.content(folder));
            assertEquals(List.of("shida.mv.db"), files());
        }

        @Test
        void recoversFromAKilledFirstStart() throws Exception {
            Files.writeString(work, "half of it");
            Files.writeString(folder.resolve("shida-migrating.trace.db"), "");
            prepare(0);
            assertEquals(List.of(), OldStore.content(folder));
            assertEquals(List.of("shida.mv.db"), files());
        }

        @Test
        void refusesAnEmptyStoreBesideAnIndex() {
            assertRefuses(61, "the store is missing, but the search index beside it is at revision 61." + RESTORE);
        }
    }

    @Nested
    class OfAStoreOfTheNewestSchema {
        @BeforeEach
        void makeIt() throws Exception {
            OldStore.make(folder, newest());
        }

        @Test
        void leavesItAsItIs() throws Exception {
            prepare(60);
            assertEquals(OldStore.migrated(), OldStore.content(folder));
            assertEquals(List.of("shida.mv.db"), files());
        }

        @Test
        void refusesOneThatHasLessThanItsIndex() {
            assertRefuses(
                    61, "the store is at revision 60, but the search index beside it is at revision 61." + RESTORE);
        }

        @Test
        void refusesOneThatANewerProgramHasMigrated() throws Exception {
            OldStore.execute(folder, """
                    insert into "flyway_schema_history" select 99, '99', 'd', 'SQL', 's', 1, '', now(), 1, true
                    """);
            assertRefuses(
                    0,
                    "a newer version of the program has written this store (schema 99, this version knows " + newest()
                            + "). Start that version, or give this one another folder.");
        }

        @Test
        void refusesOneThatIsEmpty() throws IOException {
            Files.write(store, new byte[0]);
            assertRefuses(0, "the store is empty." + RESTORE);
            assertEquals(0, Files.size(store));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 100, 4096, 8192, 20_000, 50_000})
        void refusesOneThatIsCutOff(int length) throws IOException {
            Files.write(store, Arrays.copyOf(Files.readAllBytes(store), length));
            String message = refusal(60);
            assertTrue(message.startsWith(store + ": the store is "), message);
            assertTrue(message.endsWith(RESTORE), message);
            assertFalse(message.contains("\n"), message);
        }

        @Test
        void refusesWhatIsNoStore() throws IOException {
            Files.writeString(store, "no store\n".repeat(9000));
            String message = refusal(0);
            assertTrue(message.startsWith(store + ": the store is damaged or cannot be read ("), message);
            assertTrue(message.endsWith(")." + RESTORE), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    @Nested
    class OfAnOlderStore {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 6, 8, 9})
        void migratesItAndKeepsItAsItWas(int schema) throws Exception {
            OldStore.make(folder, schema);
            prepare(60);
            assertEquals(OldStore.migrated(), OldStore.content(folder));
            assertEquals(List.of("shida-before-v" + newest() + ".mv.db", "shida.mv.db"), files());
            Path another = Files.createDirectory(folder.resolve("another"));
            Files.move(folder.resolve(files().get(1)), another.resolve("shida.mv.db"));
            StoreFile.prepare(another, OldStore.url(another), 60);
            assertEquals(OldStore.migrated(), OldStore.content(another));
        }

        @Test
        void migratesAfterAKillBeforeTheRename() throws Exception {
            OldStore.make(folder, 3);
            Files.copy(store, work);
            Files.createLink(folder.resolve("shida-before-v" + newest() + ".mv.db"), store);
            prepare(60);
            assertEquals(OldStore.migrated(), OldStore.content(folder));
            assertEquals(List.of("shida-before-v" + newest() + ".mv.db", "shida.mv.db"), files());
        }

        @Test
        void remakesAnEmptyStoreAfterAKill() throws Exception {
            OldStore.execute(folder, "create table series (id varchar(60) primary key); shutdown");
            prepare(0);
            assertEquals(List.of(), OldStore.content(folder));
        }

        @Test
        void refusesAHalfMigratedStore() throws Exception {
            OldStore.make(folder, 2);
            OldStore.execute(folder, "alter table story rename to story_by_id; shutdown");
            String message = refusal(0);
            assertTrue(message.startsWith(store + ": the store cannot be migrated ("), message);
            assertTrue(message.endsWith("An earlier migration may have been killed half way." + RESTORE), message);
            assertFalse(message.contains("\n"), message);
            assertEquals(List.of("shida.mv.db"), files());
        }
    }

    /**
     * Kills processes that prepare a store, at random moments. {@code -Dshida.test.kills=100} does so a hundred times for an
     * empty folder and for each schema.
     */
    @Nested
    class AfterAKill {
        private static final int KILLS = Integer.getInteger("shida.test.kills", 1);

        private final Random random = new Random(20);

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void theNextStartFindsAllThatThereWas(int schema) throws Exception {
            long whole = 0;
            for (int kill = 0; kill <= KILLS; kill++) {
                for (String file : files()) {
                    Files.delete(folder.resolve(file));
                }
                if (schema > 0) {
                    OldStore.make(folder, schema);
                }
                // The first is not killed, and tells how long the others have.
                long took = prepareInAnotherProcess(kill == 0 ? Long.MAX_VALUE : (long) (random.nextDouble() * whole));
                whole = kill == 0 ? took : whole;
                prepare(schema > 0 ? 60 : 0);
                assertEquals(schema > 0 ? OldStore.migrated() : List.of(), OldStore.content(folder));
                assertFalse(Files.exists(work));
            }
        }

        /** Answers how long it took from the moment from which the nanoseconds until the kill are counted. */
        private long prepareInAnotherProcess(long killAfter) throws Exception {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PreparedStore.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals(PreparedStore.BEGINS, out.readLine());
                long begin = System.nanoTime();
                if (killAfter == Long.MAX_VALUE) {
                    assertEquals(0, process.waitFor());
                } else {
                    LockSupport.parkNanos(killAfter);
                }
                return System.nanoTime() - begin;
            } finally {
                process.destroyForcibly();
                assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            }
        }
    }

    private static int newest() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.mapToInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1")))
                    .max()
                    .orElseThrow();
        }
    }

    private void assertRefuses(long indexed, String reason) {
        assertEquals(store + ": " + reason, refusal(indexed));
    }

    private String refusal(long indexed) {
        return String.valueOf(
                assertThrows(UnusableStore.class, () -> prepare(indexed)).getMessage());
    }

    private void prepare(long indexed) throws UnusableStore {
        StoreFile.prepare(folder, OldStore.url(folder), indexed);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
