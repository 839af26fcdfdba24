package dev.shida.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.shida.Needs;
import dev.shida.OneJdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people can do with the pages, in Chromium; {@code src/test/browser} says what they do. */
@OneJdk
@Needs({"npm", "chromium"})
class PagesIT {
    private static final String NPM = System.getProperty("os.name", "").startsWith("Windows") ? "npm.cmd" : "npm";

    @TempDir
    Path home;

    @Test
    void peopleReadThePages() throws Exception {
        Path manuscripts = Files.createDirectory(home.resolve("manuscripts"));
        Files.copy(Path.of("src/test/resources/samples/hostile.md"), manuscripts.resolve("hostile.md"));
        try (Service service = Service.start(home).awaitListening()) {
            npm(service, "ci");
            npm(service, "test");
        }
    }

    /** Runs npm in {@code src/test/browser/}, its output among the test's: what a child inherits would disturb Maven. */
    private static void npm(Service service, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(NPM, command)
                .directory(new File("src/test/browser"))
                .redirectErrorStream(true);
        builder.environment().put("SHIDA_URL", service.uri("").toString());
        Process npm = start(builder);
        npm.inputReader(UTF_8).lines().forEach(System.out::println);
        assertEquals(0, npm.waitFor(), "npm " + command + " in src/test/browser/ failed; its output is above.");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return fail("npm is not on the PATH: install Node.js 20 or later with npm.", e);
        }
    }
}
