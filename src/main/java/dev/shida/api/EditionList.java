package dev.shida.api;

import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.PageLinks;
import dev.shida.http.Paging;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        requiredProperties = {"items", "total", "next", "links"},
        description = "A page of editions.")
public record EditionList(
        @Schema(description = "The editions of this page.") List<EditionBody> items,

        @Schema(description = "How many editions match.", minimum = "0")
        long total,

        @Schema(
                description = "The `cursor` of the next page; null on the last page.",
                nullable = true,
                maxLength = Paging.MAX_CURSOR,
                pattern = Paging.CURSOR_PATTERN)
        @Nullable
        String next,

        @Schema(description = "Where the other pages are.") PageLinks links)
        implements LinkedPages, CacheTagged {
    @Override
    public Stream<String> tags() {
        return CacheTag.EDITION.ofList(items.stream().map(EditionBody::id));
    }
}
