package dev.shida.process;

import dev.shida.Needs;
import dev.shida.Npm;
import dev.shida.OneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people can do with the pages, in Chromium; {@code src/test/browser} says what they do. */
@OneJdk
@Needs({"npm", "chromium"})
class PagesIT {
    @TempDir
    Path home;

    @Test
    void peopleReadThePages() throws Exception {
        Path manuscripts = Files.createDirectory(home.resolve("manuscripts"));
        Files.copy(Path.of("src/test/resources/samples/hostile.md"), manuscripts.resolve("hostile.md"));
        try (Service service = Service.start(home).awaitListening()) {
            Npm.test("src/test/browser", service.uri("").toString());
        }
    }
}
