package dev.shida.api;

import dev.shida.http.Link;
import dev.shida.search.Suggestion;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Suggestion",
        description = "Something that may be about to be typed.",
        requiredProperties = {"kind", "id", "text", "links"})
public record SuggestionBody(
        @Schema(
                description = "A topic, a series, an edition or a story.",
                enumeration = {"topic", "series", "edition", "story"})
        String kind,

        @Schema(description = "Its id.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_STORY)
        String id,

        @Schema(description = "Its Chinese label, or its title.", minLength = 1)
        String text,

        @Schema(description = "Where it is.") SuggestionLinks links) {

    @Schema(description = "Where the topic or the story is.", requiredProperties = "self")
    public record SuggestionLinks(
            @Schema(description = "The topic or the story.", format = "uri-reference")
            String self) {}

    static SuggestionBody of(Suggestion suggestion) {
        String path =
                switch (suggestion.kind()) {
                    case TOPIC -> Link.to("/v1/topics/" + suggestion.id()).toString();
                    case SERIES ->
                        Link.to("/v1/editions").with("series", suggestion.id()).toString();
                    case EDITION -> EditionBody.pathOf(suggestion.id());
                    case STORY -> StoryBody.pathOf(suggestion.id());
                };
        return new SuggestionBody(
                suggestion.kind().name().toLowerCase(Locale.ROOT),
                suggestion.id(),
                suggestion.text(),
                new SuggestionLinks(path));
    }
}
