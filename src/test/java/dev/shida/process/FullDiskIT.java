package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shida.OneJdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, and answered, while the disk of the store is full. It mounts one in memory, for which one has to be root. */
@OneJdk
class FullDiskIT {
    private static final Pattern SAID = Pattern.compile("nothing is published, as the disk of .*data is full$");
    private static final List<GeneratedEdition> EDITIONS = GeneratedEdition.list(9, 1);

    private final Path data;
    private final Path manuscripts;
    private final Path home;

    FullDiskIT(@TempDir Path home) throws IOException {
        this.home = home;
        data = Files.createDirectory(home.resolve("data"));
        manuscripts = Files.createDirectory(home.resolve("manuscripts"));
    }

    @BeforeEach
    void mount() throws IOException {
        boolean isMounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", data.toString());
        if (!isMounted) {
            System.err.println("SKIPPED FullDiskIT: no file system can be mounted");
        }
        assumeTrue(isMounted);
    }

    @AfterEach
    void unmount() throws IOException {
        run("umount", data.toString());
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    }

    /** Writes until nothing more can be written. */
    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] some = new byte[4096]; ; ) {
                out.write(some);
            }
        } catch (IOException e) {
            assertEquals("No space left on device", e.getMessage());
        }
    }

    @Test
    void readersAreAnsweredAndItIsSaidOnce() throws Exception {
        try (Service service =
                Service.start(home, Map.of("SHIDA_MANUSCRIPTS_POLL", "0.05s")).awaitListening()) {
            Path ballast = data.resolve("ballast");
            fill(ballast);
            EDITIONS.get(0).write(manuscripts);
            service.await(SAID);
            for (GeneratedEdition edition : EDITIONS) {
                edition.write(manuscripts);
                assertEquals(
                        10,
                        service.json("/v1/stories?limit=" + (edition.year() % 50 + 11))
                                .path("total")
                                .asInt());
            }
            // It is named in a later scan.
            Files.createFile(manuscripts.resolve("notes.txt"));
            service.await(Pattern.compile("passed over.*notes\\.txt"));
            assertEquals(1, service.logged(SAID).size());
            assertEquals(
                    List.of(),
                    service.logged(Pattern.compile("^\\s+at |^Caused by| ERROR (?!.*nothing is published)")));
            assertEquals(List.of(), service.errors());
            Files.delete(ballast);
            service.await(Pattern.compile("published s0-\\d+ as revision"), EDITIONS.size());
        }
    }
}
