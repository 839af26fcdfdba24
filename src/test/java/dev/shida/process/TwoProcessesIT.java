package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose the folder of the store is. */
@OneJdk
class TwoProcessesIT {
    private static final int NO_STORE = 75;

    @TempDir
    Path home;

    @Nested
    class WhileOneProcessServes {
        @Test
        void aSecondOneOnItsFolderEnds() throws IOException {
            try (Service first = Service.start(home).awaitListening();
                    Service second = Service.start(home)) {
                assertEquals(NO_STORE, second.end());
                assertEquals(
                        List.of("shida.data=" + home.toRealPath().resolve("data") + ": another process is using this"
                                + " folder. Stop it, or give this process another folder."),
                        second.errors());
                assertEquals(List.of(), second.log());

                assertServes(first);
            }
        }

        @Test
        void aSecondOneOnAnotherFolderServesToo() {
            // Both are to have the port 9000 of the management interface, and at most one can.
            Map<String, String> unset = Map.of("QUARKUS_MANAGEMENT_PORT", "");
            Map<String, String> other = Map.of("QUARKUS_MANAGEMENT_PORT", "", "SHIDA_DATA", "my-data");
            try (Service first = Service.start(home, unset).awaitListening();
                    Service second = Service.start(home, other)) {
                assertServes(second);
                assertServes(first);
                second.await(
                        Pattern.compile(
                                "WARN .*quarkus\\.management\\.port=9000: another process uses this port, so any other is taken"));
                assertEquals(200, second.getManagement("/q/health/ready").statusCode());
                assertEquals(200, first.getManagement("/q/health/ready").statusCode());
                assertTrue(Files.isRegularFile(home.resolve("my-data/shida.mv.db")), "a relative folder without ./");
            }
        }
    }

    @Test
    void theFolderIsFreeAfterAKill() {
        try (Service first = Service.start(home).awaitListening()) {
            first.kill();
            try (Service next = Service.start(home)) {
                assertServes(next);
            }
        }
    }

    @Test
    void theFolderIsFreeAfterAStop() throws IOException {
        try (Service first = Service.start(home).awaitListening()) {
            assertEquals(128 + 15, first.stop());
            assertEquals(List.of(), first.errors());
            String header = Files.readString(home.resolve("data/shida.mv.db"), StandardCharsets.ISO_8859_1)
                    .substring(0, 4096);
            assertTrue(header.contains("clean:1"), () -> "H2 has not closed the store: " + header);
            try (Service next = Service.start(home)) {
                assertServes(next);
            }
        }
    }

    @Test
    void anUncreatableFolderEndsTheProcess() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        Path data = file.resolve("data");
        try (Service service = Service.start(home, Map.of("SHIDA_DATA", data.toString()))) {
            assertEquals(NO_STORE, service.end());
            List<String> errors = service.errors();
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(
                    errors.get(0).startsWith("shida.data=" + data + ": this folder cannot be written ("),
                    errors::toString);
            assertTrue(errors.get(0).endsWith("Mend that, or give this process another folder."), errors::toString);
            assertEquals(List.of(), service.log());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', it is empty", "a;b, it has a semicolon"})
    void anImpossibleFolderNameEndsTheProcess(String name, String reason) {
        try (Service service = Service.start(home, Map.of("SHIDA_DATA", name))) {
            assertEquals(NO_STORE, service.end());
            assertEquals(
                    List.of("shida.data=" + name + ": this cannot be the name of the folder, as " + reason
                            + ". Give another."),
                    service.errors());
        }
    }

    @Test
    void aUsedManagementPortEndsTheProcess() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(used.getLocalPort());
            try (Service service = Service.start(home, Map.of("QUARKUS_MANAGEMENT_PORT", port))) {
                assertEquals(NO_STORE, service.end());
                assertEquals(
                        List.of("quarkus.management.port=" + port + ": another process uses this port of 127.0.0.1,"
                                + " or it may not be used. Give another, or 0 for any that is free."),
                        service.errors());
            }
        }
    }

    private static void assertServes(Service service) {
        assertFalse(service.json("/v1/stories").path("items").isEmpty());
    }
}
