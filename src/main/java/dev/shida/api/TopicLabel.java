package dev.shida.api;

import dev.shida.content.EditionContent;
import dev.shida.content.Topic;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A topic, named. */
@Schema(
        requiredProperties = {"id", "label"},
        description = "A topic, named.")
public record TopicLabel(
        @Schema(description = "Its id.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String id,

        @Schema(ref = "Label") Map<String, String> label) {
    static List<TopicLabel> of(List<Topic> topics) {
        return topics.stream()
                .map(topic -> new TopicLabel(topic.id(), topic.label().texts()))
                .toList();
    }
}
