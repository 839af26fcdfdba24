package dev.shida.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An edition as its editor made it, and as readers must find it. */
record GeneratedEdition(String series, int year, String title, List<Story> stories) {
    private static final int STORIES = 10;
    private static final int TOPICS = 12;

    record Story(String id, String title, String replay, String commentary, List<String> topics) {}

    String id() {
        return series + "-" + year;
    }

    /**
     * Seeded editions, in the order of their ids.
     *
     * @param version the ids of the editions are the same in every one, and those of most stories; texts, ranks and
     *     topics are others
     */
    static List<GeneratedEdition> list(int size, int version) {
        return IntStream.range(0, size)
                .mapToObj(i -> generate("s" + i / 30, 1990 + i % 30, version, new Random(31L * i + version)))
                .toList();
    }

    private static GeneratedEdition generate(String series, int year, int version, Random random) {
        List<Integer> numbers = IntStream.range(0, STORIES + 2).boxed().collect(Collectors.toList());
        Collections.shuffle(numbers, random);
        List<Story> stories = new ArrayList<>();
        for (int number : numbers.subList(0, STORIES)) {
            List<String> topics = random.ints(random.nextInt(4), 0, TOPICS)
                    .distinct()
                    // Some topics come and go with the version.
                    .mapToObj(topic -> "t" + (topic + 4 * version))
                    .toList();
            stories.add(new Story(
                    series + "-" + year + "-n" + number,
                    chinese(random, 20),
                    chinese(random, 150) + "\n\n" + chinese(random, 200),
                    chinese(random, 250),
                    topics));
        }
        return new GeneratedEdition(series, year, chinese(random, 12), stories);
    }

    private static String chinese(Random random, int length) {
        return random.ints(length, 0x4E00, 0x9FA6)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Its manuscript, in a folder. */
    void write(Path folder) {
        StringBuilder text =
                new StringBuilder("---\nseries: { id: %s, zh: 系列, en: Series }\nyear: %d\n".formatted(series, year));
        text.append("language: zh-CN\ntopics:");
        List<String> topics = stories.stream()
                .flatMap(story -> story.topics().stream())
                .distinct()
                .toList();
        topics.forEach(topic -> text.append("\n  %s: { zh: 题, en: Topic }".formatted(topic)));
        text.append(topics.isEmpty() ? " {}\nstories:\n" : "\nstories:\n");
        for (Story story : stories) {
            text.append("  - { slug: %s, topics: %s }\n"
                    .formatted(story.id().substring(id().length() + 1), story.topics()));
        }
        text.append("---\n# %s\n\n本报记者\n\n".formatted(title));
        for (Story story : stories) {
            text.append("## %s\n### 【新闻回放】\n%s\n### 【评析】\n%s\n"
                    .formatted(story.title(), story.replay(), story.commentary()));
        }
        try {
            Files.writeString(folder.resolve(id() + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
