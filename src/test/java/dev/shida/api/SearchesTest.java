package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.search.StoryIndex;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Searches over HTTP, together with everything else that a list can be asked for. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OneJdk
class SearchesTest {
    private static final List<String> QUERIES = List.of(
            "工匠",
            "奥运",
            "会",
            "A title",
            "ＴＩＴＬＥ",
            "回放 1",
            "評析",
            "-工匠",
            "奥运 -冬",
            "zebra",
            "\"a title\"",
            "𠮷野",
            "full",
            "（一）",
            "题",
            "label",
            "系列 -alpha",
            "2022");

    @Inject
    Publisher publisher;

    @Inject
    StoryIndex index;

    private record Item(EditionContent edition, StoryContent story, int rank) {
        String id() {
            return edition.idOf(story);
        }

        String text() {
            return fold(story.title()) + "\n" + fold(TestContent.text(story, "replay")) + "\n"
                    + fold(TestContent.text(story, "commentary"));
        }

        boolean has(String word) {
            return text().contains(word) || names().anyMatch(name -> isNamed(name, word));
        }

        /** What it belongs to: its topics, its series, its edition, its year. */
        private Stream<String> names() {
            Stream<Label> labels = Stream.concat(
                    Stream.of(edition.seriesLabel()),
                    story.topics().stream()
                            .map(topic ->
                                    Objects.requireNonNull(edition.topics().get(topic))));
            return Stream.concat(
                    labels.flatMap(label -> label.texts().values().stream()),
                    Stream.of(edition.title(), edition.byline().orElseThrow()));
        }

        /** Words of letters and digits are found from their beginning on. */
        private static boolean isNamed(String name, String word) {
            String begin = word.matches("[a-z0-9].*") ? "(?<![a-z0-9])" : "";
            String characters = word.codePoints()
                    .mapToObj(point -> Pattern.quote(Character.toString(point)))
                    .collect(Collectors.joining("[\\p{P}\\p{Z}]*"));
            String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            return Pattern.compile(begin + characters).matcher(folded).find();
        }
    }

    /** A topic that another edition gives another label is found by that. */
    @Test
    @Order(2)
    void storiesAreFoundByTheNewestLabels() {
        EditionContent edition = GeneratedContent.edition(new Random(1), "labelled", 2001);
        String topic = edition.topics().keySet().iterator().next();
        int stories = (int) edition.stories().stream()
                .filter(story -> story.topics().contains(topic))
                .count();
        publish(edition);
        assertEquals(0, search("人工智能", "series", "labelled", "exact", "true").getInt("total"));
        EditionContent other = GeneratedContent.edition(new Random(1), "labelled", 2002);
        Map<String, Label> labels = new HashMap<>(other.topics());
        labels.put(topic, TestContent.label("人工智能", "Artificial intelligence"));
        publish(GeneratedContent.like(other, labels, other.stories()));
        assertEquals(2 * stories, search("人工智能", "series", "labelled").getInt("total"));
        assertEquals(stories, search("人工智能", "edition", "labelled-2001").getInt("total"));
        assertEquals(
                List.of(), search("intelligence", "edition", "labelled-2001").getList("items[0].highlights"));
        assertEquals(edition.stories().size(), search("labelled 2001").getInt("total"));
    }

    /** Without a turn in time; what looks for no words needs none. */
    @Test
    @Order(1)
    void tooManyAtOnceGetRetryAfter() throws Exception {
        int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
        CountDownLatch begun = new CountDownLatch(atOnce);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(atOnce);
        List<Future<Boolean>> running = IntStream.range(0, atOnce)
                .mapToObj(i -> others.submit(() -> index.admit(() -> false, deadline -> {
                    begun.countDown();
                    try {
                        return end.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })))
                .toList();
        begun.await();
        given().queryParam("q", "too many")
                .get("/v1/stories")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("/problems/unavailable"))
                .body("detail", equalTo("Too many searches are in progress."));
        given().queryParam("page", "7").get("/v1/stories").then().statusCode(200);
        end.countDown();
        for (Future<Boolean> search : running) {
            assertTrue(search.get());
        }
        given().queryParam("q", "too many").get("/v1/stories").then().statusCode(200);
        others.shutdown();
    }

    @Test
    @Order(1)
    void inTheBundledEdition() {
        assertEquals(
                List.of("capital-unions-2022-craftsmen-academy"),
                search("工匠 学院", "fields", "id").getList("items.id"));
        assertEquals(
                List.of("capital-unions-2022-craftsmen-academy"),
                search("\t工匠\r\n学院\n", "fields", "id").getList("items.id"));
        assertEquals(10, search("\r\n", "fields", "id").getInt("total"));
        assertEquals(10, search("，", "fields", "id").getInt("total"));
        assertEquals("工匠", search("工将").getString("didYouMean"));
        assertNull(search("工匠").getString("didYouMean"));
        assertEquals(List.of(List.of(11, 15)), search("\"工匠学院\"").getList("items[0].highlights[0].ranges"));
        assertFalse(given().get("/v1/stories").asString().contains("highlights"));
        given().queryParam("q", "工".repeat(501)).get("/v1/stories").then().statusCode(400);
        given().queryParam("q", "工".repeat(501)).get("/v1/suggestions").then().statusCode(400);
        assertEquals(
                "craftsmen", given().get("/v1/suggestions?q=gongj").jsonPath().getString("items[0].id"));
        assertEquals(
                10,
                given().get("/v1/suggestions?q=").jsonPath().getList("items").size());
        assertEquals(
                List.of("capital-unions", "capital-unions-2022"),
                given().queryParam("q", "十大新闻")
                        .get("/v1/suggestions")
                        .jsonPath()
                        .getList("items.id"));
        assertEquals(
                "/v1/editions/capital-unions-2022",
                given().get("/v1/suggestions?q=2022")
                        .jsonPath()
                        .getString("items.find { it.kind == 'edition' }.links.self"));
    }

    @Test
    @Order(2)
    void whatIsPublishedIsFoundAtOnce() {
        for (int i = 0; i < 10; i++) {
            String title = "第" + "一二三四五六七八九十".charAt(i) + "回甲骨";
            publish(withTitle(GeneratedContent.edition(new Random(i), "alpha", 1999), title));
            assertEquals(1, search("\"" + title + "\"").getInt("total"));
            assertEquals(1, search("甲骨").getInt("total"));
        }
    }

    @Test
    @Order(3)
    void everyCombinationIsRight() {
        Random random = new Random(20221231);
        Map<String, EditionContent> editions = new TreeMap<>();
        for (int round = 0; round < 2; round++) {
            GeneratedContent.editions(random, round == 0 ? 1 : 0.3).forEach(edition -> {
                publish(edition);
                editions.put(edition.id(), edition);
            });
            List<Item> items = items(editions);
            for (int i = 0; i < 80; i++) {
                check(random, items);
            }
        }
        for (String query : QUERIES) {
            List<String> whole = pages(query, 100);
            assertEquals(whole, pages(query, 7), query);
            assertEquals(whole.size(), Set.copyOf(whole).size(), query);
        }
    }

    @Test
    @Order(4)
    void aCursorByRelevanceBelongsToItsSearch() {
        String cursor = cursorOf(search("职工 工会", "limit", "1").getString("links.next"));
        assertEquals(
                1,
                search(" 职工　工會，", "limit", "1", "cursor", cursor)
                        .getList("items")
                        .size());
        for (String other : List.of("工会", "职工 工会 -疫情", "工会 职工")) {
            given().queryParam("q", other)
                    .queryParam("cursor", cursor)
                    .get("/v1/stories")
                    .then()
                    .statusCode(400)
                    .body("errors.parameter", equalTo(List.of("cursor")))
                    .body(
                            "errors.reason",
                            equalTo(List.of("is not a cursor of a list in this order; take it from a link")));
        }
        String[] byRank = {"edition", "capital-unions-2022", "sort", "rank", "limit", "1", "cursor", ""};
        byRank[7] = cursorOf(search("职工 工会", Arrays.copyOf(byRank, 6)).getString("links.next"));
        assertEquals(
                List.of("capital-unions-2022-winter-olympics"),
                search("会", byRank).getList("items.id"));
    }

    /** Where no story has every word, those that come closest are listed, and paged through like any others. */
    @Test
    @Order(1)
    void relaxedMatchesComeWhereNothingMatchesExactly() {
        assertEquals("exact", search("冬奥").getString("match"));
        assertNull(given().get("/v1/stories").jsonPath().getString("match"));
        JsonPath relaxed = search("冬奥 滑冰");
        assertEquals("relaxed", relaxed.getString("match"));
        assertEquals(List.of("capital-unions-2022-winter-olympics"), relaxed.getList("items.id"));
        assertEquals(1, relaxed.getInt("total"));
        assertEquals(List.of("skills-competitions", "volunteering", "winter-olympics"), relaxed.getList("topics.id"));
        assertEquals(List.of(22, 25), relaxed.getList("items[0].highlights[0].ranges[0]"));
        assertEquals(0, search("冬奥 滑冰", "exact", "true").getInt("total"));
        assertEquals("exact", search("冬奥 滑冰", "exact", "true").getString("match"));
        assertEquals(List.of(), search("\"冬奥滑冰\"").getList("items"));
        assertEquals(List.of(), search("紫色大象跳舞").getList("items"));
        given().queryParam("exact", "yes")
                .get("/v1/stories")
                .then()
                .statusCode(400)
                .body("errors.allowed", equalTo(List.of(List.of("true", "false"))));
        for (String sort : List.of("relevance", "-year,rank", "title")) {
            List<String> whole = search("工匠冬奥", "fields", "id", "sort", sort).getList("items.id");
            assertTrue(whole.size() > 2, whole::toString);
            List<String> walked = new ArrayList<>();
            String[] next = {"fields", "id", "sort", sort, "limit", "1"};
            while (walked.size() <= whole.size()) {
                JsonPath page = search("工匠冬奥", next);
                walked.addAll(page.getList("items.id"));
                if (page.getString("next") == null) {
                    break;
                }
                next = new String[] {"fields", "id", "sort", sort, "limit", "1", "cursor", page.getString("next")};
            }
            assertEquals(whole, walked, sort);
        }
    }

    private static String cursorOf(String link) {
        return link.replaceFirst(".*[?&]cursor=", "").replaceFirst("&.*", "");
    }

    /** All that is found of the generated series, page by page. */
    private static List<String> pages(String query, int limit) {
        List<StoryPage> pages = StoryPage.from(
                "/v1/stories?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&limit=" + limit + "&fields=id");
        List<String> ids = pages.stream().flatMap(page -> page.ids().stream()).toList();
        assertEquals(pages.get(0).total(), ids.size(), query);
        return ids;
    }

    private static void check(Random random, List<Item> items) {
        String query = QUERIES.get(random.nextInt(QUERIES.size()));
        List<String> series = GeneratedContent.some(random, 0.5, GeneratedContent.SERIES);
        List<String> topics = GeneratedContent.some(random, 0.5, GeneratedContent.TOPICS.subList(0, 9));
        List<String> without = GeneratedContent.some(random, 0.3, GeneratedContent.TOPICS.subList(0, 9));
        boolean all = random.nextBoolean();
        String sort = List.of("-year,position", "title,-rank", "-title", "series,year", "rank")
                .get(random.nextInt(5));
        int limit = 1 + random.nextInt(20);
        int page = 1 + random.nextInt(4);

        RequestSpecification request = given().queryParam("q", query)
                .queryParam("exact", "true")
                .queryParam("sort", sort)
                .queryParam("limit", limit)
                .queryParam("page", page);
        // The bundled edition is not generated.
        (series.isEmpty() ? GeneratedContent.SERIES : series).forEach(value -> request.queryParam("series", value));
        topics.forEach(value -> request.queryParam("topic", value));
        without.forEach(value -> request.queryParam("without", value));
        if (all) {
            request.queryParam("match", "all");
        }
        List<Item> expected = items.stream()
                .filter(item -> series.isEmpty() || series.contains(item.edition.series()))
                .filter(item -> topics.isEmpty()
                        || (all
                                ? item.story.topics().containsAll(topics)
                                : topics.stream().anyMatch(item.story.topics()::contains)))
                .filter(item -> without.stream().noneMatch(item.story.topics()::contains))
                .filter(item -> matches(item, query))
                .sorted(order(sort))
                .toList();
        StoryPage answer = StoryPage.of(request.get("/v1/stories"));
        String asked = query + series + topics + all + without + sort;
        assertEquals(expected.size(), answer.total(), asked);
        assertEquals(
                expected.stream()
                        .skip((page - 1L) * limit)
                        .limit(limit)
                        .map(Item::id)
                        .toList(),
                answer.ids(),
                asked);
        Map<String, Integer> counts = new HashMap<>();
        expected.forEach(item -> item.story.topics().forEach(topic -> counts.merge(topic, 1, Integer::sum)));
        assertEquals(counts, answer.topics(), asked);
    }

    private static boolean matches(Item item, String query) {
        List<String> words = query.startsWith("\"") ? List.of(query) : List.of(query.split(" ", -1));
        return words.stream()
                .allMatch(word -> word.startsWith("-")
                        ? !item.has(fold(word))
                        // “A” can be read as pinyin, too; no generated character is read so.
                        : item.has(fold(word)));
    }

    /** As much of what the search does as the generated content needs. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('評', '评')
                .replaceAll("[\\p{P}\\p{Z}]", "");
    }

    private static Comparator<Item> order(String sort) {
        Comparator<Item> order = Comparator.comparing(item -> 0);
        for (String key : sort.split(",", -1)) {
            Comparator<Item> by =
                    switch (key.replace("-", "")) {
                        case "year" -> Comparator.comparing(item -> item.edition.year());
                        case "position", "rank" -> Comparator.comparing(Item::rank);
                        case "series" -> Comparator.comparing(item -> item.edition.series());
                        default ->
                            Comparator.comparing(
                                    item -> item.story.title().getBytes(StandardCharsets.UTF_8),
                                    Arrays::compareUnsigned);
                    };
            order = order.thenComparing(key.startsWith("-") ? by.reversed() : by);
        }
        return order.thenComparing(Item::id);
    }

    private static List<Item> items(Map<String, EditionContent> editions) {
        List<Item> items = new ArrayList<>();
        for (EditionContent edition : editions.values()) {
            for (int i = 0; i < edition.stories().size(); i++) {
                items.add(new Item(edition, edition.stories().get(i), i + 1));
            }
        }
        return items;
    }

    private static EditionContent withTitle(EditionContent edition, String title) {
        StoryContent first = edition.stories().get(0);
        List<StoryContent> stories = new ArrayList<>(edition.stories());
        stories.set(
                0,
                TestContent.story(
                        first.slug(),
                        title,
                        TestContent.text(first, "replay"),
                        TestContent.text(first, "commentary"),
                        first.topics()));
        return GeneratedContent.like(edition, edition.topics(), stories);
    }

    private static JsonPath search(String query, String... parameters) {
        RequestSpecification request = given().queryParam("q", query);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/v1/stories").then().statusCode(200).extract().jsonPath();
    }

    private void publish(EditionContent edition) {
        publisher.publish(edition, Instant.parse("2026-01-01T00:00:00Z"));
    }
}
