package dev.shida;

import dev.shida.content.Edition;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.content.Part;
import dev.shida.content.PartKind;
import dev.shida.content.Story;
import dev.shida.text.Excerpt;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Content of the shape that most tests need: a ranked list of stories with both parts, labelled in Chinese and English. */
public final class TestContent {
    private TestContent() {}

    public static Label label(String zh, String en) {
        return Label.of("zh", zh, "en", en);
    }

    public static List<Part> parts(String replay, String commentary) {
        return List.of(
                new Part(PartKind.REPLAY, Optional.of("【新闻回放】"), replay),
                new Part(PartKind.COMMENTARY, Optional.of("【评析】"), commentary));
    }

    public static StoryContent story(String slug, String title, String replay, String commentary, List<String> topics) {
        return story(slug, title, parts(replay, commentary), topics);
    }

    public static StoryContent story(String slug, String title, List<Part> parts, List<String> topics) {
        return new StoryContent(
                slug,
                List.of(),
                Optional.empty(),
                title,
                Optional.empty(),
                Optional.empty(),
                parts,
                parts.stream().findFirst().map(part -> Excerpt.of(part.text())),
                topics);
    }

    public static EditionContent edition(
            String series,
            Label label,
            int year,
            String language,
            Optional<OffsetDateTime> published,
            String title,
            String byline,
            String introduction,
            Map<String, Label> topics,
            List<StoryContent> stories) {
        return new EditionContent(
                series,
                label,
                year,
                language,
                Edition.Ranking.RANKED,
                published,
                title,
                Optional.of(byline),
                introduction,
                Optional.empty(),
                topics,
                stories);
    }

    /** The text of a part that a story has. */
    public static String text(StoryContent story, String part) {
        return text(story.parts(), part);
    }

    /** The text of a part that a story has. */
    public static String text(Story story, String part) {
        return text(story.parts().orElseThrow(), part);
    }

    private static String text(List<Part> parts, String id) {
        return parts.stream()
                .filter(part -> part.id().equals(id))
                .map(Part::text)
                .findFirst()
                .orElseThrow();
    }
}
