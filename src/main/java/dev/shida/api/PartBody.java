package dev.shida.api;

import dev.shida.edition.Part;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Part",
        requiredProperties = {"story", "part", "heading", "text"},
        description = "One telling of a story.")
public record PartBody(
        @Schema(description = "The story's id.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_STORY)
        String story,

        @Schema(ref = "PartName", description = "Which telling.")
        String part,

        @Schema(description = "Its heading, as the newspaper printed it.")
        String heading,

        @Schema(description = "Plain text, paragraphs parted by one empty line.", minLength = 1)
        String text) {
    static PartBody of(String story, Part part, String text) {
        return new PartBody(story, part.id(), part.heading(), text);
    }
}
