package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered while there can be no index, and after. */
class UnsearchableIT {
    private static final String STORY = "/v1/stories/capital-unions-2022-winter-olympics";

    @TempDir
    Path home;

    @Test
    void listsSaySoAndTheRestIsAnswered() throws IOException {
        // Where its folder should be there is a file.
        Path index =
                Files.createFile(Files.createDirectories(home.resolve("data")).resolve("index"));
        try (Service service = Service.start(home).awaitListening()) {
            for (String list : List.of(
                    "/v1/stories", "/v1/stories?q=工匠", "/v1/topics", "/v1/topics/craftsmen", "/v1/suggestions?q=工")) {
                HttpResponse<String> answer =
                        service.get(list.replace("工匠", "%E5%B7%A5%E5%8C%A0").replace("工", "%E5%B7%A5"));
                assertEquals(503, answer.statusCode(), list);
                assertTrue(answer.body().contains("\"/problems/unavailable\""), answer.body());
                assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
            }
            HttpResponse<String> ready = service.getManagement("/q/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("The search index is being built, or has failed."), ready::body);
            assertEquals(200, service.getManagement("/q/health/live").statusCode());
            for (String other : List.of(STORY, STORY + "/replay", "/v1/editions", "/v1/series")) {
                assertEquals(200, service.get(other).statusCode(), other);
            }
        }
        Files.delete(index);
        Map<String, String> noRoom = Map.of("SHIDA_HEALTH_MIN_FREE_DISK", "9999999G");
        try (Service service = Service.start(home, noRoom).awaitListening()) {
            assertEquals(10, service.json("/v1/stories").path("total").asInt());
            assertEquals(200, service.getManagement("/q/health/ready").statusCode());
            HttpResponse<String> well = service.getManagement("/q/health/well");
            assertEquals(503, well.statusCode());
            assertTrue(well.body().contains("\"reason\": \"The disk is nearly full.\""), well::body);
        }
    }
}
