package dev.shida.api;

import dev.shida.content.EditionContent;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.search.TopicCount;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Topic",
        requiredProperties = {"id", "label", "count"},
        description = "A topic, counted.")
public record TopicBody(
        @Schema(description = "Its id.", pattern = IdForm.PATTERN, maxLength = EditionContent.MAX_ID)
        String id,

        @Schema(ref = "Label") Map<String, String> label,

        @Schema(description = "How many of the stories in question carry it.", minimum = "1")
        long count)
        implements CacheTagged {
    static TopicBody of(TopicCount topic) {
        return new TopicBody(topic.topic().id(), topic.topic().label().texts(), topic.stories());
    }

    static List<TopicBody> of(List<TopicCount> topics) {
        return topics.stream().map(TopicBody::of).toList();
    }

    /** Any publication may change the count. */
    @Override
    public Stream<String> tags() {
        return Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id));
    }
}
