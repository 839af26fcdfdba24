package dev.shida.api;

import dev.shida.content.EditionContent;
import dev.shida.content.Series;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Series",
        requiredProperties = {"id", "label", "count"},
        description = "A recurring list.")
public record SeriesBody(
        @Schema(description = "Its id.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String id,

        @Schema(ref = "Label") Map<String, String> label,

        @Schema(description = "How many stories its editions have together.", minimum = "1")
        long count) {
    static SeriesBody of(Series series) {
        return new SeriesBody(series.id(), series.label().texts(), series.stories());
    }
}
