package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.shida.content.Part;
import dev.shida.content.Stories.PartOfStory;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.InLanguage;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "Part",
        requiredProperties = {"story", "part", "heading", "text"},
        description = "One part of a story.")
public record PartBody(
        @Schema(description = "The story's id.", pattern = IdForm.PATTERN, maxLength = IdForm.MAX_STORY)
        String story,

        @Schema(ref = "PartName", description = "Which part.")
        String part,

        @Schema(description = "Its heading, as printed; null where it has none.", nullable = true) @Nullable
        String heading,

        @Schema(description = "Plain text, paragraphs separated by one empty line.", minLength = 1)
        String text,

        @Schema(hidden = true) @JsonIgnore PartOfStory source)
        implements CacheTagged, InLanguage {
    static PartBody of(PartOfStory story, Part part) {
        return new PartBody(story.story(), part.id(), part.heading().orElse(null), part.text(), story);
    }

    @Override
    public String language() {
        return source.language();
    }

    @Override
    public Stream<String> tags() {
        return CacheTag.ofStory(story, source.edition(), source.series(), source.topics());
    }
}
