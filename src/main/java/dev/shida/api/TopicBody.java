package dev.shida.api;

import dev.shida.edition.EditionContent;
import dev.shida.edition.Label;
import dev.shida.edition.TopicCount;
import dev.shida.web.Tag;
import dev.shida.web.Tagged;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Topic",
        requiredProperties = {"id", "label", "count"},
        description = "A topic, counted.")
public record TopicBody(
        @Schema(description = "Its id.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String id,

        @Schema(description = "Its name, for people.") Label label,

        @Schema(description = "How many of the stories in question carry it.", minimum = "1")
        long count)
        implements Tagged {
    static TopicBody of(TopicCount topic) {
        return new TopicBody(topic.topic().id(), topic.topic().label(), topic.stories());
    }

    static List<TopicBody> of(List<TopicCount> topics) {
        return topics.stream().map(TopicBody::of).toList();
    }

    /** Any publication may change the count. */
    @Override
    public Stream<String> tags() {
        return Stream.of(Tag.TOPIC.all(), Tag.TOPIC.of(id));
    }
}
