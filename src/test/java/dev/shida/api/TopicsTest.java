package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.Label;
import dev.shida.content.Publications;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A topic is there as long as a story carries it, and is called what the last publication calls it. */
@QuarkusTest
@OneJdk
class TopicsTest {
    @Inject
    Publisher publisher;

    @Inject
    Publications publications;

    private void publish(int year, String label, String... topics) {
        publisher.publish(edition(year, label, topics), Instant.EPOCH);
    }

    private static EditionContent edition(int year, String label, String... topics) {
        Map<String, Label> labels =
                Stream.of(topics).collect(Collectors.toMap(topic -> topic, topic -> TestContent.label(label, "Name")));
        return TestContent.edition(
                "s",
                TestContent.label("列", "List"),
                year,
                "zh-CN",
                Optional.empty(),
                "题",
                "某",
                "",
                labels,
                List.of(
                        TestContent.story("one", "一", "事", "评", List.of(topics)),
                        TestContent.story("two", "二", "事", "评", List.of(topics))));
    }

    private static void assertTopic(String topic, int count, String label) {
        Map<String, ?> expected = Map.of("id", topic, "label", Map.of("zh", label, "en", "Name"), "count", count);
        assertEquals(
                expected,
                given().get("/v1/topics/" + topic).then().extract().jsonPath().getMap(""));
        List<Map<String, ?>> all =
                given().get("/v1/topics").then().extract().jsonPath().getList("items");
        assertEquals(
                List.of(expected),
                all.stream().filter(each -> topic.equals(each.get("id"))).toList());
        assertEquals(200, given().get("/v1/stories?topic=" + topic).statusCode());
    }

    private static void assertNoTopic(String topic) {
        assertEquals(404, given().get("/v1/topics/" + topic).statusCode());
        assertEquals(400, given().get("/v1/stories?topic=" + topic).statusCode());
    }

    @Test
    void isWrittenCharacterByCharacter() {
        String label = "“引”\"号\\斜/𠮷<b>";
        publish(2003, label, "quoted");
        assertTopic("quoted", 2, label);
        assertTrue(given().get("/v1/topics/quoted").asString().contains("斜/𠮷<b>"));
    }

    @Test
    void goesWithTheLastStoryThatCarriesIt() {
        publish(2001, "前", "shared", "shared-by-none", "lone");
        publish(2002, "后", "shared", "lone-not");
        assertTopic("shared", 4, "后");
        assertTopic("lone", 2, "前");

        publish(2001, "再", "shared-by-none", "another");
        assertTopic("shared", 2, "后");
        assertTopic("shared-by-none", 2, "再");
        assertTopic("another", 2, "再");
        assertNoTopic("lone");

        publish(2002, "又", "lone-not");
        assertNoTopic("shared");
        assertTopic("lone-not", 2, "又");
    }

    @Test
    void comesBackWithAnotherStory() {
        publish(2004, "前", "kept", "back");
        publish(2004, "前", "kept");
        assertNoTopic("back");
        publish(2004, "前", "kept", "back");
        assertTopic("back", 2, "前");
    }

    @Test
    void aFailedPublicationDoesNotRelabelIt() {
        publish(2005, "前", "renamed");
        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    publications.publish(edition(2006, "后", "renamed"), "test", "1".repeat(64), Instant.EPOCH);
                    throw new IllegalStateException();
                }));
        assertTopic("renamed", 2, "前");
        publish(2007, "后", "renamed");
        assertTopic("renamed", 4, "后");
    }

    /** What the pages make of several series, years and topics. */
    @Nested
    class OnPages {
        private static final String SOME = "/way-2012/one";

        private void publish(String series, int year, Instant at) {
            publisher.publish(
                    TestContent.edition(
                            series,
                            TestContent.label("道", "Way"),
                            year,
                            "zh-CN",
                            Optional.of(at.atOffset(ZoneOffset.UTC)),
                            series + " " + year,
                            "某",
                            "",
                            Map.of("way", TestContent.label("路", "Road"), "far", TestContent.label("远", "Far")),
                            List.of(
                                    TestContent.story("one", "行路", "事", "评", List.of("way", "far")),
                                    TestContent.story("two", "路远", "事", "评", List.of("way")))),
                    at);
        }

        @BeforeEach
        void publish() {
            publish("way", 2010, Instant.EPOCH);
            publish("way", 2012, Instant.EPOCH);
            publish("way", 2013, Instant.parse("2100-01-01T00:00:00Z"));
            publish("by-way", 9998, Instant.EPOCH);
            publish("way", 9998, Instant.EPOCH);
        }

        private static List<String> links(String target, String from, String to) {
            String page = given().accept("text/html").get(target).asString();
            String part = page.substring(page.indexOf(from));
            return Pattern.compile("<a [^>]*href=\"(.*?)\"")
                    .matcher(part.substring(0, part.indexOf(to)))
                    .results()
                    .map(link -> link.group(1))
                    .toList();
        }

        @Test
        void whatWasPublishedLastLeads() {
            assertEquals(List.of("/way-2013"), links("/", "<h2 id=\"lead\"", "</h2>"));
        }

        @Test
        void aRoundUpLinksItsNeighbouringYears() {
            assertEquals(List.of("/way-2010", "/way-2013"), links("/way-2012", "<nav class=\"neighbours\"", "</nav>"));
            assertEquals(List.of("/way-2013"), links("/way-9998", "<nav class=\"neighbours\"", "</nav>"));
        }

        @Test
        void aStoryLinksSimilarOnesOfOtherYears() {
            assertEquals(
                    List.of("/way-9998/one", "/by-way-9998/one", "/way-2013/one", "/way-2010/one").stream()
                            .sorted()
                            .toList(),
                    links(SOME, "<h2 id=\"like\"", "</section>").stream()
                            .sorted()
                            .toList());
        }

        @Test
        void aSeriesIsAGridOfYears() {
            String page = given().accept("text/html").get("/series/way?lang=en").asString();
            assertTrue(page.contains("<tr><th scope=\"row\">2012</th><td>●</td><td>●</td><td></td>"), page);
        }
    }
}
