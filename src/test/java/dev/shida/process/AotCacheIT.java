package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start from an AOT cache. */
class AotCacheIT {
    private static final Path CACHE = Path.of("target/quarkus-app/shida.aot");
    private static final Path OPTIONS = Path.of("target/quarkus-app/shida.options");

    @TempDir
    Path home;

    /** By the command that docs/operations.md names. */
    @BeforeEach
    void makeTheCache() throws IOException, InterruptedException {
        assumeTrue(Runtime.version().feature() >= 25, "makes no such cache");
        Path log = home.resolve("aot-cache.log");
        ProcessBuilder command = new ProcessBuilder("src/main/sh/aot-cache")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, bin) -> bin + ":" + path);
        Process process = command.start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), Files.readString(log));
    }

    @Test
    void aStartTakesItsOptionsAndIsSilent() throws IOException {
        try (Service service = start(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load"))) {
            assertServes(service);
            assertTrue(
                    service.logged(Pattern.compile("dev\\.shida\\.content\\.Stories source: shared objects file"))
                                    .size()
                            > 0,
                    "does not come from the cache");
        }
        assertEquals("96M", maxHeap("-Xlog:gc+init"));
        assertEquals("200M", maxHeap("-Xlog:gc+init -Xmx200m"));
        assertStartsInSilence();

        Files.write(CACHE, new byte[1024], StandardOpenOption.TRUNCATE_EXISTING);
        assertStartsInSilence();

        Files.delete(CACHE);
        assertStartsInSilence();
    }

    private void assertStartsInSilence() {
        try (Service service = start(Map.of())) {
            assertServes(service);
            assertEquals(List.of(), service.errors());
            assertEquals(
                    List.of(),
                    service.logged(Pattern.compile("^(?!.* INFO ).*")).stream()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    private String maxHeap(String options) {
        try (Service service = start(Map.of("JDK_JAVA_OPTIONS", options))) {
            return service.await(Pattern.compile("Heap Max Capacity: (\\S+)")).group(1);
        }
    }

    private Service start(Map<String, String> environment) {
        return Service.start(home, environment, "@" + OPTIONS.toAbsolutePath());
    }

    private static void assertServes(Service service) {
        assertEquals(10, service.json("/v1/stories").path("total").asInt());
    }
}
