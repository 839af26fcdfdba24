package dev.shida.api;

import dev.shida.search.Highlight;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Highlight",
        description = "A piece of a story that shows why it was found.",
        requiredProperties = {"field", "text", "ranges"})
public record HighlightBody(
        @Schema(description = "The field that it is from.") String field,

        @Schema(description = "An exact substring of the field.", minLength = 1, maxLength = Highlight.MAX_LENGTH)
        String text,

        @Schema(ref = "Ranges") List<List<Integer>> ranges) {
    static List<HighlightBody> of(List<Highlight> highlights) {
        return highlights.stream()
                .map(highlight -> new HighlightBody(
                        highlight.field(),
                        highlight.text(),
                        highlight.ranges().stream()
                                .map(range -> List.of(range.from(), range.to()))
                                .toList()))
                .toList();
    }
}
