package dev.shida.search;

import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Editions made of the sentences of another. */
final class GeneratedEditions {
    private GeneratedEditions() {}

    /** An edition of another year, with as many stories, each of shuffled sentences. */
    static EditionContent variant(EditionContent edition, int year, Random random) {
        List<String> sentences = new ArrayList<>();
        List<String> topics = new ArrayList<>(edition.topics().keySet());
        for (StoryContent story : edition.stories()) {
            sentences.addAll(List.of(
                    (TestContent.text(story, "replay") + TestContent.text(story, "commentary")).split("(?<=。)")));
        }
        List<StoryContent> stories = new ArrayList<>();
        for (StoryContent story : edition.stories()) {
            Collections.shuffle(sentences, random);
            Collections.shuffle(topics, random);
            stories.add(TestContent.story(
                    story.slug(),
                    edition.stories()
                            .get(random.nextInt(edition.stories().size()))
                            .title(),
                    String.join("", sentences.subList(0, 1 + random.nextInt(5))),
                    String.join("", sentences.subList(5, 6 + random.nextInt(5))),
                    List.copyOf(topics.subList(0, random.nextInt(4)))));
        }
        return TestContent.edition(
                edition.series(),
                edition.seriesLabel(),
                year,
                edition.language(),
                edition.published(),
                edition.title(),
                edition.byline().orElseThrow(),
                edition.introduction(),
                edition.topics(),
                stories);
    }
}
