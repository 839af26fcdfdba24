package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.shida.content.Part;
import dev.shida.content.Stories.Telling;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import java.util.stream.Stream;
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
        String text,

        @Schema(hidden = true) @JsonIgnore Telling source)
        implements CacheTagged {
    static PartBody of(Part part, Telling telling) {
        return new PartBody(telling.story(), part.id(), part.heading(), telling.text(), telling);
    }

    @Override
    public Stream<String> tags() {
        return CacheTag.ofStory(story, source.edition(), source.series(), source.topics());
    }
}
