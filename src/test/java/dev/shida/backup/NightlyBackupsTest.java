package dev.shida.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.content.OldStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When archives are made by themselves, and which stay. */
@OneJdk
class NightlyBackupsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T01:59:00Z, 2026-03-02T03:00:00+01:00, true",
        "2026-03-02T02:00:00Z, 2026-03-02T03:00:00+01:00, false",
        "2026-03-02T02:00:10Z, 2026-03-03T02:59:59+01:00, false",
        "2026-03-02T02:00:10Z, 2026-03-03T03:00:00+01:00, true",
        "2026-02-01T00:00:00Z, 2026-03-03T02:00:00+01:00, true",
        "2026-03-28T01:59:00Z, 2026-03-29T01:30:00+01:00[Europe/Berlin], true",
        "2026-03-28T02:01:00Z, 2026-03-29T01:59:00+01:00[Europe/Berlin], false",
        "2026-03-28T02:01:00Z, 2026-03-29T03:00:00+02:00[Europe/Berlin], true",
    })
    void oneIsDueWithoutAnArchiveSinceThen(Instant last, ZonedDateTime now, boolean isDue) {
        assertEquals(isDue, NightlyBackups.isDue(Optional.of(last), LocalTime.of(3, 0), now));
    }

    @Test
    void theFirstIsDueAtOnce() {
        assertEquals(
                true,
                NightlyBackups.isDue(Optional.empty(), LocalTime.of(3, 0), ZonedDateTime.now(ZoneId.systemDefault())));
    }

    @Nested
    class InAFolder {
        private final Path data;
        private final Path folder;
        private final NightlyBackups backups;
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        InAFolder(@TempDir Path home) throws Exception {
            data = Files.createDirectory(home.resolve("data"));
            folder = home.resolve("backups");
            OldStore.make(data);
            JdbcDataSource store = new JdbcDataSource();
            store.setURL(OldStore.url(data));
            backups = new NightlyBackups(new StoreBackup(store), new BackupConfig() {
                @Override
                public Optional<Path> folder() {
                    return Optional.of(folder);
                }

                @Override
                public LocalTime time() {
                    return LocalTime.of(3, 0);
                }

                @Override
                public int keep() {
                    return 2;
                }
            });
            backups.bindTo(metrics);
        }

        @AfterEach
        void close() throws Exception {
            OldStore.execute(data, "shutdown");
        }

        @Test
        void theLastOnesStay() throws Exception {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve("shida-20260301T020000Z.zip.part"), "of a killed process");
            Files.writeString(folder.resolve("mine.zip"), "not made here");
            Files.writeString(folder.resolve("shida-20269999T999999Z.zip"), "at no time");
            for (int day = 2; day <= 5; day++) {
                makeIfDue("2026-03-0" + day + "T03:00:00Z");
                makeIfDue("2026-03-0" + day + "T03:01:00Z");
            }
            assertEquals(
                    List.of(
                            "mine.zip",
                            "shida-20260304T030000Z.zip",
                            "shida-20260305T030000Z.zip",
                            "shida-20269999T999999Z.zip"),
                    files());
            assertEquals(
                    (double) Instant.parse("2026-03-05T03:00:00Z").getEpochSecond(), metric("shida.backup.timestamp"));
            assertEquals(
                    (double) Files.size(folder.resolve("shida-20260305T030000Z.zip")), metric("shida.backup.size"));
            assertEquals(
                    0, metrics.get("shida.backup.failures").functionCounter().count());
            try (Archive archive = Archive.open(folder.resolve("shida-20260304T030000Z.zip"))) {
                archive.verify();
                assertEquals(
                        "revision 60, editions: 60, stories: 120",
                        archive.manifest().summary());
            }
        }

        @Test
        void oneOfTheFutureIsNotTheLast() throws Exception {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve("shida-20990101T000000Z.zip"), "made by a wrong clock");
            makeIfDue("2026-03-02T03:00:00Z");
            assertEquals(List.of("shida-20260302T030000Z.zip", "shida-20990101T000000Z.zip"), files());
        }

        @Test
        void aFailureIsRetriedInAnHour() throws Exception {
            Files.writeString(folder, "no folder");
            makeIfDue("2026-03-02T03:00:00Z");
            Files.delete(folder);
            makeIfDue("2026-03-02T03:59:00Z");
            assertEquals(false, Files.exists(folder));
            assertEquals(
                    1, metrics.get("shida.backup.failures").functionCounter().count());
            assertEquals(0, metric("shida.backup.timestamp"));
            makeIfDue("2026-03-02T04:00:00Z");
            assertEquals(List.of("shida-20260302T040000Z.zip"), files());
        }

        private void makeIfDue(String now) {
            backups.makeIfDue(folder, ZonedDateTime.parse(now));
        }

        private double metric(String name) {
            return metrics.get(name).gauge().value();
        }

        private List<String> files() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        }
    }
}
