package dev.shida.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.shida.content.Edition;
import dev.shida.content.Story;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A story in the vocabulary of schema.org, as JSON-LD. Addresses are absolute. */
@Schema(
        name = "NewsArticle",
        description = "A story in the vocabulary of schema.org, as JSON-LD.",
        requiredProperties = {
            "@context",
            "@type",
            "@id",
            "url",
            "identifier",
            "headline",
            "abstract",
            "articleBody",
            "inLanguage",
            "datePublished",
            "dateModified",
            "author",
            "keywords",
            "position",
            "isPartOf"
        })
@JsonPropertyOrder({"@context", "@type", "@id"})
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

        @JsonProperty("abstract") @Schema(description = "The excerpt.")
        String excerpt,

        @Schema(description = "Replay and commentary, paragraphs parted by one empty line.", minLength = 1)
        String articleBody,

        @Schema(description = "The language of its texts, a BCP 47 tag.", minLength = 2)
        String inLanguage,

        @Schema(description = "When it was first published.")
        Instant datePublished,

        @Schema(description = "When a publication last changed it, or when it was first published.")
        Instant dateModified,

        @Schema(description = "Who made the edition.") Author author,

        @Schema(description = "The names of its topics, in its language.")
        List<String> keywords,

        @Schema(description = "Its rank.", minimum = "1", maximum = "100")
        int position,

        @Schema(description = "Its edition.") Part isPartOf) {

    @Schema(
            name = "NewsArticleAuthor",
            description = "Who made the edition.",
            requiredProperties = {"@type", "name"})
    public record Author(
            @JsonProperty("@type") @Schema(description = "What it is.", enumeration = "Person")
            String type,

            @Schema(description = "The byline, as the newspaper printed it.", minLength = 1)
            String name) {}

    @Schema(
            name = "NewsArticleEdition",
            description = "The edition that the story is of.",
            requiredProperties = {"@type", "@id", "name", "url"})
    public record Part(
            @JsonProperty("@type") @Schema(description = "What it is.", enumeration = "PublicationIssue")
            String type,

            @JsonProperty("@id") @Schema(description = "The edition in the API.", format = "uri")
            String address,

            @Schema(description = "Its title.", minLength = 1)
            String name,

            @Schema(description = "Its page, for people.", format = "uri")
            String url) {}

    /** A story with its texts. */
    public static NewsArticle of(Story story, Edition edition, Origin origin) {
        return new NewsArticle(
                "https://schema.org",
                "NewsArticle",
                origin.address(Link.to("/v1/stories/" + story.id())),
                origin.address(Link.toPage(story)),
                story.id(),
                story.title(),
                story.excerpt().orElse(""),
                story.parts().orElseThrow().stream()
                        .map(dev.shida.content.Part::text)
                        .collect(Collectors.joining("\n\n")),
                story.language(),
                story.publishedAt(),
                story.updatedAt(),
                new Author("Person", edition.byline().orElse("")),
                story.topics().stream()
                        .map(topic -> topic.label().in(story.language()))
                        .toList(),
                story.position(),
                new Part(
                        "PublicationIssue",
                        origin.address(Link.to("/v1/editions/" + edition.id())),
                        edition.title(),
                        origin.address(Link.toPage(edition))));
    }
}
