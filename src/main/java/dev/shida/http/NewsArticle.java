package dev.shida.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.shida.content.Edition;
import dev.shida.content.Part;
import dev.shida.content.Story;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A story in the vocabulary of schema.org, as JSON-LD. Addresses are absolute. */
@Schema(
        name = "NewsArticle",
        description = "A story in the vocabulary of schema.org, as JSON-LD. What the print does not have is left out.",
        requiredProperties = {
            "@context",
            "@type",
            "@id",
            "url",
            "identifier",
            "headline",
            "image",
            "inLanguage",
            "datePublished",
            "dateModified",
            "keywords",
            "position",
            "isPartOf"
        })
@JsonPropertyOrder({"@context", "@type", "@id"})
@JsonInclude(Include.NON_NULL)
public record NewsArticle(
        @JsonProperty("@context") @Schema(description = "The vocabulary.", enumeration = "https://schema.org")
        String context,

        @JsonProperty("@type") @Schema(description = "What it is.", enumeration = "NewsArticle")
        String type,

        @JsonProperty("@id") @Schema(description = "The story in the API.", format = "uri")
        String address,

        @Schema(description = "Its page, for people.", format = "uri")
        String url,

        @Schema(description = "The story's id.", minLength = 1)
        String identifier,

        @Schema(description = "The title.", minLength = 1) String headline,

        @JsonProperty("abstract") @Schema(description = "The excerpt.") @Nullable
        String excerpt,

        @Schema(description = "The texts of its parts, paragraphs separated by one empty line.", minLength = 1)
        @Nullable
        String articleBody,

        @Schema(description = "An image to share it with.", format = "uri")
        String image,

        @Schema(description = "The language of its texts, a BCP 47 tag.", minLength = 2)
        String inLanguage,

        @Schema(description = "The day of what it tells.", format = "date") @Nullable
        String temporalCoverage,

        @Schema(description = "When it was first published.", format = "date-time")
        String datePublished,

        @Schema(
                description = "When a publication last changed it, or when it was first published.",
                format = "date-time")
        String dateModified,

        @Schema(description = "Who wrote the story, or else the edition.") @Nullable
        Author author,

        @Schema(description = "The names of its topics, in its language.")
        List<String> keywords,

        @Schema(description = "Its place in print.", minimum = "1", maximum = "100")
        int position,

        @Schema(description = "Its edition.") Issue isPartOf) {

    @Schema(
            name = "NewsArticleAuthor",
            description = "Who wrote it.",
            requiredProperties = {"@type", "name"})
    public record Author(
            @JsonProperty("@type") @Schema(description = "What it is.", enumeration = "Person")
            String type,

            @Schema(description = "The byline, as printed.", minLength = 1)
            String name) {}

    @Schema(
            name = "NewsArticleEdition",
            description = "The edition that the story is of.",
            requiredProperties = {"@type", "@id", "name", "url"})
    public record Issue(
            @JsonProperty("@type") @Schema(description = "What it is.", enumeration = "PublicationIssue")
            String type,

            @JsonProperty("@id") @Schema(description = "The edition in the API.", format = "uri")
            String address,

            @Schema(description = "Its title.", minLength = 1)
            String name,

            @Schema(description = "Its page, for people.", format = "uri")
            String url) {}

    /** A story with its parts. */
    public static NewsArticle of(Story story, Edition edition, Origin origin) {
        return new NewsArticle(
                "https://schema.org",
                "NewsArticle",
                origin.address(Link.to("/v1/stories/" + story.id())),
                origin.address(Link.toPage(story)),
                story.id(),
                story.title(),
                story.excerpt().orElse(null),
                story.parts().orElseThrow().isEmpty()
                        ? null
                        : story.parts().orElseThrow().stream().map(Part::text).collect(Collectors.joining("\n\n")),
                origin.address(Link.toImage(story)),
                story.language(),
                story.date().map(LocalDate::toString).orElse(null),
                story.publishedAt().toString(),
                story.updatedAt().toString(),
                story.byline()
                        .or(edition::byline)
                        .map(byline -> new Author("Person", byline))
                        .orElse(null),
                story.topics().stream()
                        .map(topic -> topic.label().in(story.language()))
                        .toList(),
                story.position(),
                new Issue(
                        "PublicationIssue",
                        origin.address(Link.to("/v1/editions/" + edition.id())),
                        edition.title(),
                        origin.address(Link.toPage(edition))));
    }
}
