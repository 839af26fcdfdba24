package dev.shida.api;

import dev.shida.web.PageLinks;
import dev.shida.web.Tag;
import dev.shida.web.Tagged;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        requiredProperties = {"items", "total", "links"},
        description = "A page of editions.")
public record EditionList(
        @Schema(description = "The editions of this page.") List<EditionBody> items,

        @Schema(description = "How many editions match.", minimum = "0")
        long total,

        @Schema(description = "Where the other pages are.") PageLinks links)
        implements Paged, Tagged {
    @Override
    public Stream<String> tags() {
        return Tag.EDITION.ofList(items.stream().map(EditionBody::id));
    }
}
