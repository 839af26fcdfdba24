package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Part;
import dev.shida.content.Stories.Neighbours;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.Link;
import dev.shida.search.Highlight;
import dev.shida.search.StoryIndex.Hit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A story, or the fields of it that were asked for: null is what was not, an empty value what the print does not have. */
@Schema(name = "Story", description = "One story.", requiredProperties = "id")
@JsonInclude(Include.NON_NULL)
public record StoryBody(
        @Schema(
                description = "The edition's id and the story's slug. It stays when positions change.",
                pattern = IdForm.PATTERN,
                maxLength = IdForm.MAX_STORY)
        String id,

        @Schema(description = "The id of its edition.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_EDITION)
        @Nullable
        String edition,

        @Schema(description = "The id of its series.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        @Nullable
        String series,

        @Schema(description = "The year that the edition closes.", minimum = "1000", maximum = "9999") @Nullable
        Integer year,

        @Schema(description = "Its place in print, from 1.", minimum = "1", maximum = "100") @Nullable
        Integer position,

        @Schema(
                description = "Its place in the ranking, from 1; null if the edition is no ranking.",
                nullable = true,
                minimum = "1",
                maximum = "100")
        @Nullable
        Optional<Integer> rank,

        @Schema(
                description = "The number before the title, as printed; null if there is none.",
                nullable = true,
                minLength = 1)
        @Nullable
        Optional<String> numeral,

        @Schema(description = "As printed, without the number before it.", minLength = 1) @Nullable
        String title,

        @Schema(
                description =
                        "The beginning of its first part, cut between words: at most 100 code points, or 200 in a script that"
                                + " separates words by spaces. Null if it has no part.",
                nullable = true,
                maxLength = StoryContent.MAX_EXCERPT)
        @Nullable
        Optional<String> excerpt,

        @Schema(description = "What it is about, in the editor's order.") @Nullable
        List<TopicLabel> topics,

        @Schema(
                description =
                        "What happened: plain text, paragraphs separated by one empty line. Null if the print has none.",
                nullable = true,
                minLength = 1)
        @Nullable
        Optional<String> replay,

        @Schema(
                description =
                        "Why it mattered: plain text, paragraphs separated by one empty line. Null if the print has none.",
                nullable = true,
                minLength = 1)
        @Nullable
        Optional<String> commentary,

        @Schema(ref = "Headings") @Nullable Map<String, Optional<String>> headings,

        @Schema(
                description = "The day of what it tells; null where the editor does not say.",
                nullable = true,
                format = "date")
        @Nullable
        Optional<LocalDate> date,

        @Schema(
                description = "Who wrote it, where that is not who wrote the edition; null otherwise.",
                nullable = true,
                minLength = 1)
        @Nullable
        Optional<String> byline,

        @Schema(description = "The language of its texts, a BCP 47 tag.", minLength = 2) @Nullable
        String language,

        @Schema(description = "When it was first published.") @Nullable
        Instant publishedAt,

        @Schema(description = "When a publication last changed it, or when it was first published.") @Nullable
        Instant updatedAt,

        @Schema(
                description = "Why it was found, in a list that something is looked for in: the title first.",
                maxItems = Highlight.MAX_COUNT)
        @Nullable
        List<HighlightBody> highlights,

        @Schema(description = "Where it is, and what is around it.") @Nullable
        StoryLinks links,

        @Schema(hidden = true) @JsonIgnore Story source)
        implements CacheTagged {

    @Schema(
            description = "Where a story is, and what is around it.",
            requiredProperties = {"self", "edition", "page", "image"})
    @JsonInclude(Include.NON_NULL)
    public record StoryLinks(
            @Schema(description = "This story.", format = "uri-reference")
            String self,

            @Schema(description = "Its edition.", format = "uri-reference")
            String edition,

            @Schema(
                    description = "The story before it in its edition; absent from the first, and in lists.",
                    format = "uri-reference")
            @Nullable
            String previous,

            @Schema(
                    description = "The story after it in its edition; absent from the last, and in lists.",
                    format = "uri-reference")
            @Nullable
            String next,

            @Schema(description = "Its page, for people.", format = "uri-reference")
            String page,

            @Schema(description = "An image to share it with, 1200 by 630 pixels.", format = "uri-reference")
            String image) {}

    private static final Neighbours NONE = new Neighbours(Optional.empty(), Optional.empty());

    /** A story among others. */
    static StoryBody of(Story story, Set<StoryField> fields) {
        return of(story, NONE, Optional.empty(), fields);
    }

    /** A story in a list. */
    static StoryBody of(Hit hit, Set<StoryField> fields) {
        return of(hit.story(), NONE, hit.highlights(), fields);
    }

    /** One story, between its neighbours. */
    static StoryBody of(Story story, Neighbours neighbours, Set<StoryField> fields) {
        return of(story, neighbours, Optional.empty(), fields);
    }

    private static StoryBody of(
            Story story, Neighbours neighbours, Optional<List<Highlight>> highlights, Set<StoryField> fields) {
        Function<StoryField, Optional<Story>> asked =
                field -> fields.contains(field) ? Optional.of(story) : Optional.empty();
        return new StoryBody(
                story.id(),
                asked.apply(StoryField.EDITION).map(Story::edition).orElse(null),
                asked.apply(StoryField.SERIES).map(Story::series).orElse(null),
                asked.apply(StoryField.YEAR).map(Story::year).orElse(null),
                asked.apply(StoryField.POSITION).map(Story::position).orElse(null),
                asked.apply(StoryField.RANK).map(Story::rank).orElse(null),
                asked.apply(StoryField.NUMERAL).map(Story::numeral).orElse(null),
                asked.apply(StoryField.TITLE).map(Story::title).orElse(null),
                asked.apply(StoryField.EXCERPT).map(Story::excerpt).orElse(null),
                asked.apply(StoryField.TOPICS)
                        .map(s -> TopicLabel.of(s.topics()))
                        .orElse(null),
                asked.apply(StoryField.REPLAY)
                        .map(s -> s.part(Part.REPLAY).map(Part::text))
                        .orElse(null),
                asked.apply(StoryField.COMMENTARY)
                        .map(s -> s.part(Part.COMMENTARY).map(Part::text))
                        .orElse(null),
                asked.apply(StoryField.HEADINGS).map(StoryBody::headings).orElse(null),
                asked.apply(StoryField.DATE).map(Story::date).orElse(null),
                asked.apply(StoryField.BYLINE).map(Story::byline).orElse(null),
                asked.apply(StoryField.LANGUAGE).map(Story::language).orElse(null),
                asked.apply(StoryField.PUBLISHED_AT).map(Story::publishedAt).orElse(null),
                asked.apply(StoryField.UPDATED_AT).map(Story::updatedAt).orElse(null),
                asked.apply(StoryField.HIGHLIGHTS)
                        .flatMap(s -> highlights)
                        .map(HighlightBody::of)
                        .orElse(null),
                asked.apply(StoryField.LINKS).map(s -> links(s, neighbours)).orElse(null),
                story);
    }

    private static Map<String, Optional<String>> headings(Story story) {
        Map<String, Optional<String>> headings = new LinkedHashMap<>();
        Part.IDS.forEach(id -> headings.put(id, story.part(id).flatMap(Part::heading)));
        return headings;
    }

    private static StoryLinks links(Story story, Neighbours neighbours) {
        return new StoryLinks(
                pathOf(story.id()),
                EditionBody.pathOf(story.edition()),
                neighbours.previous().map(StoryBody::pathOf).orElse(null),
                neighbours.next().map(StoryBody::pathOf).orElse(null),
                Link.toPage(story).toString(),
                Link.toImage(story).toString());
    }

    /** The same whichever fields were asked for. */
    @Override
    public Stream<String> tags() {
        return CacheTag.ofStory(id, source.edition(), source.series(), topicIds());
    }

    List<String> topicIds() {
        return source.topics().stream().map(Topic::id).toList();
    }

    static String pathOf(String id) {
        return linkTo(id).toString();
    }

    static Link linkTo(String id) {
        return Link.to("/v1/stories/" + id);
    }
}
