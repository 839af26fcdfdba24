package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.OneJdk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a service that is asked and publishes meanwhile, and what is restored from them. */
@OneJdk
class BackupIT {
    /** On a busy machine, searches would be refused and guesses given up otherwise. */
    private static final Map<String, String> SETTINGS = Map.of(
            "SHIDA_BUNDLED", "false",
            "SHIDA_ORIGIN", "https://news.example",
            "SHIDA_MANUSCRIPTS_POLL", "50ms",
            "SHIDA_SEARCH_TIMEOUT", "2m",
            "SHIDA_SEARCH_MAX_WAIT", "2m",
            "SHIDA_SEARCH_GUESS_TIMEOUT", "10s");

    private static final Pattern SUMMARY = Pattern.compile("revision (\\d+), editions: (\\d+), stories: (\\d+)");
    private static final int EDITIONS = 20;
    private static final int CLIENTS = 3;
    private static final String PRINTED = """
            ---
            series: { id: printed, ja: 十大ニュース }
            year: 2021
            language: ja
            order: countdown
            published: 2021-12-31T23:00:00+09:00
            topics:
              t1: { ja: 話題, zh: 题, en: Topic }
            stories:
              - { slug: two, topics: [t1], formerly: [deux], date: 2021-03-04, byline: 通信社 }
              - { slug: one, topics: [] }
            ---
            # 十大ニュース

            序

            ## 2、二
            ### 解説
            解説の本文は"こう"。

            ## 1、一

            ---
            終わり
            """;

    @TempDir
    Path home;

    private Path manuscripts;

    @BeforeEach
    void publishAndWithdraw() throws IOException {
        manuscripts = Files.createDirectories(home.resolve("manuscripts"));
        for (GeneratedEdition edition : GeneratedEdition.list(EDITIONS, 1)) {
            edition.write(manuscripts);
        }
        Files.writeString(manuscripts.resolve("printed.md"), PRINTED);
        // It publishes the bundled edition, which the next start withdraws.
        try (Service service = Service.start(home).awaitListening()) {
            service.stop();
        }
    }

    @Test
    void everyArchiveRestoresWhatWasAnswered() throws Exception {
        Path last = home.resolve("last.zip");
        Map<String, String> answers;
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("SHIDA_BACKUP_FOLDER", "backups");
        try (Service service = start(settings)) {
            backUpUnderLoad(service);
            service.await(
                    Pattern.compile("backup: backups/shida-\\S+\\.zip has revision \\d+, editions: 21, stories: 202"));
            String metrics = service.getManagement("/q/metrics").body();
            assertTrue(metrics.contains("\nshida_backup_timestamp_seconds 1."), metrics);
            backUp(last);
            answers = answers(service);
            assertFails(
                    Service.command(home, Map.of(), "restore", last.toString()),
                    "shida.data=" + data() + ": another process is using this folder.");
            service.stop();
            assertEquals(List.of(), service.errors());
        }
        backUp(home.resolve("stopped.zip"));
        assertFails(
                Service.command(home, Map.of(), "restore", last.toString()),
                last + ": it is not restored, as " + data() + " is not empty: it has ");
        List<Path> archives = archives(home.resolve("backups"), home);
        assertEquals(5, archives.size(), archives::toString);
        archives.remove(last);
        for (Path archive : archives) {
            assertIsOneState(archive);
        }
        settings = new TreeMap<>(SETTINGS);
        settings.put("SHIDA_DATA", restore(last).folder().toString());
        try (Service service = start(settings)) {
            Map<String, String> now = answers(service);
            answers.forEach((path, answer) -> assertEquals(answer, now.get(path), path));
            assertEquals(answers.keySet(), now.keySet());
            assertEquals(List.of(), service.logged(Pattern.compile("as revision|WARN|ERROR")));
        }
    }

    private Service start(Map<String, String> settings) {
        Service service = Service.start(home, settings).awaitListening();
        // On a busy machine the start does not wait for the index.
        service.await(Pattern.compile("search index: at revision"));
        return service;
    }

    private Path data() throws IOException {
        return home.toRealPath().resolve("data");
    }

    private static List<Path> archives(Path... folders) throws IOException {
        List<Path> archives = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".zip")).forEach(archives::add);
            }
        }
        return archives;
    }

    /** Backs up twice while clients ask, and every edition is published again. */
    private void backUpUnderLoad(Service service) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String query = "?q=x" + client + "x";
            clients.add(pool.submit(() -> load(service, query, done)));
        }
        Path next = Files.createDirectories(home.resolve("next"));
        List<GeneratedEdition> second = GeneratedEdition.list(EDITIONS, 2);
        for (int half = 0; half < 2; half++) {
            for (GeneratedEdition edition : second.subList(half * EDITIONS / 2, (half + 1) * EDITIONS / 2)) {
                edition.write(next);
                String file = edition.id() + ".md";
                Files.move(next.resolve(file), manuscripts.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            backUp(home.resolve("under-load-" + half + ".zip"));
        }
        service.await(Pattern.compile("published s0-\\d+ as revision"), EDITIONS);
        done.set(true);
        for (Future<Integer> client : clients) {
            assertTrue(client.get() > 0);
        }
        pool.shutdown();
    }

    /** Asks again and again; returns how often. */
    private static int load(Service service, String query, AtomicBoolean done) {
        int answers = 0;
        while (!done.get()) {
            // Some are answered from the cache, others are not.
            String path = answers % 2 == 0 ? "/v1/stories" : "/v1/stories" + query + answers;
            HttpResponse<String> answer = service.get(path);
            assertEquals(200, answer.statusCode(), answer::body);
            answers++;
        }
        return answers;
    }

    private void backUp(Path archive) {
        try (Service command = Service.command(home, Map.of(), "backup", archive.toString())) {
            assertEquals(0, command.end(), () -> command.errors().toString());
            assertEquals(List.of(), command.errors());
            assertTrue(
                    command.log().get(0).startsWith(archive + ": revision "),
                    () -> command.log().toString());
        }
    }

    /** @param summary of what was restored */
    private record Restored(Path folder, MatchResult summary) {
        long revision() {
            return Long.parseLong(summary.group(1));
        }

        int editions() {
            return Integer.parseInt(summary.group(2));
        }

        int stories() {
            return Integer.parseInt(summary.group(3));
        }
    }

    private Restored restore(Path archive) {
        Path folder = home.resolve("restored-" + archive.getFileName());
        Map<String, String> settings = Map.of("SHIDA_DATA", folder.toString());
        try (Service command = Service.command(home, settings, "restore", archive.toString())) {
            assertEquals(0, command.end(), () -> command.errors().toString());
            assertEquals(List.of(), command.errors());
            return new Restored(folder, command.await(SUMMARY));
        }
    }

    private static void assertFails(Service command, String error) {
        try (command) {
            assertEquals(1, command.end());
            assertEquals(1, command.errors().size(), () -> command.errors().toString());
            assertTrue(
                    command.errors().get(0).startsWith(error),
                    () -> command.errors().get(0));
            assertEquals(List.of(), command.log());
        }
    }

    /** What is restored is what there was at one revision. */
    private void assertIsOneState(Path archive) {
        Restored restored = restore(archive);
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("SHIDA_DATA", restored.folder.toString());
        settings.put("SHIDA_MANUSCRIPTS", "none");
        try (Service service = start(settings)) {
            JsonNode editions = service.json("/v1/editions?limit=100").path("items");
            assertEquals(restored.editions(), editions.size());
            int stories = 0;
            for (JsonNode edition : editions) {
                stories += edition.path("count").asInt();
            }
            assertEquals(restored.stories(), stories);
            assertEquals(stories, service.json("/v1/stories").path("total").asInt());
            service.await(Pattern.compile("is at revision " + restored.revision() + "$"));
        }
    }

    /** What is answered at every address that there is, headers included. */
    private static Map<String, String> answers(Service service) {
        Map<String, String> answers = new TreeMap<>();
        ask(service, "/v1/editions?limit=100", answers);
        ask(service, "/v1/series", answers);
        ask(service, "/v1/topics", answers);
        ask(service, "/v1/topics/t9", answers);
        ask(service, "/v1/editions/capital-unions-2022", answers);
        ask(service, "/v1/stories?q=9&limit=100", answers);
        ask(service, "/feeds/stories.atom", answers);
        ask(service, "/v1/stories/printed-2021-deux", answers);
        for (int page = 1; page <= 3; page++) {
            ask(service, "/v1/stories?limit=100&fields=replay,commentary,topics&page=" + page, answers);
        }
        for (JsonNode edition : service.json("/v1/editions?limit=100").path("items")) {
            ask(service, "/v1/editions/" + edition.path("id").asText(), answers);
        }
        for (JsonNode story : service.json("/v1/stories?limit=100").path("items")) {
            ask(service, "/v1/stories/" + story.path("id").asText(), answers);
        }
        return answers;
    }

    private static void ask(Service service, String path, Map<String, String> answers) {
        HttpResponse<String> answer = service.get(path);
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> List.of("date", "cache-status", "age").contains(name));
        answers.put(path, answer.statusCode() + " " + headers + "\n" + answer.body());
    }
}
