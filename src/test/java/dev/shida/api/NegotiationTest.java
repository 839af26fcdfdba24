package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.TestContent;
import dev.shida.content.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One story, in the form that Accept prefers. */
@QuarkusTest
class NegotiationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORY = "/v1/stories/capital-unions-2022-winter-olympics";
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private static Response get(String target, String accept) {
        return given().redirects().follow(false).header("Accept", accept).get(target);
    }

    private static String told(String field) {
        return given().get(STORY).jsonPath().getString(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                         | application/json",
                "application/json                            | application/json",
                "application/json, */*;q=0.1                 | application/json",
                "application/*                               | application/json",
                "text/html;q=0.5, application/json           | application/json",
                "text/markdown                               | text/markdown",
                "text/*                                      | text/markdown",
                "text/markdown, text/plain;q=0.9, */*;q=0.1  | text/markdown",
                "text/plain                                  | text/plain",
                "text/plain, text/markdown;q=0.9             | text/plain",
                "application/ld+json                         | application/ld+json",
                "application/ld+json, application/json;q=0.9 | application/ld+json",
                "Application/JSON                            | application/json",
                "application/json; charset=utf-8             | application/json",
                "TEXT/Markdown;variant=CommonMark            | text/markdown",
                "text/markdown;a=b;Q=0.1, text/plain;c=d     | text/plain",
                "application/ld+json;profile=a;q=1           | application/ld+json",
                "application/ld+json;profile=\"https://schema.org, all\" | application/ld+json",
                "application/json,                           | application/json",
                ",application/json                           | application/json",
                "text/markdown, garbage                      | text/markdown",
                "*; q=.2                                     | application/json",
                "text/plain;q=0.5, *; q=.2                   | text/plain",
                "application/json;q=1.5                      | application/json",
                "garbage                                     | application/json",
                "application/json;q=0, */*                   | text/markdown",
                "application/*;q=0, */*;q=0.5                | text/markdown",
                "text/*;q=0.1, text/plain;q=0, */*;q=0       | text/markdown",
                "text/plain, */*                             | text/plain",
                "*/*, text/plain                             | text/plain",
            })
    void comesInTheMediaTypeThatIsPreferred(String accept, String mediaType) {
        for (int i = 0; i < 2; i++) {
            Response answer = get(STORY, accept);
            assertEquals(200, answer.statusCode());
            assertEquals(mediaType, answer.contentType().replaceAll(";.*", ""));
            assertEquals("Accept, Accept-Encoding", answer.header("Vary"));
            assertEquals(
                    "edition:capital-unions-2022 story:capital-unions-2022-winter-olympics series:capital-unions"
                            + " topic:winter-olympics topic:skills-competitions topic:volunteering",
                    answer.header("Surrogate-Key"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BROWSER, "text/html", "text/html, application/json;q=0.9"})
    void isAPageToWhoPrefersHtml(String accept) {
        for (int i = 0; i < 2; i++) {
            Response answer = get(STORY, accept);
            assertEquals(303, answer.statusCode());
            assertEquals("/capital-unions-2022/winter-olympics", answer.header("Location"));
            assertEquals("Accept", answer.header("Vary").replace(", Accept-Encoding", ""));
            assertEquals("", answer.asString());
        }
        assertEquals(404, get("/v1/stories/nope", accept).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/yaml", "text/html;q=0, application/json;q=0"})
    void isNotInAFormNotOnOffer(String accept) {
        Response answer = get(STORY, accept);
        assertEquals(406, answer.statusCode());
        assertEquals("Accept, Accept-Encoding", answer.header("Vary"));
        assertEquals(
                "On offer is application/json, application/ld+json, text/html, text/markdown, text/plain.",
                answer.jsonPath().getString("detail"));
    }

    /** Whatever else there is to know of a header, it is the same for every call. */
    @ParameterizedTest
    @CsvSource({
        "/v1/stories, application/json",
        "/v1/stories?q=dongao, application/json",
        "/v1/stories/capital-unions-2022-winter-olympics/replay, application/json",
        "/v1/editions, application/json",
        "/v1/editions/capital-unions-2022, application/json",
        "/v1/series, application/json",
        "/v1/topics, application/json",
        "/v1/topics/craftsmen, application/json",
        "/v1/suggestions?q=gong, application/json",
        "/problems/not-found, application/json",
        "/openapi, application/yaml",
        "/, text/html",
        "/capital-unions-2022, text/html",
        "/search, text/html",
        "/topics/craftsmen, text/html",
    })
    void isReadAlikeEverywhere(String target, String type) {
        for (String accept : List.of(
                type + ",",
                "," + type,
                type + ", garbage",
                type + ";a=\"b, c;q=0\"",
                "*; q=.2",
                type + ";q=1.5",
                "garbage")) {
            Response answer = get(target, accept);
            assertEquals(200, answer.statusCode(), accept);
            assertEquals(type, answer.contentType().replaceAll(";.*", ""), accept);
        }
        for (String accept : List.of(type + ";q=0", type + ";q=0.000;a=b", "*/*;q=0", "image/png")) {
            assertEquals(406, get(target, accept).statusCode(), accept);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/stories.atom",
                "/feeds/stories.json",
                "/sitemap.xml",
                "/robots.txt",
                "/docs/swagger/",
                "/favicon.ico",
                "/home.png",
                "/series/capital-unions.png",
                "/topics/craftsmen.png",
                "/capital-unions-2022.png",
                "/capital-unions-2022/winter-olympics.png"
            })
    void isNoMatterWhereThereIsOneForm(String target) {
        for (String accept : List.of(",", "garbage", "a/b;q=0", "text/html;a=\"")) {
            assertEquals(200, get(target, accept).statusCode(), accept);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", BROWSER})
    void isJsonWhereFieldsAreNamed(String accept) {
        assertEquals(
                Set.of("id", "title"),
                get(STORY + "?fields=title", accept).jsonPath().getMap("").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/markdown", "application/ld+json", "text/html"})
    void hasNoFieldsInAnyOtherForm(String accept) {
        Response answer = get(STORY + "?fields=title", accept);
        assertEquals(400, answer.statusCode());
        assertEquals(
                "is for application/json alone, which the header Accept leaves out",
                answer.jsonPath().getString("errors[0].reason"));
    }

    @Test
    void isKeptByTheEdgeInEachForm() {
        List<String> accepts = List.of("*/*", "text/markdown", "text/plain", "application/ld+json", BROWSER);
        Map<String, String> first = new TreeMap<>();
        for (int round = 0; round < 3; round++) {
            for (String accept : accepts) {
                Response answer = get(STORY, accept);
                String told = answer.statusCode() + answer.contentType() + answer.header("ETag") + answer.asString();
                assertEquals(told, first.computeIfAbsent(accept, any -> told));
                if (round > 0 && !accept.equals(BROWSER)) {
                    assertEquals("shida; hit", answer.header("Cache-Status"));
                    String tag = answer.header("ETag");
                    accepts.forEach(other -> assertEquals(
                            other.equals(accept) ? 304 : other.equals(BROWSER) ? 303 : 200,
                            given().redirects()
                                    .follow(false)
                                    .header("Accept", other)
                                    .header("If-None-Match", tag)
                                    .get(STORY)
                                    .statusCode()));
                }
            }
        }
        assertEquals(accepts.size(), new HashSet<>(first.values()).size());
    }

    @Test
    void isPlainTextToRead() {
        String expected =
                told("title") + "\n\n【新闻回放】\n\n" + told("replay") + "\n\n【评析】\n\n" + told("commentary") + "\n";
        Response answer = get(STORY, "text/plain");
        assertEquals("text/plain;charset=UTF-8", answer.contentType());
        assertEquals(expected, answer.asString());
    }

    @Test
    void isMarkdownToRead() {
        Response answer = get(STORY, "text/markdown");
        assertEquals("text/markdown;charset=UTF-8", answer.contentType());
        assertEquals(
                List.of("1 " + told("title"), "2 【新闻回放】", told("replay"), "2 【评析】", told("commentary")),
                blocks(answer.asString()));
    }

    @Test
    void isTextInMarkdownWhateverItLooksLike() {
        Random random = new Random(4);
        List<String> pieces = List.of(
                "*",
                "_",
                "`",
                "#",
                ">",
                "<",
                "&amp;",
                "[a](b)",
                "![",
                "]",
                "-",
                "+",
                "1.",
                "2)",
                "=",
                "===",
                "---",
                "~~",
                "|",
                "\\",
                "\\n",
                "<b>",
                "http://x.example",
                "<http://x.example>",
                ":",
                "$",
                " ",
                "工匠",
                "\n",
                "0",
                "　");
        for (int i = 0; i < 5_000; i++) {
            List<String> texts = new ArrayList<>();
            for (int text = 0; text < 3; text++) {
                StringBuilder made = new StringBuilder();
                for (int n = 1 + random.nextInt(6); n > 0; n--) {
                    made.append(pieces.get(random.nextInt(pieces.size())));
                }
                // As manuscripts have them: no empty lines, nor spaces where lines begin and end.
                texts.add(
                        "字" + made.toString().replaceAll("[ \n]*\n[ \n]*", "\n").replaceAll("[ \n]+$", ""));
            }
            String replay = texts.get(1).substring(1).replaceAll("^[ \n]+", "") + "字";
            String title = texts.get(0).replace("\n", "");
            Story story = new Story(
                    0,
                    "a-2000-b",
                    "a-2000",
                    "a",
                    2000,
                    1,
                    Optional.of(1),
                    Optional.empty(),
                    "zh",
                    title,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Optional.of(TestContent.parts(replay, texts.get(2))));
            assertEquals(
                    List.of("1 " + title, "2 【新闻回放】", replay, "2 【评析】", texts.get(2)),
                    blocks(StoryFormats.markdown(story)),
                    () -> StoryFormats.markdown(story));
        }
    }

    /** The blocks of a document that has nothing but headings and paragraphs of text. */
    private static List<String> blocks(String markdown) {
        List<String> blocks = new ArrayList<>();
        Node document = Parser.builder().build().parse(markdown);
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            StringBuilder text = new StringBuilder(
                    block instanceof Heading heading
                            ? heading.getLevel() + " "
                            : block instanceof Paragraph ? "" : "?");
            for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
                text.append(
                        part instanceof Text literal
                                ? literal.getLiteral()
                                : part instanceof SoftLineBreak ? "\n" : "?" + part);
            }
            blocks.add(text.toString());
        }
        return blocks;
    }

    @Test
    void isASchemaOrgNewsArticle() throws IOException {
        Response answer = get(STORY, "application/ld+json");
        String origin = "http://localhost:" + RestAssured.port;
        JsonNode expected = JSON.readTree("""
                {
                  "@context": "https://schema.org",
                  "@type": "NewsArticle",
                  "@id": "ORIGIN/v1/stories/capital-unions-2022-winter-olympics",
                  "url": "ORIGIN/capital-unions-2022/winter-olympics",
                  "identifier": "capital-unions-2022-winter-olympics",
                  "headline": "首都各级工会和广大职工积极助力北京2022年冬奥会、冬残奥会",
                  "abstract": %s,
                  "articleBody": %s,
                  "image": "ORIGIN/capital-unions-2022/winter-olympics.png",
                  "inLanguage": "zh-CN",
                  "datePublished": "2023-01-03T00:00:00Z",
                  "dateModified": "2023-01-03T00:00:00Z",
                  "author": { "@type": "Person", "name": "本报记者 白莹文 陈艺供图" },
                  "keywords": ["北京冬奥会", "劳动和技能竞赛", "志愿服务"],
                  "position": 2,
                  "isPartOf": {
                    "@type": "PublicationIssue",
                    "@id": "ORIGIN/v1/editions/capital-unions-2022",
                    "name": "2022年首都工会十大新闻盘点",
                    "url": "ORIGIN/capital-unions-2022"
                  }
                }
                """.replace("ORIGIN", origin).formatted(
                JSON.writeValueAsString(told("excerpt")),
                JSON.writeValueAsString(told("replay") + "\n\n" + told("commentary"))));
        assertEquals(expected, JSON.readTree(answer.asByteArray()));
        assertNull(answer.header("Link"));
    }
}
