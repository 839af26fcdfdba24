package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.OneJdk;
import dev.shida.StoreBytes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered from a store of which bytes have changed since they were written. */
@OneJdk
class DamagedStoreIT {
    private static final int NO_STORE = 75;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EDITION = "/v1/editions/capital-unions-2022";
    private static final String STORY = "/v1/stories/capital-unions-2022-";
    private static final Pattern TRACE = Pattern.compile("^\\s+at |^Caused by");

    /** Of a service that was sound when it stopped. */
    @TempDir
    static Path sound;

    /** Its answers, by path. */
    private static final Map<String, String> answers = new TreeMap<>();

    @TempDir
    Path home;

    private Path store;

    @BeforeAll
    static void publish() throws IOException {
        Path manuscripts = Files.createDirectories(sound.resolve("manuscripts"));
        for (GeneratedEdition edition : GeneratedEdition.list(20, 1)) {
            edition.write(manuscripts);
        }
        try (Service service = Service.start(sound).awaitListening()) {
            for (String list : List.of(
                    "/v1/editions?limit=100",
                    "/v1/series",
                    "/v1/topics",
                    "/v1/stories?limit=100",
                    "/v1/stories?limit=100&page=2",
                    "/v1/stories?limit=100&page=3&fields=replay,commentary")) {
                ask(service, list);
            }
            for (JsonNode edition : items(service, "/v1/editions?limit=100")) {
                String id = edition.path("id").asText();
                ask(service, "/v1/editions/" + id);
                for (JsonNode story : items(service, "/v1/stories?limit=100&edition=" + id)) {
                    String path = "/v1/stories/" + story.path("id").asText();
                    ask(service, path);
                    ask(service, path + "/replay");
                    ask(service, path + "/commentary");
                }
            }
            service.stop();
        }
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(sound)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, home.resolve(sound.relativize(file)));
            }
        }
        store = home.resolve("data/shida.mv.db");
    }

    private static void ask(Service service, String path) {
        HttpResponse<String> answer = service.get(path);
        assertEquals(200, answer.statusCode(), path);
        answers.put(path, answer.body());
    }

    private static List<JsonNode> items(Service service, String path) {
        return StreamSupport.stream(service.json(path).path("items").spliterator(), false)
                .toList();
    }

    @Test
    void aDamagedTextIsAProblem() throws IOException {
        byte[] bytes = Files.readAllBytes(store);
        JsonNode edition = json(EDITION);
        String first = edition.path("stories").path(0).path("id").asText();
        JsonNode story = json("/v1/stories/" + first);
        damage(bytes, story.path("commentary").asText());
        damage(bytes, json(STORY + "winter-olympics").path("title").asText());
        Files.write(store, bytes);
        try (Service service = Service.start(home).awaitListening()) {
            for (int times = 0; times < 3; times++) {
                assertDamaged(service, "/v1/stories/" + first + "/commentary", "commentary of story " + first);
                assertDamaged(service, "/v1/stories/" + first, "commentary of story " + first);
                assertDamaged(service, STORY + "winter-olympics", "story capital-unions-2022-winter-olympics");
                assertDamaged(service, "/v1/stories?limit=100", "story capital-unions-2022-winter-olympics");
                assertDamaged(service, EDITION, "story capital-unions-2022-winter-olympics");
            }
            HttpResponse<String> well = service.getManagement("/q/health/well");
            assertEquals(503, well.statusCode());
            assertTrue(well.body().contains("\"reason\": \"The store is damaged: see the log.\""), well::body);
            assertEquals(200, service.getManagement("/q/health/ready").statusCode());
            String replay = "/v1/stories/" + first + "/replay";
            assertEquals(answers.get(replay), service.get(replay).body());
            assertEquals(
                    2,
                    service.logged(Pattern.compile("ERROR.+The store is damaged"))
                            .size());
            assertEquals(List.of(), traces(service));
            assertEquals(List.of(), service.errors());
        }
    }

    private static JsonNode json(String path) throws IOException {
        return JSON.readTree(answers.get(path));
    }

    /** Changes the first character of a text, wherever the store has it. */
    private static void damage(byte[] store, String text) {
        String other = Character.toString(text.charAt(0) ^ 1) + text.substring(1);
        assertNotEquals(0, StoreBytes.replace(store, text, other), text);
    }

    private static void assertDamaged(Service service, String path, String what) {
        HttpResponse<String> answer = service.get(path);
        assertEquals(500, answer.statusCode(), path);
        assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
        assertTrue(answer.body().contains("\"type\":\"/problems/internal-error\""), answer.body());
        String detail = "\"detail\":\"The store is damaged: the " + what + " is not what was published.\"";
        assertTrue(answer.body().contains(detail), answer.body());
    }

    @Test
    void anUnusableStoreEndsTheStart() throws IOException {
        byte[] sound = Files.readAllBytes(store);
        Files.write(store, Arrays.copyOf(sound, sound.length / 2));
        assertRefused();
        Files.write(store, new byte[0]);
        assertRefused();
        // The index is still there.
        Files.delete(store);
        assertRefused();
        assertFalse(Files.exists(store));
    }

    private void assertRefused() {
        try (Service service = Service.start(home)) {
            assertEquals(NO_STORE, service.end());
            List<String> errors = service.errors();
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(errors.get(0).startsWith("shida.data="), errors::toString);
            assertTrue(errors.get(0).endsWith("See \"Restore\" in docs/operations.md."), errors::toString);
            assertEquals(List.of(), service.log());
        }
    }

    /** {@code -Dshida.test.damages=100} damages a hundred stores. */
    @Test
    void whatIsAnsweredIsWhatWasPublished() throws IOException {
        byte[] sound = Files.readAllBytes(store);
        for (int seed = 1; seed <= Integer.getInteger("shida.test.damages", 1); seed++) {
            byte[] damaged = sound.clone();
            Random random = new Random(seed);
            for (int flip = 0; flip < 20; flip++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(store, damaged);
            try (Service service = Service.start(home)) {
                if (!service.listens()) {
                    assertEquals(NO_STORE, service.end());
                    assertEquals(
                            1, service.errors().size(), () -> service.errors().toString());
                    continue;
                }
                for (Map.Entry<String, String> answer : answers.entrySet()) {
                    HttpResponse<String> now = service.get(answer.getKey());
                    if (now.statusCode() == 200) {
                        assertEquals(answer.getValue(), now.body(), answer.getKey() + " with seed " + seed);
                    }
                }
                assertEquals(List.of(), traces(service));
            }
        }
    }

    private static List<String> traces(Service service) {
        return service.logged(TRACE).stream().map(MatchResult::group).toList();
    }
}
