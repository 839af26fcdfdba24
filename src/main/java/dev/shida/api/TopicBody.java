package dev.shida.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.shida.content.EditionContent;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.search.TopicCount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonSerialize(using = TopicBody.Writer.class)
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

    /** Writes what Jackson would, from pieces that are coded once: most answers count every topic there is. */
    static final class Writer extends JsonSerializer<TopicBody> {
        /** More than there are topics; those that are gone go with all others. */
        private static final int MOST = 100_000;

        /** All before the count. */
        private record Coded(Map<String, String> label, SerializableString json) {
            static Coded of(TopicBody topic) {
                String label = topic.label.entrySet().stream()
                        .map(text -> quoted(text.getKey()) + ":" + quoted(text.getValue()))
                        .collect(Collectors.joining(","));
                return new Coded(
                        topic.label,
                        new SerializedString(
                                "{\"id\":%s,\"label\":{%s},\"count\":".formatted(quoted(topic.id), label)));
            }

            private static String quoted(String text) {
                return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
            }
        }

        /** By the topic's id. */
        private static final Map<String, Coded> CODED = new ConcurrentHashMap<>();

        @Override
        public void serialize(TopicBody topic, JsonGenerator json, SerializerProvider provider) throws IOException {
            Coded coded = CODED.get(topic.id);
            if (coded == null || !coded.label.equals(topic.label)) {
                if (CODED.size() > MOST) {
                    CODED.clear();
                }
                coded = Coded.of(topic);
                CODED.put(topic.id, coded);
            }
            json.writeRawValue(coded.json);
            json.writeRaw(Long.toString(topic.count));
            json.writeRaw('}');
        }
    }

    /** Any publication may change the count. */
    @Override
    public Stream<String> tags() {
        return Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id));
    }
}
