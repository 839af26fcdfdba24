package dev.shida.process;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.OneJdk;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's folder of manuscripts may hold, and what becomes of it at each start. */
@OneJdk
class FaultyManuscriptsIT {
    /** Level and message of a line of the room's log. */
    private static final Pattern LINE =
            Pattern.compile("([A-Z]+) +\\[dev\\.shida\\.manuscript\\.ManuscriptFolders] \\(main\\) (.*)");

    private static final String GOOD = """
            ---
            series: { id: unions, zh: 工会, en: Unions }
            year: 2023
            language: zh-CN
            topics:
              games: { zh: 冬奥, en: Games }
              crafts: { zh: 工匠, en: Crafts }
            stories:
              - { slug: alpha, topics: [games] }
              - { slug: beta, topics: [crafts] }
              - { slug: gamma, topics: [games, crafts] }
              - { slug: delta, topics: [] }
            ---
            # 2023年十大新闻

            本报记者

            ## 甲
            ### 【新闻回放】
            甲的回放
            ### 【评析】
            甲的评析
            ## 乙
            ### 【新闻回放】
            乙的回放
            ### 【评析】
            乙的评析
            ## 丙
            ### 【新闻回放】
            丙的回放
            ### 【评析】
            丙的评析
            ## 丁
            ### 【新闻回放】
            丁的回放
            ### 【评析】
            丁的评析
            """;

    /** The commentary of the first story is another, and the next two have changed places. */
    private static final String CHANGED = GOOD.replace("甲的评析", "甲的新评析")
            .replace("slug: beta, topics: [crafts]", "slug: swap")
            .replace("slug: gamma, topics: [games, crafts]", "slug: beta, topics: [crafts]")
            .replace("slug: swap", "slug: gamma, topics: [games, crafts]")
            .replace('乙', '换')
            .replace('丙', '乙')
            .replace('换', '丙');

    @TempDir
    Path home;

    @Test
    void aFaultyManuscriptIsReportedAtEveryStart() throws IOException {
        Path manuscripts = Files.createDirectory(home.resolve("manuscripts"));
        Files.writeString(manuscripts.resolve("good.md"), GOOD);
        Files.writeString(
                manuscripts.resolve("faulty.md"),
                GOOD.replace("id: unions", "id: faulty")
                        .replace("year: 2023", "year: 23")
                        .replace("slug: beta, topics: [crafts]", "slug: beta, topics: [craft]")
                        .replace("### 【评析】\n丁的评析\n", "### 后记\n丁的评析\n"));
        Files.writeString(
                manuscripts.resolve("gbk.md"),
                GOOD.replace("id: unions", "id: gbk").replace("工会", "Unions"),
                Charset.forName("GBK"));
        Files.createFile(manuscripts.resolve("empty.md"));
        Files.createDirectory(manuscripts.resolve("folder.md"));
        Files.createDirectory(manuscripts.resolve("synonyms.txt"));
        Files.writeString(manuscripts.resolve("notes.txt"), GOOD.replace("id: unions", "id: notes"));
        Files.createDirectory(manuscripts.resolve("photos"));
        Files.writeString(home.resolve("secret.md"), GOOD.replace("id: unions", "id: secret"));
        Files.createSymbolicLink(manuscripts.resolve("link.md"), Path.of("../secret.md"));
        Files.createSymbolicLink(manuscripts.resolve("gone.md"), Path.of("nowhere.md"));
        makePipe(manuscripts.resolve("pipe.md"));
        Files.writeString(manuscripts.resolve("a\n12:00:00 INFO  forged\u001B[2K.md"), "");
        // As Kubernetes mounts a ConfigMap.
        Path version = Files.createDirectory(manuscripts.resolve("..2026_01_01"));
        Files.writeString(version.resolve("mounted.md"), GOOD.replace("id: unions", "id: mounted"));
        Files.createSymbolicLink(manuscripts.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(manuscripts.resolve("mounted.md"), Path.of("..data/mounted.md"));

        List<String> faults;
        JsonNode served;
        try (Service service = Service.start(home)) {
            served = service.json("/v1/stories?sort=year,rank");
            assertEquals(
                    List.of(
                            "capital-unions-2022.md: published capital-unions-2022 as revision 1",
                            "good.md: published unions-2023 as revision 2",
                            "mounted.md: published mounted-2023 as revision 3"),
                    published(service));
            assertEquals(
                    List.of(
                            manuscripts
                                    + ": 2 entries are passed over, as their names do not end in .md: notes.txt, photos",
                            "folder.md: cannot be read: it is a folder",
                            "gone.md: cannot be read: it, or what it links to, does not exist",
                            "link.md: cannot be read: it is a symbolic link that leads out of the folder",
                            "pipe.md: cannot be read: it is no regular file but a pipe, socket or device",
                            "synonyms.txt: cannot be read: it is a folder"),
                    messages(service, "WARN").stream().sorted().toList());
            faults = messages(service, "ERROR");
            assertEquals(
                    List.of("faulty.md:3", "faulty.md:10", "faulty.md:36"),
                    places(faults, "faulty.md"),
                    faults::toString);
            assertEquals(
                    List.of("empty.md:1"),
                    places(faults, "empty.md").stream().distinct().toList());
            assertTrue(
                    faults.contains(
                            "gbk.md:6: the file is not in the encoding UTF-8, but appears to be in the encoding GBK; expected it to be saved as plain text in UTF-8"));
            assertEquals(
                    List.of(),
                    faults.stream()
                            .filter(Pattern.compile(
                                            "(faulty|gbk|empty|\"a<U\\+000A>12:00:00 INFO  forged<U\\+001B>\\[2K)"
                                                    + "\\.md\"?:\\d+: .+")
                                    .asMatchPredicate()
                                    .negate())
                            .toList());
            assertNoStackTrace(service);

            assertEquals(
                    List.of("capital-unions-2022", "mounted-2023", "unions-2023"),
                    ids(service.json("/v1/editions?limit=100").path("items"))
                            .sorted()
                            .toList());
            assertEquals(18, served.path("total").asInt());
            assertFalse(served.toString().contains("faulty"));
            service.stop();
        }

        try (Service again = Service.start(home)) {
            assertEquals(served, again.json("/v1/stories?sort=year,rank"));
            assertEquals(faults, messages(again, "ERROR"));
            assertEquals(List.of(), published(again));
            assertEquals(3, revision(again));
        }
    }

    @Test
    void aCorrectionIsPublishedUnderTheSameIds() throws IOException {
        Path manuscript = Files.createDirectory(home.resolve("manuscripts")).resolve("unions.md");
        Files.writeString(manuscript, GOOD);
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, JsonNode> old;
        JsonNode oldEdition;
        try (Service service = Service.start(home)) {
            old = stories(service);
            oldEdition = service.json("/v1/editions/unions-2023");
            service.stop();
        }
        Instant published = time(oldEdition, "publishedAt");
        assertTrue(!published.isBefore(before) && !published.isAfter(Instant.now()), oldEdition::toString);
        old.values().forEach(story -> {
            assertEquals(published, time(story, "publishedAt"));
            assertEquals(published, time(story, "updatedAt"));
        });

        Files.writeString(manuscript, CHANGED);
        try (Service service = Service.start(home)) {
            Map<String, JsonNode> now = stories(service);
            assertEquals(List.of("unions.md: published unions-2023 as revision 3"), published(service));
            JsonNode edition = service.json("/v1/editions/unions-2023");
            assertEquals(published, time(edition, "publishedAt"));
            assertTrue(time(edition, "updatedAt").isAfter(published), edition::toString);
            assertEquals(
                    List.of("unions-2023-alpha", "unions-2023-gamma", "unions-2023-beta", "unions-2023-delta"),
                    ids(edition.path("stories")).toList());

            assertEquals(old.keySet(), now.keySet());
            assertEquals(
                    "甲的新评析", now.get("unions-2023-alpha").path("commentary").asText());
            assertEquals("甲的回放", now.get("unions-2023-alpha").path("replay").asText());
            assertEquals(old.get("unions-2023-delta"), now.get("unions-2023-delta"));
            for (String swapped : List.of("unions-2023-beta", "unions-2023-gamma")) {
                for (String kept : List.of("title", "replay", "commentary", "topics")) {
                    assertEquals(old.get(swapped).path(kept), now.get(swapped).path(kept), swapped);
                }
            }
            for (String changed : List.of("unions-2023-alpha", "unions-2023-beta", "unions-2023-gamma")) {
                assertEquals(published, time(now.get(changed), "publishedAt"));
                assertEquals(time(edition, "updatedAt"), time(now.get(changed), "updatedAt"));
            }
        }
    }

    @Test
    void anUndoneCorrectionIsPublishedOnceMore() throws IOException {
        Path manuscript = Files.createDirectory(home.resolve("manuscripts")).resolve("unions.md");
        for (String text : List.of(GOOD, CHANGED, GOOD)) {
            Files.writeString(manuscript, text);
            try (Service service = Service.start(home).awaitListening()) {
                assertEquals(
                        1,
                        published(service).stream()
                                .filter(line -> line.startsWith("unions.md"))
                                .count());
                service.stop();
            }
        }
        // The same under another name is nothing new, but a fault, as only one of the two can be changed from then on.
        Files.writeString(home.resolve("manuscripts/copy.md"), GOOD);
        try (Service service = Service.start(home).awaitListening()) {
            assertEquals(List.of(), published(service));
            assertEquals(List.of("copy.md:3"), places(messages(service, "ERROR"), "copy.md"));
            assertEquals(4, revision(service));
            JsonNode alpha = service.json("/v1/stories/unions-2023-alpha");
            assertNotEquals("甲的新评析", alpha.path("commentary").asText());
        }
    }

    @Test
    void anAbsentConfiguredFolderIsAWarning() {
        try (Service service = Service.start(home, Map.of("SHIDA_MANUSCRIPTS", "no/such/folder"))) {
            assertEquals(10, service.json("/v1/stories").path("total").asInt());
            assertEquals(List.of(), messages(service, "ERROR"));
            assertEquals(List.of("shida.manuscripts: no/such/folder does not exist"), messages(service, "WARN"));
            assertEquals(List.of(), service.errors());
        }
    }

    private static void makePipe(Path path) throws IOException {
        Process process =
                new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        assertEquals(0, process.onExit().join().exitValue());
    }

    /** By id; every field that does not depend on what is around the story. */
    private static Map<String, JsonNode> stories(Service service) {
        JsonNode list = service.json("/v1/stories?edition=unions-2023"
                + "&fields=rank,title,replay,commentary,topics,publishedAt,updatedAt,excerpt");
        return items(list.path("items")).collect(toMap(story -> story.path("id").asText(), Function.identity()));
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Stream<String> ids(JsonNode list) {
        return items(list).map(item -> item.path("id").asText());
    }

    private static Instant time(JsonNode body, String field) {
        return Instant.parse(body.path(field).asText());
    }

    private static List<String> published(Service service) {
        return messages(service, "INFO").stream()
                .filter(message -> message.contains(" as revision "))
                .toList();
    }

    private static long revision(Service service) {
        return Long.parseLong(
                service.await(Pattern.compile("is at revision (\\d+)")).group(1));
    }

    private static List<String> messages(Service service, String level) {
        return service.logged(LINE).stream()
                .filter(line -> line.group(1).equals(level))
                .map(line -> line.group(2))
                .toList();
    }

    private static List<String> places(List<String> faults, String file) {
        return faults.stream()
                .flatMap(fault -> Pattern.compile("^" + Pattern.quote(file) + ":\\d+")
                        .matcher(fault)
                        .results())
                .map(MatchResult::group)
                .toList();
    }

    private static void assertNoStackTrace(Service service) {
        assertEquals(List.of(), service.errors());
        assertEquals(
                List.of(),
                service.logged(Pattern.compile("^\\s+at |^Caused by")).stream()
                        .map(MatchResult::group)
                        .toList());
    }
}
