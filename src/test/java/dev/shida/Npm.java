package dev.shida;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;

/** Runs npm, its output among the test's: what a child inherits would disturb Maven. */
public final class Npm {
    private Npm() {}

    /**
     * Installs what a folder needs, and runs its tests.
     *
     * @param url of the service
     */
    public static void test(String folder, String url) throws IOException, InterruptedException {
        run(folder, url, "ci");
        run(folder, url, "test");
    }

    private static void run(String folder, String url, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Needs.Programs.find("npm"), command)
                .directory(new File(folder))
                .redirectErrorStream(true);
        builder.environment().put("SHIDA_URL", url);
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        Process npm = builder.start();
        npm.inputReader(UTF_8).lines().forEach(System.out::println);
        assertEquals(0, npm.waitFor(), "npm " + command + " in " + folder + " failed; its output is above.");
    }
}
