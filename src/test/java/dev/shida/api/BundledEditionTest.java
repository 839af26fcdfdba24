package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ten stories of 2022, as a reader of the API gets them. */
@QuarkusTest
class BundledEditionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EDITION = "capital-unions-2022";

    @ParameterizedTest
    @CsvSource({
        "listStories, /v1/stories?year=2022&topic=winter-olympics&topic=craftsmen&q=gongjiang&limit=2",
        "getStory, /v1/stories/capital-unions-2022-winter-olympics",
        "getReplay, /v1/stories/capital-unions-2022-winter-olympics/replay",
        "getCommentary, /v1/stories/capital-unions-2022-winter-olympics/commentary",
        "listEditions, /v1/editions",
        "getEdition, /v1/editions/capital-unions-2022",
        "listSuggestions, /v1/suggestions?q=gongj",
        "listTopics, /v1/topics",
        "getTopic, /v1/topics/winter-olympics",
        "listSeries, /v1/series",
        "getProblemType, /problems/no-such-story",
    })
    void isAnsweredAsTheExamplesSay(String operation, String path) throws IOException {
        JsonNode example;
        try (InputStream in = getClass().getResourceAsStream("/examples/" + operation + ".json")) {
            example = JSON.readTree(in);
        }
        assertEquals(example.toPrettyString(), JSON.readTree(get(path)).toPrettyString());
    }

    @ParameterizedTest
    @CsvSource({"md, text/markdown", "txt, text/plain", "jsonld, application/ld+json"})
    void aStoryHasItsOtherExamplesToo(String ending, String type) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/examples/getStory." + ending)) {
            assertEquals(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    given().accept(type)
                            .header("Host", "shida.example")
                            .get("/v1/stories/capital-unions-2022-winter-olympics")
                            .asString());
        }
    }

    @Test
    void isToldWordForWord() throws IOException {
        List<String> lines = article();
        List<String> ids = given().get("/v1/stories?year=2022").jsonPath().getList("items.id");
        List<String> told = new ArrayList<>();
        for (String id : ids) {
            JsonNode story = JSON.readTree(get("/v1/stories/" + id));
            told.add("## " + story.get("title").textValue());
            told.add("### 【新闻回放】");
            told.add(story.get("replay").textValue());
            told.add("### 【评析】");
            told.add(story.get("commentary").textValue());
        }
        assertEquals(lines.subList(lines.indexOf(told.get(0)), lines.size()), told);
    }

    @Test
    void keepsItsTitleBylineAndIntroduction() throws IOException {
        List<String> lines = article();
        JsonNode edition = JSON.readTree(get("/v1/editions/" + EDITION));
        assertEquals(lines.get(0), "# " + edition.get("title").textValue());
        assertEquals(lines.get(1), edition.get("byline").textValue());
        assertEquals(lines.get(2), edition.get("introduction").textValue());
    }

    /** The article's lines that are not empty; each of its paragraphs is one line. */
    private static List<String> article() throws IOException {
        try (InputStream in = BundledEditionTest.class.getResourceAsStream("/manuscripts/capital-unions-2022.md")) {
            String manuscript = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return manuscript
                    .substring(manuscript.indexOf("\n---\n") + 5)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    @Nested
    class FilteredByTopic {
        @ParameterizedTest
        @CsvSource({
            "winter-olympics, 2",
            "craftsmen, '3, 4, 10'",
            "new-employment-workers, 5",
            "volunteering, '2, 6'",
        })
        void listsTheStoriesThatCarryIt(String topic, String ranks) {
            assertEquals(ranks, ranks("topic=" + topic));
        }

        @Test
        void takesAnyOrAllAndLeavesOthersOut() {
            assertEquals("2, 6", ranks("topic=volunteering"));
            assertEquals("2, 3, 6", ranks("topic=volunteering&topic=skills-competitions"));
            assertEquals("2", ranks("topic=volunteering&topic=skills-competitions&match=all"));
            assertEquals("3", ranks("topic=skills-competitions&without=volunteering"));
        }

        private static String ranks(String query) {
            List<Integer> ranks = given().get("/v1/stories?" + query).jsonPath().getList("items.rank");
            return String.join(", ", ranks.stream().map(String::valueOf).toList());
        }
    }

    @Nested
    class AskedForSomeFields {
        @Test
        void tellsTheseAndTheId() throws IOException {
            assertEquals(
                    JSON.readTree("""
                            {"id":"capital-unions-2022-craftsmen-academy","rank":4,
                             "title":"市总工会大力推进“首都工匠学院”建设工作"}
                            """),
                    JSON.readTree(get("/v1/stories/capital-unions-2022-craftsmen-academy?fields=title,rank")));
        }

        @Test
        void tellsTextsInAListToo() {
            List<String> replays =
                    given().get("/v1/stories?fields=replay").jsonPath().getList("items.replay");
            assertEquals(
                    10, replays.stream().filter(replay -> replay.length() > 100).count());
        }
    }

    @Nested
    class Linked {
        @Test
        void leadsFromFirstToLastAndBack() {
            List<String> forwards = walk(EDITION + "-party-congress", "next");
            List<String> backwards = walk(EDITION + "-beijing-craftsmen-award", "previous");
            assertEquals(10, forwards.size());
            java.util.Collections.reverse(backwards);
            assertEquals(forwards, backwards);
        }

        private static List<String> walk(String id, String relation) {
            List<String> paths = new ArrayList<>();
            for (String path = "/v1/stories/" + id; path != null; ) {
                paths.add(path);
                path = given().get(path).jsonPath().getString("links." + relation);
            }
            return paths;
        }

        @Test
        void carriesTheLinksInAHeaderToo() {
            assertEquals(
                    "</v1/stories?limit=3&page=1>; rel=\"prev\", </v1/stories?limit=3&page=3>; rel=\"next\"",
                    given().get("/v1/stories?limit=3&page=2").header("Link"));
            assertEquals(
                    "</v1/stories?limit=3&page=2>; rel=\"next\"",
                    given().get("/v1/stories?limit=3&page=1").header("Link"));
            assertNull(given().get("/v1/series").header("Link"));
        }

        /** Proxies do not take headers of any length: Varnish none of more than 8 KB. */
        @Test
        void carriesNoHeaderThatIsLong() {
            int others = "</v1/stories?q=&limit=1&page=1>; rel=\"prev\"".length();
            for (int length : List.of(4_096, 4_097)) {
                int q = length - others;
                String words = "%E5%86%AC".repeat(Math.min(q / 9, 490)) + "a".repeat(q % 9);
                Response answer = given().urlEncodingEnabled(false).get("/v1/stories?q=" + words + "&limit=1&page=2");
                assertEquals(
                        "/v1/stories?q=" + words + "&limit=1&page=1",
                        answer.jsonPath().getString("links.prev"));
                boolean fits = length <= 4_096;
                assertEquals(fits, answer.header("Link") != null, String.valueOf(length));
            }
        }

        @Test
        void leadsBackFromAPageBehindTheLast() {
            assertEquals(
                    "/v1/stories?limit=3&page=4",
                    given().get("/v1/stories?limit=3&page=9").jsonPath().getString("links.prev"));
        }

        @Test
        void keepsWhatElseWasAskedFor() {
            String next = given().get("/v1/stories?topic=craftsmen&limit=1&sort=-rank")
                    .jsonPath()
                    .getString("links.next");
            assertEquals(
                    List.of(4),
                    given().urlEncodingEnabled(false).get(next).jsonPath().getList("items.rank"));
        }
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }
}
