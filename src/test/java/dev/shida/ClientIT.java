package dev.shida;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a client's developer does with the document: lint it, generate types from it, and call the service with them. */
@QuarkusIntegrationTest
@TestProfile(FreshStore.class)
@OneJdk
@Needs("npm")
class ClientIT {
    private static final String NPM = System.getProperty("os.name", "").startsWith("Windows") ? "npm.cmd" : "npm";

    @Test
    void theGeneratedClientWorks() throws IOException, InterruptedException {
        npm("ci");
        npm("test");
    }

    /** Runs npm in {@code openapi/}, its output among the test's: what a child inherits would disturb Maven. */
    private static void npm(String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(NPM, command).directory(new File("openapi")).redirectErrorStream(true);
        builder.environment().put("SHIDA_URL", RestAssured.baseURI + ":" + RestAssured.port);
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        Process npm = start(builder);
        npm.inputReader(UTF_8).lines().forEach(System.out::println);
        assertEquals(0, npm.waitFor(), "npm " + command + " in openapi/ failed; its output is above.");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return fail("npm is not on the PATH: install Node.js 20 or later with npm.", e);
        }
    }
}
