package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.shida.content.Edition;
import dev.shida.content.EditionContent;
import dev.shida.content.Story;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.InLanguage;
import dev.shida.http.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "Edition",
        description = "One year's list of a series.",
        requiredProperties = {
            "id",
            "series",
            "year",
            "language",
            "order",
            "title",
            "byline",
            "introduction",
            "closing",
            "count",
            "publishedAt",
            "updatedAt",
            "links"
        })
@JsonInclude(Include.NON_NULL)
public record EditionBody(
        @Schema(description = "The series' id and the year.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_EDITION)
        String id,

        @Schema(description = "The id of its series.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String series,

        @Schema(description = "The year that it closes.", minimum = "1000", maximum = "9999")
        int year,

        @Schema(description = "The language of its texts, a BCP 47 tag.", minLength = 2)
        String language,

        @Schema(ref = "Order") String order,

        @Schema(description = "As printed.", minLength = 1) String title,

        @Schema(
                description = "Who made it, as printed; null if the print does not say.",
                nullable = true,
                minLength = 1)
        Optional<String> byline,

        @Schema(description = "Plain text, paragraphs separated by one empty line; may be empty.")
        String introduction,

        @Schema(
                description =
                        "What is printed below the last story: plain text, paragraphs separated by one empty line. Null if"
                                + " nothing is.",
                nullable = true,
                minLength = 1)
        Optional<String> closing,

        @Schema(description = "How many stories it has.", minimum = "1", maximum = "100")
        long count,

        @Schema(description = "A summary of each story, in the order of print; absent in lists.") @Nullable
        List<StoryBody> stories,

        @Schema(description = "When it was first published.")
        Instant publishedAt,

        @Schema(description = "When a publication last changed it, or when it was first published.")
        Instant updatedAt,

        @Schema(description = "Where it is, and where its stories are.")
        EditionLinks links)
        implements CacheTagged, InLanguage {

    @Schema(
            description = "Where an edition and its stories are.",
            requiredProperties = {"self", "stories"})
    public record EditionLinks(
            @Schema(description = "This edition.", format = "uri-reference")
            String self,

            @Schema(description = "Its stories, as a list to filter and order.", format = "uri-reference")
            String stories) {}

    /** An edition in a list. */
    static EditionBody of(Edition edition) {
        return of(edition, null);
    }

    /** One edition, with its stories. */
    static EditionBody of(Edition edition, @Nullable List<Story> stories) {
        return new EditionBody(
                edition.id(),
                edition.series(),
                edition.year(),
                edition.language(),
                edition.order().id(),
                edition.title(),
                edition.byline(),
                edition.introduction(),
                edition.closing(),
                edition.stories(),
                stories == null
                        ? null
                        : stories.stream()
                                .map(story -> StoryBody.of(story, StoryFields.SUMMARY))
                                .toList(),
                edition.publishedAt(),
                edition.updatedAt(),
                new EditionLinks(
                        pathOf(edition.id()),
                        Link.to("/v1/stories").with("edition", edition.id()).toString()));
    }

    @Override
    public Stream<String> tags() {
        Stream<StoryBody> told = stories == null ? Stream.empty() : stories.stream();
        return Stream.concat(
                Stream.of(CacheTag.EDITION.of(id), CacheTag.SERIES.of(series)),
                told.flatMap(story -> story.topicIds().stream()).map(CacheTag.TOPIC::of));
    }

    static String pathOf(String id) {
        return Link.to("/v1/editions/" + id).toString();
    }
}
