package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.manuscript.Manuscript;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of stories against a few lines of brute force over all stories, on generated content. */
@QuarkusTest
@OneJdk
class StoryListsTest {
    private static final String ALL = "all";

    @Inject
    Publisher publisher;

    /** A story as the model has it. */
    private record Item(
            String id, String edition, String series, int year, int rank, String title, List<String> topics) {}

    /** What is asked, each value a list as the query string has it. */
    private record Question(
            List<String> series,
            List<String> years,
            List<String> editions,
            List<String> topics,
            boolean all,
            List<String> without,
            List<String> sort) {}

    /** What is in the store: it outlives each test, as the store does. */
    private static final Map<String, EditionContent> published = new TreeMap<>();

    @BeforeAll
    static void theBundledEditionIsPublished() throws Exception {
        try (InputStream in = StoryListsTest.class.getResourceAsStream("/manuscripts/capital-unions-2022.md")) {
            EditionContent bundled = Manuscript.parse(in.readAllBytes()).content();
            published.put(bundled.id(), bundled);
        }
    }

    @Test
    void everyCombinationOfFiltersAndOrdersIsRight() {
        Random random = new Random(20221231);
        for (int round = 0; round < 3; round++) {
            GeneratedContent.editions(random, round == 0 ? 0.7 : 0.3).forEach(this::publish);
            List<Item> items = items();
            for (int i = 0; i < 100; i++) {
                check(question(random, items), random, items);
            }
        }
    }

    /** H2 2.4.240 answers the second time with what comes after the first answer, unless it is told not to reuse plans. */
    @Test
    void theSameQuestionHasTheSameAnswer() {
        GeneratedContent.editions(new Random(3), 0.7).forEach(this::publish);
        for (String path : List.of(
                "/v1/stories?series=alpha&series=capital-unions&sort=series&limit=3",
                "/v1/stories?year=1999&year=2022&sort=-year&limit=3",
                "/v1/stories?topic=t-1&topic=t-2&year=1999&year=2022&limit=3",
                "/v1/editions?year=1999&year=2022&limit=1")) {
            List<String> first = StoryPage.at(path).ids();
            for (int i = 0; i < 20; i++) {
                assertEquals(first, StoryPage.at(path).ids(), path);
            }
        }
    }

    @Test
    void aCursorSkipsAndRepeatsNothingThatStays() {
        Random random = new Random(42);
        GeneratedContent.editions(random, 0.5).forEach(this::publish);
        for (String sort : List.of("-year,position", "title", "-title,-rank", "-series,year", "rank")) {
            Map<String, EditionContent> before = new TreeMap<>(published);
            List<String> seen = new ArrayList<>();
            Set<String> touched = new HashSet<>();
            Optional<String> next = Optional.of("/v1/stories?limit=7&sort=" + sort);
            while (next.isPresent()) {
                StoryPage page = StoryPage.at(next.get());
                seen.addAll(page.ids());
                next = page.next();
                EditionContent edition = GeneratedContent.edition(
                        random,
                        GeneratedContent.SERIES.get(random.nextInt(GeneratedContent.SERIES.size())),
                        GeneratedContent.YEARS.get(random.nextInt(GeneratedContent.YEARS.size())));
                if (random.nextInt(3) == 0) {
                    touched.add(edition.id());
                    publish(edition);
                }
            }
            List<String> stayed = before.values().stream()
                    .filter(edition -> !touched.contains(edition.id()))
                    .flatMap(edition -> edition.stories().stream().map(edition::idOf))
                    .sorted()
                    .toList();
            List<String> found = seen.stream().filter(stayed::contains).sorted().toList();
            assertEquals(stayed, found, sort);
        }
    }

    @Test
    void theLongestTitleFitsInACursor() {
        EditionContent edition = GeneratedContent.edition(new Random(5), "alpha", 1999);
        StoryContent story = edition.stories().get(0);
        StoryContent longest = TestContent.story(
                story.slug(),
                "😀".repeat(EditionContent.MAX_TITLE),
                TestContent.text(story, "replay"),
                TestContent.text(story, "commentary"),
                story.topics());
        List<StoryContent> stories = new ArrayList<>(edition.stories());
        stories.set(0, longest);
        publish(GeneratedContent.like(edition, edition.topics(), stories));
        List<String> sorted = get("/v1/stories?sort=-title&limit=100").getList("items.id");
        int place = sorted.indexOf(edition.idOf(longest));
        String next = get("/v1/stories?sort=-title&limit=" + (place + 1)).getString("links.next");
        assertTrue(next.length() < 4_000, next);
        assertEquals(sorted.get(place + 1), get(next).getList("items.id").get(0));
    }

    @Test
    void parameterNamesMayBePercentEncoded() {
        String next = get("/v1/stories?%6Cimit=2&%70age=1").getString("links.next");
        assertEquals("/v1/stories?limit=2&page=2", next);
        assertEquals(2, get(next).getList("items").size());
    }

    @Test
    void cursorsLeadForwardsAndBack() {
        Random random = new Random(7);
        GeneratedContent.editions(random, 0.5).forEach(this::publish);
        for (String list : List.of(
                "/v1/stories?sort=-year,position&limit=9",
                "/v1/stories?sort=year&limit=9",
                "/v1/stories?sort=-title&limit=9",
                "/v1/stories?sort=series,-rank&limit=9",
                "/v1/editions?limit=2",
                "/v1/editions?year=1999&year=2022&limit=1")) {
            List<List<String>> forwards = new ArrayList<>();
            String last = list;
            for (Optional<String> next = Optional.of(list); next.isPresent(); ) {
                last = next.get();
                StoryPage page = StoryPage.at(last);
                forwards.add(page.ids());
                next = page.next();
            }
            List<List<String>> backwards = new ArrayList<>();
            for (Optional<String> previous = Optional.of(last); previous.isPresent(); ) {
                StoryPage page = StoryPage.at(previous.get());
                backwards.add(page.ids());
                previous = page.previous();
            }
            Collections.reverse(backwards);
            assertEquals(forwards, backwards, list);
            assertEquals(
                    StoryPage.at(list).total(),
                    forwards.stream().flatMap(List::stream).distinct().count(),
                    list);
        }
    }

    private void check(Question question, Random random, List<Item> items) {
        List<Item> expected = items.stream()
                .filter(item -> matches(question, item))
                .sorted(order(question.sort))
                .toList();
        int limit = 1 + random.nextInt(30);
        int page = 1 + random.nextInt(expected.size() / limit + 2);

        RequestSpecification request = given().queryParam("limit", limit).queryParam("page", page);
        question.series.forEach(value -> request.queryParam("series", value));
        question.years.forEach(value -> request.queryParam("year", value));
        question.editions.forEach(value -> request.queryParam("edition", value));
        question.topics.forEach(value -> request.queryParam("topic", value));
        question.without.forEach(value -> request.queryParam("without", value));
        if (question.all) {
            request.queryParam("match", ALL);
        }
        if (!question.sort.isEmpty()) {
            request.queryParam("sort", String.join(",", question.sort));
        }
        StoryPage answer = StoryPage.of(request.get("/v1/stories"));

        assertEquals(
                expected.stream()
                        .skip((page - 1L) * limit)
                        .limit(limit)
                        .map(Item::id)
                        .toList(),
                answer.ids(),
                () -> question + " page " + page + " of " + limit);
        assertEquals(expected.size(), answer.total(), question::toString);
        assertEquals(
                List.copyOf(facets(expected).entrySet()),
                List.copyOf(answer.topics().entrySet()),
                question::toString);
    }

    private static boolean matches(Question question, Item item) {
        Set<String> wanted = Set.copyOf(question.topics);
        Set<String> has = Set.copyOf(item.topics);
        return (question.series.isEmpty() || question.series.contains(item.series))
                && (question.years.isEmpty() || question.years.contains(String.valueOf(item.year)))
                && (question.editions.isEmpty() || question.editions.contains(item.edition))
                && (wanted.isEmpty()
                        || (question.all
                                ? has.containsAll(wanted)
                                : wanted.stream().anyMatch(has::contains)))
                && question.without.stream().noneMatch(has::contains);
    }

    private static Comparator<Item> order(List<String> sort) {
        Comparator<Item> order = Comparator.comparing(item -> 0);
        for (String key : sort.isEmpty() ? List.of("-year", "position") : sort) {
            Comparator<Item> by =
                    switch (key.replace("-", "")) {
                        case "year" -> Comparator.comparing(Item::year);
                        case "position", "rank" -> Comparator.comparing(Item::rank);
                        case "series" -> Comparator.comparing(Item::series);
                        default ->
                            Comparator.comparing(
                                    item -> item.title.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
                    };
            order = order.thenComparing(key.startsWith("-") ? by.reversed() : by);
        }
        return order.thenComparing(Item::id);
    }

    /** Topic to count, in the order in which facets are listed. */
    private static Map<String, Integer> facets(List<Item> items) {
        Map<String, Integer> counts = new TreeMap<>();
        items.forEach(item -> item.topics.forEach(topic -> counts.merge(topic, 1, Integer::sum)));
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static Question question(Random random, List<Item> items) {
        List<String> topics = items.stream()
                .flatMap(item -> item.topics.stream())
                .distinct()
                .sorted()
                .toList();
        List<String> keys = new ArrayList<>(List.of("year", "position", "rank", "series", "title"));
        Collections.shuffle(keys, random);
        return new Question(
                GeneratedContent.some(
                        random, 0.3, items.stream().map(Item::series).toList()),
                GeneratedContent.some(
                        random,
                        0.4,
                        items.stream().map(item -> String.valueOf(item.year)).toList()),
                GeneratedContent.some(
                        random, 0.15, items.stream().map(Item::edition).toList()),
                GeneratedContent.some(random, 0.6, topics),
                random.nextBoolean(),
                GeneratedContent.some(random, 0.3, topics),
                keys.stream()
                        .limit(random.nextInt(5))
                        .map(key -> random.nextBoolean() ? key : "-" + key)
                        .toList());
    }

    private List<Item> items() {
        return published.values().stream()
                .flatMap(edition -> {
                    List<Item> items = new ArrayList<>();
                    edition.stories()
                            .forEach(story -> items.add(new Item(
                                    edition.idOf(story),
                                    edition.id(),
                                    edition.series(),
                                    edition.year(),
                                    items.size() + 1,
                                    story.title(),
                                    story.topics())));
                    return items.stream();
                })
                .collect(Collectors.toList());
    }

    private static JsonPath get(String path) {
        return given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void publish(EditionContent edition) {
        publisher.publish(edition, Instant.parse("2026-01-01T00:00:00Z"));
        published.put(edition.id(), edition);
    }
}
