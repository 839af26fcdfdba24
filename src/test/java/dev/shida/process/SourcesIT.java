package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.OneJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the bundled edition and of files while the service runs and from one start to the next. */
@OneJdk
class SourcesIT {
    private static final String BUNDLED = "/v1/editions/capital-unions-2022";

    @TempDir
    Path home;

    private static String manuscript(int year, String title) {
        return """
                ---
                series: { id: capital-unions, zh: 首都工会十大新闻, en: Capital unions' top ten }
                year: %d
                language: zh-CN
                topics: {}
                stories:
                  - { slug: one, topics: [] }
                ---
                # %2$s

                记者

                ## %2$s
                ### 【新闻回放】
                %2$s
                ### 【评析】
                %2$s
                """.formatted(year, title);
    }

    private static List<String> editions(Service service) {
        return StreamSupport.stream(service.json("/v1/editions").path("items").spliterator(), false)
                .map(edition -> edition.path("id").asText())
                .toList();
    }

    /** Under nohup the signal is ignored, also by every process that is started then. */
    private static boolean isHangUpIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(
                                line -> Long.parseUnsignedLong(line.substring(7).strip(), 16) % 2 != 0);
    }

    @Test
    void aHangUpRereadsTheFolder() throws IOException {
        assumeFalse(isHangUpIgnored(), "SIGHUP is ignored");
        Path file = Files.createDirectory(home.resolve("manuscripts")).resolve("capital-unions-2023.md");
        Files.writeString(file, manuscript(2022, "误"));
        JsonNode bundled;
        try (Service service = Service.start(home, Map.of("SHIDA_MANUSCRIPTS_POLL", "0s"))) {
            assertEquals("误", service.json(BUNDLED).path("title").asText());
            assertEquals(1, service.json("/v1/stories").path("total").asInt());
            service.await(Pattern.compile("WARN .*capital-unions-2023\\.md: capital-unions-2022 has taken the place"));
            Files.writeString(file, manuscript(2023, "正"));
            service.hangUp();
            service.await(Pattern.compile("as revision 4"));
            bundled = service.json(BUNDLED);
            assertEquals("2022年首都工会十大新闻盘点", bundled.path("title").asText());
            assertEquals(List.of("capital-unions-2023", "capital-unions-2022"), editions(service));
            assertEquals(11, service.json("/v1/stories").path("total").asInt());
            service.hangUp();
            service.await(Pattern.compile("manuscripts: 0 published, 1 unchanged, 0 left out"));
            assertEquals(List.of(), service.errors());
            service.stop();
        }

        try (Service service = Service.start(home, Map.of("SHIDA_BUNDLED", "false"))) {
            assertEquals(404, service.get(BUNDLED).statusCode());
            assertEquals(404, service.get("/v1/topics/winter-olympics").statusCode());
            assertEquals(List.of("capital-unions-2023"), editions(service));
            assertEquals(1, service.json("/v1/stories").path("total").asInt());
            service.await(Pattern.compile("shida\\.bundled=false: withdrew capital-unions-2022 as revision 5"));
            service.kill();
        }

        Files.delete(file);
        Files.delete(file.getParent());
        try (Service service = Service.start(home)) {
            assertEquals(bundled.path("stories"), service.json(BUNDLED).path("stories"));
            assertEquals(11, service.json("/v1/stories").path("total").asInt());
            assertEquals(List.of(), service.logged(Pattern.compile("WARN|ERROR")));
            // The same after a file is written in pieces: only the whole is published.
            Files.createDirectory(file.getParent());
            Files.writeString(file, manuscript(2024, "新"));
            service.await(Pattern.compile("capital-unions-2023\\.md: published capital-unions-2024 as revision 7"));
            assertTrue(editions(service).contains("capital-unions-2024"));
        }
    }
}
