package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.SimpleBeanPropertyFilter;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Part;
import dev.shida.content.PartKind;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A story, of which the fields that were asked for are written; its parts, which cost a read of the store, are empty otherwise. */
@Schema(name = "Story", description = "One story.", requiredProperties = "id")
@JsonInclude(Include.NON_NULL)
@JsonFilter(StoryBody.FIELDS)
// Fields of parts would be written last otherwise.
@JsonPropertyOrder({
    "id",
    "edition",
    "series",
    "year",
    "position",
    "rank",
    "numeral",
    "title",
    "excerpt",
    "topics",
    "parts"
})
public record StoryBody(
        @Schema(
                description = "The edition's id and the story's slug. It stays when positions change.",
                pattern = IdForm.PATTERN,
                maxLength = IdForm.MAX_STORY)
        String id,

        @Schema(description = "The id of its edition.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_EDITION)
        String edition,

        @Schema(description = "The id of its series.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String series,

        @Schema(description = "The year that the edition closes.", minimum = "1000", maximum = "9999")
        int year,

        @Schema(description = "Its place in print, from 1.", minimum = "1", maximum = "100")
        int position,

        @Schema(
                description = "Its place in the ranking, from 1; null if the edition is no ranking.",
                nullable = true,
                minimum = "1",
                maximum = "100")
        Optional<Integer> rank,

        @Schema(
                description = "The number before the title, as printed; null if there is none.",
                nullable = true,
                minLength = 1)
        Optional<String> numeral,

        @Schema(description = "As printed, without the number before it.", minLength = 1)
        String title,

        @Schema(
                description =
                        "The beginning of its first part, cut between words: at most 100 code points, or 200 in a script that"
                                + " separates words by spaces. Null if it has no part.",
                nullable = true,
                maxLength = StoryContent.MAX_EXCERPT)
        Optional<String> excerpt,

        @Schema(description = "What it is about, in the editor's order.")
        List<TopicLabel> topics,

        @Schema(hidden = true) @JsonAnyGetter Map<String, Optional<String>> parts,

        @Schema(ref = "Headings") Map<String, Optional<String>> headings,

        @Schema(
                description = "The day of what it tells; null where the editor does not say.",
                implementation = String.class,
                nullable = true,
                format = "date")
        Optional<LocalDate> date,

        @Schema(
                description = "Who wrote it, where that is not who wrote the edition; null otherwise.",
                nullable = true,
                minLength = 1)
        Optional<String> byline,

        @Schema(description = "The language of its texts, a BCP 47 tag.", minLength = 2)
        String language,

        @Schema(description = "When it was first published.")
        Instant publishedAt,

        @Schema(description = "When a publication last changed it, or when it was first published.")
        Instant updatedAt,

        @Schema(
                description = "Why it was found, in a list that something is looked for in: the title first.",
                maxItems = Highlight.MAX_COUNT)
        @Nullable
        List<HighlightBody> highlights,

        @Schema(description = "Where it is, and what is around it.")
        StoryLinks links,

        @Schema(hidden = true) @JsonIgnore Story source,

        @Schema(hidden = true) @JsonIgnore Set<String> fields)
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

    /** The name of the filter {@link AskedFields}. */
    static final String FIELDS = "fields";

    /** The property that has a field for each part that was asked for. */
    private static final String PARTS = "parts";

    private static final Neighbours NONE = new Neighbours(Optional.empty(), Optional.empty());

    /** A story among others. */
    static StoryBody of(Story story, Set<String> fields) {
        return of(story, NONE, Optional.empty(), fields);
    }

    /** A story in a list. */
    static StoryBody of(Hit hit, Set<String> fields) {
        return of(hit.story(), NONE, hit.highlights(), fields);
    }

    /** One story, between its neighbours. */
    static StoryBody of(Story story, Neighbours neighbours, Set<String> fields) {
        return of(story, neighbours, Optional.empty(), fields);
    }

    private static StoryBody of(
            Story story, Neighbours neighbours, Optional<List<Highlight>> highlights, Set<String> fields) {
        return new StoryBody(
                story.id(),
                story.edition(),
                story.series(),
                story.year(),
                story.position(),
                story.rank(),
                story.numeral(),
                story.title(),
                story.excerpt(),
                TopicLabel.of(story.topics()),
                parts(story, fields::contains, part -> Optional.of(part.text())),
                fields.contains(StoryFields.HEADINGS) ? parts(story, id -> true, Part::heading) : Map.of(),
                story.date(),
                story.byline(),
                story.language(),
                story.publishedAt(),
                story.updatedAt(),
                highlights.map(HighlightBody::of).orElse(null),
                links(story, neighbours),
                story,
                fields);
    }

    /** Leaves out what was not asked for. */
    static final class AskedFields extends SimpleBeanPropertyFilter {
        @Override
        public void serializeAsField(
                Object story, JsonGenerator generator, SerializerProvider provider, PropertyWriter property)
                throws Exception {
            String name = property.getName();
            if (name.equals(PARTS) || ((StoryBody) story).fields.contains(name)) {
                property.serializeAsField(story, generator, provider);
            }
        }
    }

    private static Map<String, Optional<String>> parts(
            Story story, Predicate<String> asked, Function<Part, Optional<String>> value) {
        Map<String, Optional<String>> parts = new LinkedHashMap<>();
        Arrays.stream(PartKind.values())
                .filter(kind -> asked.test(kind.id()))
                .forEach(kind -> parts.put(kind.id(), story.part(kind).flatMap(value)));
        return parts;
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
