package dev.shida.api;

import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Seeded editions that are unlike each other in every way that a list can be filtered or ordered by. */
final class GeneratedContent {
    static final List<String> SERIES = List.of("alpha", "alpha-1", "beta", "gamma-zeta");
    static final List<Integer> YEARS = List.of(1999, 2015, 2016, 2021, 2022, 2023);
    static final List<String> TOPICS =
            List.of("t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6", "t-7", "t-8", "t-9", "rare");
    private static final List<String> TITLES =
            List.of("工匠", "（一）工匠", "𠮷野家", "😀奥运", "冬奥会", "奥运会", "A title", "a title", "ｆｕｌｌ", "Zebra");

    private GeneratedContent() {}

    /** Some editions, no two of the same id. */
    static List<EditionContent> editions(Random random, double share) {
        List<EditionContent> editions = new ArrayList<>();
        for (String series : SERIES) {
            for (int year : YEARS) {
                if (random.nextDouble() < share) {
                    editions.add(edition(random, series, year));
                }
            }
        }
        return editions;
    }

    static EditionContent edition(Random random, String series, int year) {
        Map<String, Label> labels = new LinkedHashMap<>();
        List<StoryContent> stories = new ArrayList<>();
        int size = 1 + random.nextInt(10);
        for (int i = 0; i < size; i++) {
            Set<String> topics = new LinkedHashSet<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                // The lower the number, the more frequent.
                topics.add(TOPICS.get((int) (TOPICS.size() * Math.pow(random.nextDouble(), 2))));
            }
            topics.forEach(topic -> labels.put(topic, TestContent.label(topic + " 题", topic + " label")));
            String title = TITLES.get(random.nextInt(TITLES.size()));
            stories.add(TestContent.story(
                    "s" + random.nextInt(1000) + "-" + i, title, "回放 " + i, "评析 " + i, List.copyOf(topics)));
        }
        return TestContent.edition(
                series,
                TestContent.label(series + " 系列", series + " series"),
                year,
                "zh-CN",
                Optional.of(OffsetDateTime.parse(year + "-12-31T00:00:00Z")),
                series + " " + year,
                "记者",
                "",
                labels,
                stories);
    }

    /** Values drawn at random, each more with this chance. */
    static List<String> some(Random random, double chance, List<String> values) {
        List<String> some = new ArrayList<>();
        while (random.nextDouble() < chance) {
            some.add(values.get(random.nextInt(values.size())));
        }
        return some;
    }

    /** An edition like another, but for these. */
    static EditionContent like(EditionContent edition, Map<String, Label> topics, List<StoryContent> stories) {
        return TestContent.edition(
                edition.series(),
                edition.seriesLabel(),
                edition.year(),
                edition.language(),
                edition.published(),
                edition.title(),
                edition.byline().orElseThrow(),
                edition.introduction(),
                topics,
                stories);
    }
}
