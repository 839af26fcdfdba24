package dev.shida;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is run in place of the service. */
@OneJdk
class CommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        return Commands.run(command, List.of(), new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8));
    }

    @Test
    void helpPrintsTheCommandsAsTheDocsShow() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        String shown = page.split("quarkus-run.jar help\n")[1].split("```\n")[0];
        for (String asked : List.of("help", "--help", "-h")) {
            out.reset();
            assertEquals(0, run(asked));
            assertEquals(shown, out.toString(UTF_8));
            assertEquals("", err.toString(UTF_8));
        }
    }

    @Test
    void anUnknownCommandIsOneLine() {
        assertEquals(2, run("bakup"));
        assertEquals("", out.toString(UTF_8));
        assertEquals(
                "unknown command bakup; expected backup, check, help, import or restore, or none to start the service\n",
                err.toString(UTF_8));
    }
}
