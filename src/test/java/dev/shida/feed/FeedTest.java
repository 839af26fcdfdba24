package dev.shida.feed;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.RawHttp;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds of the bundled edition, of a hostile one, and of a series with more stories than a page has. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneJdk
class FeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATOM = "/feeds/stories.atom";
    private static final String JSON_FEED = "/feeds/stories.json";
    private static final String BUNDLED = "?edition=capital-unions-2022";

    private static final Instant PUBLISHED = Instant.parse("2001-12-31T00:00:00Z");
    private static final Instant UPDATED = Instant.parse("2002-02-03T04:05:06Z");

    /** What a text may do to a document: be taken for markup, or not be text at all. */
    private static final String HOSTILE = "<script>alert(1)</script> ]]> <![CDATA[ &amp; &lt; \"'"
            + " <a href='javascript:x'>x</a> \u202Edesrever\u202C \u200F\u2067 😀👩‍👩‍👧 𠮷 \u0001\u000B\uFFFF";

    @Inject
    Publisher publisher;

    @BeforeAll
    void publish() {
        publisher.publish(
                edition("hostile", 1999, "en", HOSTILE, List.of(story("only", HOSTILE, List.of("hostile")))),
                PUBLISHED);
        for (int year = 1900; year < 1912; year++) {
            publisher.publish(edition("long", year, "zh", "长", tenStories(year)), PUBLISHED);
        }
        publisher.publish(edition("long", 1911, "zh", "长", tenStories(7)), UPDATED);
    }

    private static List<StoryContent> tenStories(int number) {
        return IntStream.range(0, 10)
                .mapToObj(i -> story("s-" + i, "第" + (i == 3 ? number : i), List.of("t-" + i % 3)))
                .toList();
    }

    private static StoryContent story(String slug, String text, List<String> topics) {
        return TestContent.story(slug, text, text + "\n" + text, text + "\n\n" + text, topics);
    }

    private static EditionContent edition(
            String series, int year, String language, String text, List<StoryContent> stories) {
        Map<String, Label> topics = stories.stream()
                .flatMap(story -> story.topics().stream())
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> TestContent.label(text + id, "In English: " + text + id)));
        Label label = TestContent.label(text + series, "In English: " + text + series);
        return TestContent.edition(
                series,
                label,
                year,
                language,
                Optional.of(PUBLISHED.atOffset(ZoneOffset.UTC)),
                text,
                text,
                "",
                topics,
                stories);
    }

    private static Response get(String target, String... headers) {
        var request = given().urlEncodingEnabled(false);
        for (int i = 0; i < headers.length; i += 2) {
            request = request.header(headers[i], headers[i + 1]);
        }
        return request.get(target);
    }

    private static SyndFeed atom(String target, String... headers) {
        Response answer = get(target, headers);
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals("application/atom+xml;charset=UTF-8", answer.contentType());
        return FeedFormats.atom(answer.asByteArray());
    }

    private static JsonNode json(String target, String... headers) {
        Response answer = get(target, headers);
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals("application/feed+json", answer.contentType());
        return FeedFormats.json(answer.asByteArray());
    }

    /** The stories that the API lists, with all that they have. */
    private static List<JsonNode> listed(String query) {
        String fields = "fields=edition,series,title,excerpt,topics,replay,commentary,publishedAt,updatedAt,language";
        String target =
                "/v1/stories" + query + (query.isEmpty() ? "?" : "&") + fields + "&sort=-year,position&limit=50";
        try {
            return items(JSON.readTree(get(target).asByteArray()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.get("items").spliterator(), false).toList();
    }

    private static String at(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    private static String page(JsonNode story) {
        String edition = story.get("edition").textValue();
        return at("/" + edition + "/" + story.get("id").textValue().substring(edition.length() + 1));
    }

    private static String text(JsonNode story) {
        return "【新闻回放】\n\n" + story.get("replay").textValue() + "\n\n【评析】\n\n"
                + story.get("commentary").textValue();
    }

    /** What someone reads who is shown some HTML: the opposite of what made it. */
    private static String shown(String html) {
        assertTrue(html.matches("(?s)(<(h2|p)>([^<>&]|<br>|&(lt|gt|amp);)*</\\2>)*"), () -> "more than text: " + html);
        return html.replaceAll("</(h2|p)>(?!$)", "\n\n")
                .replaceAll("</?(h2|p)>", "")
                .replace("<br>", "\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** Without the characters that XML cannot hold. */
    private static String inXml(String text) {
        return text.replaceAll("[\\x01\\x0B\\uFFFF]", "\uFFFD");
    }

    private static List<String> labels(JsonNode story) {
        String language = story.get("language").textValue().substring(0, 2);
        List<String> labels = new ArrayList<>();
        story.get("topics")
                .forEach(topic -> labels.add(topic.at("/label/" + language).textValue()));
        return labels;
    }

    @Nested
    class AFeedClient {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    BUNDLED,
                    "?series=capital-unions",
                    "?topic=craftsmen",
                    "?topic=volunteering&topic=skills-competitions&match=all&without=craftsmen",
                    "?q=%E5%B7%A5%E5%8C%A0",
                    "?q=dongao&year=2022",
                    "?q=",
                    "?series=long",
                    "?year=1911&year=2022",
                    "?q=gibtesnicht",
                })
        void readsTheStoriesThatTheApiLists(String query) {
            List<JsonNode> stories = listed(query);
            SyndFeed atom = atom(ATOM + query);
            JsonNode json = json(JSON_FEED + query);
            assertEquals(stories.size(), atom.getEntries().size());
            assertEquals(stories.size(), json.get("items").size());
            for (int i = 0; i < stories.size(); i++) {
                assertTold(stories.get(i), atom.getEntries().get(i));
                assertTold(stories.get(i), json.get("items").get(i));
            }
        }

        private static void assertTold(JsonNode story, SyndEntry entry) {
            assertEquals("tag:shida.dev,2026:stories/" + story.get("id").textValue(), entry.getUri());
            assertEquals(inXml(story.get("title").textValue()), entry.getTitle());
            assertEquals(page(story), entry.getLink());
            assertEquals(
                    story.get("publishedAt").textValue(),
                    entry.getPublishedDate().toInstant().toString());
            assertEquals(
                    story.get("updatedAt").textValue(),
                    entry.getUpdatedDate().toInstant().toString());
            assertEquals(
                    inXml(story.get("excerpt").textValue()),
                    entry.getDescription().getValue());
            assertEquals(1, entry.getContents().size());
            assertEquals("html", entry.getContents().get(0).getType());
            assertEquals(inXml(text(story)), shown(entry.getContents().get(0).getValue()));
            assertEquals(
                    labels(story).stream().map(FeedTest::inXml).toList(),
                    entry.getCategories().stream().map(SyndCategory::getLabel).toList());
            assertEquals(inXml(byline(story)), entry.getAuthor());
        }

        private static void assertTold(JsonNode story, JsonNode item) {
            ObjectNode expected = JSON.createObjectNode();
            expected.put("id", "tag:shida.dev,2026:stories/" + story.get("id").textValue());
            expected.put("url", page(story));
            expected.set("title", story.get("title"));
            expected.put("content_text", text(story));
            expected.set("summary", story.get("excerpt"));
            expected.put("image", page(story) + ".png");
            expected.set("date_published", story.get("publishedAt"));
            expected.set("date_modified", story.get("updatedAt"));
            expected.putArray("authors").addObject().put("name", byline(story));
            expected.set("tags", JSON.valueToTree(labels(story)));
            expected.set("language", story.get("language"));
            ObjectNode told = item.deepCopy();
            assertEquals(text(story), shown(told.remove("content_html").textValue()));
            assertEquals(expected, told);
        }

        private static String byline(JsonNode story) {
            return switch (story.get("series").textValue()) {
                case "capital-unions" -> "本报记者 白莹文 陈艺供图";
                case "hostile" -> HOSTILE;
                default -> "长";
            };
        }

        @Test
        void isToldOfTheWhole() {
            SyndFeed atom = atom(ATOM + BUNDLED);
            assertEquals("tag:shida.dev,2026:feeds/stories" + BUNDLED, atom.getUri());
            assertEquals("2022年首都工会十大新闻盘点", atom.getTitle());
            assertEquals(
                    "2023-01-03T00:00:00Z", atom.getPublishedDate().toInstant().toString());
            assertEquals(
                    List.of(
                            "alternate text/html " + at("/capital-unions-2022"),
                            "self application/atom+xml " + at(ATOM + BUNDLED),
                            "first application/atom+xml " + at(ATOM + BUNDLED)),
                    links(atom));
            ObjectNode json = (ObjectNode) json(JSON_FEED + BUNDLED);
            json.remove("items");
            assertEquals(
                    JSON.createObjectNode()
                            .put("version", "https://jsonfeed.org/version/1.1")
                            .put("title", "2022年首都工会十大新闻盘点")
                            .put("home_page_url", at("/capital-unions-2022"))
                            .put("feed_url", at(JSON_FEED + BUNDLED))
                            .put("language", "zh-CN"),
                    json);
        }

        @ParameterizedTest
        @CsvSource({
            "'', Shida 十大, /",
            "?edition=long-1900&edition=long-1901, 长 · 长, /",
            "?series=capital-unions, 首都工会十大新闻, /series/capital-unions",
            "?topic=craftsmen, 工匠, /topics/craftsmen",
            "?topic=craftsmen&without=volunteering&year=2022, 2022 · 工匠 · -志愿服务, /",
            "?q=+%E5%B7%A5%E5%8C%A0, “工匠”, /search?q=+%E5%B7%A5%E5%8C%A0",
            "?q=%22%3C%26, “\"<&”, /search?q=%22%3C%26",
        })
        void isToldTheFeedsSubjectAndPage(String query, String title, String page) {
            assertEquals(title, atom(ATOM + query).getTitle());
            assertEquals(title, json(JSON_FEED + query).get("title").textValue());
            assertEquals(at(page), page(atom(ATOM + query)));
            assertEquals(at(page), json(JSON_FEED + query).get("home_page_url").textValue());
        }

        @Test
        void isToldTheLanguageOfAllStories() {
            assertEquals("zh-CN", json(JSON_FEED + BUNDLED).get("language").textValue());
            assertTrue(get(ATOM + BUNDLED)
                    .asString()
                    .contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">"));
            assertNull(json(JSON_FEED + "?year=2022&year=1911").get("language"));
            assertTrue(get(ATOM + "?year=2022&year=1911")
                    .asString()
                    .contains("<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
            assertTrue(get(ATOM + "?year=2022&year=1911").asString().contains("<entry xml:lang=\"zh-CN\">"));
        }

        @Test
        void isToldWhenTheNewestStoryChanged() {
            assertEquals(UPDATED, atom(ATOM + "?series=long").getPublishedDate().toInstant());
            assertEquals(
                    PUBLISHED,
                    atom(ATOM + "?edition=long-1910").getPublishedDate().toInstant());
            JsonNode changed =
                    json(JSON_FEED + "?edition=long-1911").get("items").get(3);
            assertEquals(PUBLISHED.toString(), changed.get("date_published").textValue());
            assertEquals(UPDATED.toString(), changed.get("date_modified").textValue());
        }

        @Test
        void anEmptyFeedDatesFromTheLastPublication() {
            assertEquals(
                    UPDATED, atom(ATOM + "?q=gibtesnicht").getPublishedDate().toInstant());
        }
    }

    @Nested
    class AHostileManuscript {
        private static final String TEXT =
                "【新闻回放】\n\n" + HOSTILE + "\n" + HOSTILE + "\n\n【评析】\n\n" + HOSTILE + "\n\n" + HOSTILE;

        @Test
        void isTextInAtomWithReplacedCharacters() {
            SyndEntry atom = atom(ATOM + "?series=hostile").getEntries().get(0);
            assertEquals(inXml(HOSTILE), atom.getTitle());
            assertEquals(inXml(HOSTILE), atom.getAuthor());
            assertEquals(inXml(HOSTILE), atom(ATOM + "?edition=hostile-1999").getTitle());
            assertEquals(
                    "In English: " + inXml(HOSTILE) + "hostile",
                    atom.getCategories().get(0).getLabel());
            assertEquals(inXml(TEXT), shown(atom.getContents().get(0).getValue()));
        }

        @Test
        void isTextThroughoutJsonFeed() {
            JsonNode json = json(JSON_FEED + "?series=hostile").get("items").get(0);
            assertEquals(HOSTILE, json.get("title").textValue());
            assertEquals(HOSTILE, json.at("/authors/0/name").textValue());
            assertEquals(
                    "In English: " + HOSTILE + "hostile", json.at("/tags/0").textValue());
            assertEquals(TEXT, json.get("content_text").textValue());
            assertEquals(TEXT, shown(json.get("content_html").textValue()));
        }
    }

    @Nested
    class Pages {
        @Test
        void haveAllStoriesOnce() {
            List<String> expected = new ArrayList<>();
            for (int year = 1911; year >= 1900; year--) {
                for (int i = 0; i < 10; i++) {
                    expected.add("tag:shida.dev,2026:stories/long-" + year + "-s-" + i);
                }
            }
            List<String> atom = new ArrayList<>();
            List<SyndFeed> pages = new ArrayList<>();
            for (String next = at(ATOM + "?series=long");
                    next != null;
                    next = link(pages.get(pages.size() - 1), "next")) {
                SyndFeed page = atom(next);
                assertEquals(next, link(page, "self"));
                assertEquals(at(ATOM + "?series=long"), link(page, "first"));
                assertEquals("tag:shida.dev,2026:feeds/stories?series=long", page.getUri());
                page.getEntries().forEach(entry -> atom.add(entry.getUri()));
                pages.add(page);
            }
            assertEquals(expected, atom);
            assertEquals(3, pages.size());
            assertNull(link(pages.get(0), "previous"));
            SyndFeed back = atom(Objects.requireNonNull(link(pages.get(2), "previous")));
            assertEquals(
                    expected.subList(50, 100),
                    back.getEntries().stream().map(SyndEntry::getUri).toList());

            List<String> json = new ArrayList<>();
            for (String next = at(JSON_FEED + "?series=long"); next != null; ) {
                JsonNode page = json(next);
                assertEquals(
                        at(JSON_FEED + "?series=long"), page.get("feed_url").textValue());
                items(page).forEach(item -> json.add(item.get("id").textValue()));
                next = page.path("next_url").textValue();
            }
            assertEquals(expected, json);
        }
    }

    @Nested
    class WhatIsAsked {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "?topic=craftsman&edition=&year=20x2",
                    "?series=capital-union&without=%00x&match=some",
                    "?q=a&q=b",
                    "?cursor=nope",
                    "?q=%C3",
                })
        void isReadAsStrictlyAsByTheApi(String query) throws IOException {
            JsonNode expected = JSON.readTree(get("/v1/stories" + query).asByteArray());
            for (String feed : List.of(ATOM, JSON_FEED)) {
                Response answer = get(feed + query);
                assertEquals(400, answer.statusCode());
                assertEquals(((ObjectNode) expected).put("instance", feed), JSON.readTree(answer.asByteArray()));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"limit", "page", "sort", "fields", "edtion"})
        void refusesParametersOfListsAlone(String name) {
            for (String feed : List.of(ATOM, JSON_FEED)) {
                Response answer = get(feed + "?" + name + "=1");
                assertEquals(400, answer.statusCode());
                assertEquals(
                        List.of("cursor", "edition", "match", "q", "series", "topic", "without", "year"),
                        answer.jsonPath().getList("errors[0].allowed"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "text/html", "application/rss+xml, text/xml;q=0.9", "application/json"})
        void isTheAddressesFormatWhateverIsAccepted(String accept) {
            assertEquals(10, atom(ATOM + BUNDLED, "Accept", accept).getEntries().size());
            assertEquals(
                    10, json(JSON_FEED + BUNDLED, "Accept", accept).get("items").size());
        }
    }

    @Nested
    class Addresses {
        @Test
        void areAtTheHostThatWasAsked() {
            for (int i = 0; i < 2; i++) {
                for (String host : List.of("shida.example", "other.example:8443", "[::1]:81")) {
                    assertEquals("http://" + host + "/capital-unions-2022", page(atom(ATOM + BUNDLED, "Host", host)));
                    assertEquals(
                            "http://" + host + "/capital-unions-2022",
                            json(JSON_FEED + BUNDLED, "Host", host)
                                    .get("home_page_url")
                                    .textValue());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-Forwarded-Host: evil.example",
                    "Forwarded: host=evil.example;proto=https",
                    "X-Forwarded-Proto: https"
                })
        void areNotWhereAStrangerSays(String header) {
            String[] parts = header.split(": ");
            assertEquals(at("/topics/craftsmen"), page(atom(ATOM + "?topic=craftsmen", parts[0], parts[1])));
        }

        @Test
        void areLocalWithoutAHost() {
            String document = RawHttp.send("GET " + ATOM + " HTTP/1.0\r\n\r\n").body();
            assertEquals(at("/"), page(FeedFormats.atom(document.getBytes(UTF_8))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a<b>", "a\"b", "user@host", "a/b"})
        void areNowhereIfTheHostIsNone(String host) {
            RawHttp.Answer answer = RawHttp.send("GET " + ATOM + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n");
            assertEquals(400, answer.status());
        }
    }

    @Nested
    class TheEdge {
        @ParameterizedTest
        @ValueSource(strings = {ATOM, JSON_FEED})
        void keepsFeedsAsItKeepsTheApi(String feed) {
            String target = feed + "?topic=winter-olympics";
            Response first = get(target, "Accept-Encoding", "br");
            Response again = get(target, "Accept-Encoding", "br");
            assertEquals("br", first.header("Content-Encoding"));
            assertEquals("shida; hit", again.header("Cache-Status"));
            assertEquals("Accept-Encoding", again.header("Vary"));
            assertEquals(
                    "public, max-age=900, stale-while-revalidate=3600, stale-if-error=86400",
                    again.header("Cache-Control"));
            assertEquals(
                    "stories edition:capital-unions-2022 topic:winter-olympics topic:skills-competitions topic:volunteering",
                    again.header("Surrogate-Key"));
            assertEquals("Sun, 03 Feb 2002 04:05:06 GMT", again.header("Last-Modified"));
            assertEquals(first.header("ETag"), again.header("ETag"));
            assertEquals(
                    304,
                    get(target, "If-None-Match", get(target).header("ETag")).statusCode());
            assertEquals(
                    304,
                    get(target, "If-Modified-Since", "Sun, 03 Feb 2002 04:05:06 GMT")
                            .statusCode());
            assertNotEquals(first.header("ETag"), get(target).header("ETag"));
        }
    }

    private static @Nullable String page(SyndFeed feed) {
        return link(feed, "alternate");
    }

    private static @Nullable String link(SyndFeed feed, String relation) {
        return feed.getLinks().stream()
                .filter(link -> link.getRel().equals(relation))
                .map(SyndLink::getHref)
                .findFirst()
                .orElse(null);
    }

    private static List<String> links(SyndFeed feed) {
        return feed.getLinks().stream()
                .map(link -> link.getRel() + " " + link.getType() + " " + link.getHref())
                .toList();
    }
}
