package dev.shida.feed;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent.StoryContent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crawlers are told, of the bundled edition and then of many. */
@QuarkusTest
@OneJdk
class SitemapTest {
    private static final Instant PAST = Instant.parse("2001-02-03T04:05:06Z");

    @Inject
    Publisher publisher;

    private static String at(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    private static XmlPath xml(String target) {
        Response answer = given().get(target);
        assertEquals(200, answer.statusCode());
        assertEquals("application/xml;charset=UTF-8", answer.contentType());
        assertEquals("editions stories topics series", answer.header("Surrogate-Key"));
        return answer.xmlPath();
    }

    private void publish(int year, int stories) {
        List<StoryContent> content = IntStream.range(0, stories)
                .mapToObj(i -> TestContent.story("s-" + i, "题", "回放", "评析", List.of("t-" + year)))
                .toList();
        publisher.publish(
                TestContent.edition(
                        "many",
                        TestContent.label("多", "Many"),
                        year,
                        "zh",
                        Optional.of(PAST.atOffset(ZoneOffset.UTC)),
                        "多",
                        "记者",
                        "",
                        Map.of("t-" + year, TestContent.label("话题", "Topic")),
                        content),
                PAST);
    }

    @Test
    void manySitemapsListAllPages() {
        XmlPath one = xml("/sitemap.xml");
        List<String> pages = new ArrayList<>(
                List.of(at("/"), at("/topics"), at("/series/capital-unions"), at("/capital-unions-2022")));
        given().get("/v1/stories")
                .jsonPath()
                .<String>getList("items.id")
                .forEach(id -> pages.add(at("/capital-unions-2022/" + id.substring("capital-unions-2022-".length()))));
        given().get("/v1/topics").jsonPath().<String>getList("items.id").stream()
                .sorted()
                .forEach(id -> pages.add(at("/topics/" + id)));
        assertEquals(pages, one.getList("urlset.url.loc"));
        assertEquals(
                new TreeSet<>(List.of("2023-01-03T00:00:00Z")),
                new TreeSet<>(one.<String>getList("urlset.url.lastmod")));

        for (int i = 0; i < 2 * SitemapResource.SIZE; i++) {
            publish(1500 + i, 1 + i % 3);
            for (int story = 0; story <= i % 3; story++) {
                pages.add(at("/many-" + (1500 + i) + "/s-" + story));
            }
            pages.add(at("/many-" + (1500 + i)));
            pages.add(at("/topics/t-" + (1500 + i)));
        }
        pages.add(at("/series/many"));
        List<String> sitemaps = xml("/sitemap.xml").getList("sitemapindex.sitemap.loc");
        assertEquals(
                List.of(at("/sitemap-1.xml"), at("/sitemap-2.xml"), at("/sitemap-3.xml"), at("/sitemap-topics-1.xml")),
                sitemaps);
        List<String> listed = new ArrayList<>();
        sitemaps.forEach(sitemap -> listed.addAll(xml(sitemap).getList("urlset.url.loc")));
        assertEquals(pages.size(), listed.size());
        assertEquals(new TreeSet<>(pages), new TreeSet<>(listed));
        assertEquals(
                PAST.toString(),
                xml("/sitemap-2.xml").getList("urlset.url.lastmod").get(0));
        assertEquals(404, given().get("/sitemap-4.xml").statusCode());
        assertEquals(404, given().get("/sitemap-topics-2.xml").statusCode());
    }

    @Test
    void robotsAreToldWhereTheSitemapIs() {
        Response answer = given().header("Host", "shida.example").get("/robots.txt");
        assertEquals("text/plain;charset=UTF-8", answer.contentType());
        assertEquals(
                "User-agent: *\nDisallow: /search$\nDisallow: /search?\n\nSitemap: http://shida.example/sitemap.xml\n",
                answer.asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sitemap.xml?a=b", "/sitemap-1.xml?page=2", "/sitemap-topics-1.xml?page=2", "/robots.txt?x"})
    void parametersAreRefused(String target) {
        assertEquals(400, given().get(target).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sitemap-0.xml",
                "/sitemap-01.xml",
                "/sitemap-x.xml",
                "/sitemap-1234567.xml",
                "/sitemap-999999.xml",
                "/sitemap-topics-0.xml",
                "/sitemap-topics-.xml",
                "/sitemap-topics-999999.xml"
            })
    void whatIsNoneIsNotFound(String target) {
        assertEquals(404, given().get(target).statusCode());
    }
}
