package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.Publisher;
import dev.shida.content.Edition.Ranking;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.content.Part;
import dev.shida.content.PartKind;
import dev.shida.text.Excerpt;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that are not ten stories told twice, in every form in which they are served. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsPrintedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2003-01-01T00:00:00Z");

    @Inject
    Publisher publisher;

    @BeforeAll
    void publish() {
        publish("headlines", "zh-CN", Ranking.RANKED, "", List.of(story("one", "1、", "头条"), story("two", "2、", "次条")));
        publish(
                "one-part",
                "zh-Hant",
                Ranking.RANKED,
                "（編輯部）\n\n明年再見",
                List.of(story("only", "", "單部", new Part(PartKind.REPLAY, Optional.empty(), "甲。\n\n乙。"))));
        publish(
                "remarks",
                "zh-CN",
                Ranking.RANKED,
                "",
                List.of(story(
                        "only",
                        "",
                        "评",
                        new Part(PartKind.REPLAY, Optional.empty(), "事。"),
                        new Part(PartKind.COMMENTARY, Optional.empty(), "评。"))));
        publish(
                "countdown",
                "zh-CN",
                Ranking.COUNTDOWN,
                "",
                List.of(
                        story("ten", "⑩", "十", new Part(PartKind.REPLAY, Optional.of("事件回放："), "事。")),
                        story("nine", "⑨", "九", new Part(PartKind.COMMENTARY, Optional.of("点评"), "评。"))));
        publish(
                "unranked",
                "en",
                Ranking.UNRANKED,
                "Goodbye.",
                List.of(new StoryContent(
                        "won",
                        List.of(),
                        Optional.empty(),
                        "A union #1 won",
                        Optional.of(LocalDate.of(2002, 5, 1)),
                        Optional.of("A. Writer"),
                        List.of(
                                new Part(PartKind.COMMENTARY, Optional.of("Why it matters"), "It does."),
                                new Part(PartKind.REPLAY, Optional.of("What happened"), "It won.")),
                        Optional.of("It does."),
                        List.of("unions"))));
        publish(
                "japanese",
                "ja",
                Ranking.RANKED,
                "",
                List.of(new StoryContent(
                        "kagaku",
                        List.of("science"),
                        Optional.of("【1位】"),
                        "ノーベル賞",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                new Part(PartKind.REPLAY, Optional.of("ニュース"), "受賞した。"),
                                new Part(PartKind.COMMENTARY, Optional.of("解説"), "快挙だ。")),
                        Optional.of("受賞した。"),
                        List.of("kagaku"))));
    }

    private static StoryContent story(String slug, String numeral, String title, Part... parts) {
        return new StoryContent(
                slug,
                List.of(),
                Optional.of(numeral).filter(text -> !text.isEmpty()),
                title,
                Optional.empty(),
                Optional.empty(),
                List.of(parts),
                List.of(parts).stream().findFirst().map(part -> Excerpt.of(part.text())),
                List.of());
    }

    private void publish(String series, String language, Ranking order, String closing, List<StoryContent> stories) {
        publisher.publish(
                new EditionContent(
                        series,
                        new Label(Map.of(language, series)),
                        2002,
                        language,
                        order,
                        Optional.of(AT.atOffset(ZoneOffset.UTC)),
                        "List",
                        Optional.empty(),
                        "",
                        Optional.of(closing).filter(text -> !text.isEmpty()),
                        Map.of(
                                "unions", new Label(Map.of("en", "Unions")),
                                "kagaku", new Label(Map.of("ja", "科学"))),
                        stories),
                AT);
    }

    private static Response get(String path, String accept) {
        Response answer = given().accept(accept).redirects().follow(false).get(path);
        assertEquals(200, answer.statusCode(), path);
        return answer;
    }

    private static JsonNode json(String path) throws IOException {
        return JSON.readTree(get(path, "application/json").asByteArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headlines-2002-one | zh-CN | 1、头条\\n",
                "one-part-2002-only | zh-Hant | 單部\\n\\n甲。\\n\\n乙。\\n",
                "countdown-2002-ten | zh-CN | ⑩ 十\\n\\n事件回放：\\n\\n事。\\n",
                "countdown-2002-nine | zh-CN | ⑨ 九\\n\\n点评\\n\\n评。\\n",
                "unranked-2002-won | en | A union #1 won\\n\\nWhy it matters\\n\\nIt does.\\n\\nWhat happened\\n\\nIt won.\\n",
                "japanese-2002-kagaku | ja | 【1位】ノーベル賞\\n\\nニュース\\n\\n受賞した。\\n\\n解説\\n\\n快挙だ。\\n"
            })
    void aTextHasWhatThePrintHas(String story, String language, String text) {
        Response answer = get("/v1/stories/" + story, "text/plain");
        assertEquals(text.replace("\\n", "\n"), answer.asString());
        assertEquals(language, answer.header("Content-Language"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headlines-2002-one | # 1、头条\\n",
                "one-part-2002-only | # 單部\\n\\n甲。\\n\\n乙。\\n",
                "countdown-2002-ten | # ⑩ 十\\n\\n## 事件回放：\\n\\n事。\\n",
                "unranked-2002-won | # A union \\#1 won\\n\\n## Why it matters\\n\\nIt does.\\n\\n## What happened\\n\\nIt won.\\n"
            })
    void markdownHasTheHeadingsOfThePrint(String story, String markdown) {
        assertEquals(
                markdown.replace("\\n", "\n"),
                get("/v1/stories/" + story, "text/markdown").asString());
    }

    @Test
    void aHeadlineAloneHasNullForTheRest() throws IOException {
        assertEquals(JSON.readTree("""
                {"id": "headlines-2002-one", "edition": "headlines-2002", "series": "headlines", "year": 2002,
                 "position": 1, "rank": 1, "numeral": "1、", "title": "头条", "excerpt": null, "topics": [],
                 "replay": null, "commentary": null, "headings": {"replay": null, "commentary": null}, "date": null,
                 "byline": null, "language": "zh-CN", "publishedAt": "2003-01-01T00:00:00Z",
                 "updatedAt": "2003-01-01T00:00:00Z",
                 "links": {"self": "/v1/stories/headlines-2002-one", "edition": "/v1/editions/headlines-2002",
                           "next": "/v1/stories/headlines-2002-two", "page": "/headlines-2002/one",
                           "image": "/headlines-2002/one.png"}}
                """), json("/v1/stories/headlines-2002-one"));
        assertEquals(
                JSON.readTree("{\"id\": \"headlines-2002-one\", \"rank\": 1, \"replay\": null}"),
                json("/v1/stories/headlines-2002-one?fields=replay,rank"));
    }

    @Test
    void anUnrankedStoryHasNoRank() throws IOException {
        assertEquals(JSON.readTree("""
                {"id": "unranked-2002-won", "edition": "unranked-2002", "series": "unranked", "year": 2002,
                 "position": 1, "rank": null, "numeral": null, "title": "A union #1 won", "excerpt": "It does.",
                 "topics": [{"id": "unions", "label": {"en": "Unions"}}], "replay": "It won.", "commentary": "It does.",
                 "headings": {"replay": "What happened", "commentary": "Why it matters"}, "date": "2002-05-01",
                 "byline": "A. Writer", "language": "en", "publishedAt": "2003-01-01T00:00:00Z",
                 "updatedAt": "2003-01-01T00:00:00Z",
                 "links": {"self": "/v1/stories/unranked-2002-won", "edition": "/v1/editions/unranked-2002",
                           "page": "/unranked-2002/won", "image": "/unranked-2002/won.png"}}
                """), json("/v1/stories/unranked-2002-won"));
    }

    @Test
    void anEditionHasItsOrderAndItsClosing() throws IOException {
        JsonNode edition = json("/v1/editions/unranked-2002");
        assertEquals("[\"unranked\",null,\"Goodbye.\"]", members(edition, "order", "byline", "closing"));
        JsonNode countdown = json("/v1/editions/countdown-2002");
        assertEquals("[\"countdown\",null,null]", members(countdown, "order", "byline", "closing"));
        assertEquals("[1,2,\"⑩\"]", members(countdown.at("/stories/0"), "position", "rank", "numeral"));
        assertEquals("[2,1,\"⑨\"]", members(countdown.at("/stories/1"), "position", "rank", "numeral"));
    }

    private static String members(JsonNode object, String... names) {
        return JSON.valueToTree(List.of(names).stream().map(object::get).toList())
                .toString();
    }

    @Test
    void storiesWithoutRankComeLastByRank() {
        for (String sort : List.of("rank", "-rank")) {
            List<String> ids = given().get("/v1/stories?year=2002&fields=id&sort=" + sort + "&limit=100")
                    .jsonPath()
                    .getList("items.id");
            assertEquals("unranked-2002-won", ids.get(ids.size() - 1), sort);
        }
        List<String> ids = given().get("/v1/stories?edition=countdown-2002&fields=id&sort=rank")
                .jsonPath()
                .getList("items.id");
        assertEquals(List.of("countdown-2002-nine", "countdown-2002-ten"), ids);
    }

    @Test
    void anAbsentPartIsAProblem() throws IOException {
        Response answer = given().get("/v1/stories/countdown-2002-nine/replay");
        assertEquals(404, answer.statusCode());
        assertEquals("/problems/no-such-part", answer.jsonPath().getString("type"));
        assertEquals(
                "/problems/no-such-story",
                given().get("/v1/stories/countdown-2002-none/replay").jsonPath().getString("type"));
        assertEquals(JSON.readTree("""
                {"story": "one-part-2002-only", "part": "replay", "heading": null, "text": "甲。\\n\\n乙。"}
                """), json("/v1/stories/one-part-2002-only/replay"));
        assertEquals(JSON.readTree("""
                {"story": "remarks-2002-only", "part": "commentary", "heading": null, "text": "评。"}
                """), json("/v1/stories/remarks-2002-only/commentary"));
    }

    @Test
    void aNewsArticleLeavesOutAbsentMembers() throws IOException {
        String origin = "http://localhost:" + RestAssured.port;
        JsonNode headline = JSON.readTree(
                get("/v1/stories/headlines-2002-one", "application/ld+json").asByteArray());
        assertEquals(JSON.readTree("""
                {"@context": "https://schema.org", "@type": "NewsArticle",
                 "@id": "ORIGIN/v1/stories/headlines-2002-one", "url": "ORIGIN/headlines-2002/one",
                 "identifier": "headlines-2002-one", "headline": "头条", "image": "ORIGIN/headlines-2002/one.png",
                 "inLanguage": "zh-CN", "datePublished": "2003-01-01T00:00:00Z",
                 "dateModified": "2003-01-01T00:00:00Z", "keywords": [], "position": 1,
                 "isPartOf": {"@type": "PublicationIssue", "@id": "ORIGIN/v1/editions/headlines-2002", "name": "List",
                              "url": "ORIGIN/headlines-2002"}}
                """.replace("ORIGIN", origin)), headline);
        JsonNode won = JSON.readTree(
                get("/v1/stories/unranked-2002-won", "application/ld+json").asByteArray());
        assertEquals(
                "[\"It does.\\n\\nIt won.\",\"2002-05-01\",[\"Unions\"]]",
                members(won, "articleBody", "temporalCoverage", "keywords"));
        assertEquals("A. Writer", won.at("/author/name").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headlines-2002/one | 1、 |",
                "one-part-2002/only | 1 | 甲。,乙。",
                "remarks-2002/only | 1 | 事。,评。",
                "countdown-2002/ten | ⑩ | 事件回放：,事。",
                "unranked-2002/won | | Why it matters,It does.,What happened,It won.",
                "japanese-2002/kagaku | 【1位】 | ニュース,受賞した。,解説,快挙だ。"
            })
    void aPageShowsWhatThePrintHas(String path, String number, String texts) {
        Response answer = get("/" + path + "?lang=zh", "text/html");
        String article = answer.asString().replaceAll("(?s).*<article class=\"story\">(.*)</article>.*", "$1");
        String shown = article.replaceAll("<span class=\"unseen\">.*?</span>", "");
        assertEquals(
                number == null ? "" : number,
                shown.contains("class=\"rank")
                        ? shown.replaceAll("(?s).*<p class=\"rank[^>]*>(.*?)</p>.*", "$1")
                                .replaceAll("<[^>]*>", "")
                        : "");
        String sections = article.contains("<section") ? article.substring(article.indexOf("<section")) : "";
        assertEquals(
                texts == null ? "" : texts,
                sections.replaceAll("<[^>]*>", "\n").strip().replaceAll("\\s*\n\\s*", ","));
    }

    @Test
    void anEditionsPageEndsInItsClosing() {
        String html = get("/one-part-2002?lang=en", "text/html").asString();
        assertTrue(html.contains("""
                <footer class="prose" lang="zh-Hant">
                <p dir="auto">（編輯部）</p>
                <p dir="auto">明年再見</p>
                </footer>"""), html);
        assertFalse(get("/unranked-2002?lang=en", "text/html").asString().contains("class=\"rank"));
    }

    @Test
    void feedsHaveNeitherInventedHeadingsNorBylines() throws IOException {
        JsonNode items = JSON.readTree(given().get("/feeds/stories.json?edition=headlines-2002")
                        .asByteArray())
                .get("items");
        assertFalse(items.get(0).has("authors"));
        assertFalse(items.get(0).has("summary"));
        assertEquals("1、头条", items.get(0).get("title").textValue());
        Response japanese = given().get("/feeds/stories.json?edition=japanese-2002");
        assertEquals("ja", japanese.header("Content-Language"));
        assertEquals("ニュース\n\n受賞した。\n\n解説\n\n快挙だ。", japanese.jsonPath().getString("items[0].content_text"));
        String atom = given().get("/feeds/stories.atom?edition=unranked-2002").asString();
        assertTrue(atom.contains("<author><name>A. Writer</name></author>"), atom);
        String headlines =
                given().get("/feeds/stories.atom?edition=headlines-2002").asString();
        assertTrue(headlines.contains("<author><name>List</name></author>"), headlines);
        assertFalse(headlines.contains("<summary>"), headlines);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stories/japanese-2002-science?fields=title, /v1/stories/japanese-2002-kagaku?fields=title",
        "/v1/stories/japanese-2002-science/replay, /v1/stories/japanese-2002-kagaku/replay",
        "/japanese-2002/science, /japanese-2002/kagaku",
        "/japanese-2002/science.png, /japanese-2002/kagaku.png"
    })
    void anEarlierSlugIsRedirected(String from, String to) {
        given().redirects().follow(false).get(from).then().statusCode(308).header("Location", location -> endsWith(to));
    }

    @ParameterizedTest
    @CsvSource({"headlines-2002/one", "unranked-2002/won", "japanese-2002/kagaku", "countdown-2002/ten"})
    void everyStoryHasAnImage(String story) {
        assertEquals(
                "image/png",
                given().get("/" + story + ".png")
                        .then()
                        .statusCode(200)
                        .extract()
                        .contentType());
    }
}
