package dev.shida.api;

import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.PageLinks;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        requiredProperties = {"items", "total", "links"},
        description = "Every series.")
public record SeriesList(
        @Schema(description = "The series, by id.") List<SeriesBody> items,

        @Schema(description = "How many there are.", minimum = "0")
        long total,

        @Schema(description = "Where the other pages are.") PageLinks links)
        implements LinkedPages, CacheTagged {
    @Override
    public Stream<String> tags() {
        return CacheTag.SERIES.ofList(items.stream().map(SeriesBody::id));
    }
}
