package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CDN that purges by tags as docs/caching.md says, against all answers there are, on generated content. */
@QuarkusTest
@OneJdk
class PurgeTest {
    private static final Set<String> ALWAYS_PURGED = Set.of("stories", "editions", "series", "topics");

    /** As many topics as a story can have, their ids as long as they can be. */
    private static final List<String> LONG_TOPICS = IntStream.rangeClosed(1, StoryContent.MAX_TOPICS)
            .mapToObj(i -> String.format("long-%02d-", i) + "x".repeat(EditionContent.MAX_ID - 8))
            .toList();

    private static final String LONG_SERIES = "y".repeat(EditionContent.MAX_ID);

    @Inject
    Publisher publisher;

    /** The label of each topic, as the last publication had it. */
    private final Map<String, Label> labels = new HashMap<>();

    @BeforeEach
    void publish() {
        Random random = new Random(9);
        GeneratedContent.editions(random, 0.15).forEach(this::publish);
        publish(longest(2001, "first"));
        publish(longest(2002, "first"));
    }

    @Test
    void everyAnswerThatAPublicationChangesIsPurged() {
        Random random = new Random(20230103);
        Set<String> reasons = new TreeSet<>();
        Map<String, Response> cached = answers();
        for (int round = 1; round <= 3; round++) {
            EditionContent edition = round == 2 ? longest(2001, "second") : another(random, round);
            String editionTag = "edition:" + edition.id();
            Set<String> purged = new HashSet<>(ALWAYS_PURGED);
            purged.add(editionTag);
            edition.topics().forEach((topic, label) -> {
                if (!label.equals(labels.get(topic))) {
                    purged.add("topic:" + topic);
                }
            });
            publish(edition);
            Map<String, Response> present = answers();
            cached.forEach((path, before) -> {
                boolean same = present.containsKey(path)
                        && present.get(path).asString().equals(before.asString());
                Set<String> why = new TreeSet<>(tags(before));
                why.retainAll(purged);
                assertTrue(same || !why.isEmpty(), () -> path + " is still cached: " + tags(before) + " " + purged);
                if (!same && path.startsWith("/v1/stories/") && !why.contains(editionTag)) {
                    reasons.add(why.iterator().next().replaceAll(":.*", ""));
                }
            });
            cached = present;
        }
        assertEquals(Set.of("topic", "topics"), reasons, "why stories of other editions were purged");
    }

    @Test
    void aLongHeaderLeavesOutTheLastTags() {
        String edition = "edition:" + LONG_SERIES + "-2001";
        String series = "series:" + LONG_SERIES;
        List<String> topics = LONG_TOPICS.stream().map(id -> "topic:" + id).toList();

        String story = LONG_SERIES + "-2001-" + "z".repeat(EditionContent.MAX_ID);
        String ofStory = String.join(" ", edition, "story:" + story, series) + " ";
        TagsTest.assertTags(ofStory + String.join(" ", topics.subList(0, 11)) + " topics", "/v1/stories/" + story);
        TagsTest.assertTags(
                ofStory + String.join(" ", topics.subList(0, 11)) + " topics", "/v1/stories/" + story + "/replay");
        TagsTest.assertTags(
                edition + " " + series + " " + String.join(" ", topics.subList(0, 13)) + " topics",
                "/v1/editions/" + LONG_SERIES + "-2001");
        TagsTest.assertTags(
                "stories " + edition + " " + String.join(" ", topics.subList(0, 13)) + " topics",
                "/v1/stories?edition=" + LONG_SERIES + "-2001");
        TagsTest.assertTags(
                "topics " + String.join(" ", topics.subList(0, 15)), "/v1/topics?edition=" + LONG_SERIES + "-2001");
        answers().forEach((path, answer) -> {
            assertTrue(answer.header("Surrogate-Key").length() <= 1_024, path);
            String first = tags(answer).get(0);
            assertTrue(first.startsWith("edition:") || ALWAYS_PURGED.contains(first), path + " " + first);
        });
    }

    /** An edition in place of another or new, whose topics may have other labels than before. */
    private static EditionContent another(Random random, int round) {
        EditionContent edition = GeneratedContent.edition(
                random,
                GeneratedContent.SERIES.get(random.nextInt(GeneratedContent.SERIES.size())),
                GeneratedContent.YEARS.get(random.nextInt(GeneratedContent.YEARS.size())));
        Map<String, Label> labels = new LinkedHashMap<>();
        edition.topics()
                .forEach((id, label) -> labels.put(
                        id, random.nextInt(3) > 0 ? label : TestContent.label(label.in("zh") + round, label.in("en"))));
        return GeneratedContent.like(edition, labels, edition.stories());
    }

    /** An edition whose ids are as long as they can be. The label of its last topic is another each time. */
    private static EditionContent longest(int year, String lastLabel) {
        Map<String, Label> labels =
                LONG_TOPICS.stream().collect(Collectors.toMap(id -> id, id -> TestContent.label(id, "Long")));
        labels.put(LONG_TOPICS.get(LONG_TOPICS.size() - 1), TestContent.label("最后", lastLabel));
        StoryContent story =
                TestContent.story("z".repeat(EditionContent.MAX_ID), "长", "回放", "评析", List.copyOf(LONG_TOPICS));
        EditionContent any = GeneratedContent.edition(new Random(1), LONG_SERIES, year);
        return GeneratedContent.like(any, labels, List.of(story));
    }

    /** What all calls answer, each asked in several ways, by path. */
    private static Map<String, Response> answers() {
        List<String> paths = new ArrayList<>(List.of("/v1/series", "/v1/topics", "/v1/topics?year=2022"));
        for (String query : List.of("", "&series=alpha", "&year=2022", "&page=2")) {
            paths.add("/v1/editions?limit=5" + query);
            paths.add("/v1/stories?limit=9" + query);
            paths.add("/v1/stories?limit=9&fields=id,topics&sort=title" + query);
            paths.add("/v1/stories?limit=2&topic=t-0&without=t-1" + query);
        }
        for (String id : ids("/v1/stories")) {
            for (String what : List.of("", "/replay", "?fields=title", "?fields=topics")) {
                paths.add("/v1/stories/" + id + what);
            }
        }
        ids("/v1/editions").forEach(id -> paths.add("/v1/editions/" + id));
        ids("/v1/topics").forEach(id -> paths.add("/v1/topics/" + id));
        Map<String, Response> answers = new TreeMap<>();
        paths.forEach(path -> {
            Response answer = get(path);
            if (answer.statusCode() == 200) {
                answers.put(path, answer);
            }
        });
        return answers;
    }

    private static List<String> ids(String list) {
        List<String> ids = new ArrayList<>();
        String next = list.equals("/v1/topics") ? list : list + "?limit=100";
        while (next != null) {
            Response page = get(next);
            ids.addAll(page.jsonPath().getList("items.id"));
            next = page.jsonPath().getString("links.next");
        }
        return ids;
    }

    private static List<String> tags(Response answer) {
        return List.of(answer.header("Surrogate-Key").split(" "));
    }

    private static Response get(String path) {
        return given().urlEncodingEnabled(false).get(path);
    }

    private void publish(EditionContent edition) {
        publisher.publish(edition, Instant.parse("2026-01-01T00:00:00Z"));
        labels.putAll(edition.topics());
    }
}
