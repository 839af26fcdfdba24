package dev.shida.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.PageLinks;
import dev.shida.http.Paging;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        requiredProperties = {"items", "total", "topics", "next", "links"},
        description = "A page of stories.")
public record StoryList(
        @Schema(description = "The stories of this page.") List<StoryBody> items,

        @Schema(description = "How many stories match.", minimum = "0")
        long total,

        @Schema(description = "The topics of all matches, the most frequent first.")
        List<TopicBody> topics,

        @Schema(
                description =
                        "With `q`, how the stories match it: `exact` if each has every word; `relaxed` if no story has, and"
                                + " these have most of them, or words near to them.",
                enumeration = {"exact", "relaxed"})
        @Nullable
        String match,

        @Schema(description = "What was probably looked for, where nothing matches exactly.", minLength = 1) @Nullable
        String didYouMean,

        @Schema(
                description = "The `cursor` of the next page; null on the last page.",
                nullable = true,
                maxLength = Paging.MAX_CURSOR,
                pattern = Paging.CURSOR_PATTERN)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable
        String next,

        @Schema(description = "Where the other pages are.") PageLinks links)
        implements LinkedPages, CacheTagged {
    @Override
    public Stream<String> tags() {
        Stream<String> editions =
                items.stream().map(story -> CacheTag.EDITION.of(story.source().edition()));
        Stream<String> topics =
                items.stream().flatMap(story -> story.topicIds().stream()).map(CacheTag.TOPIC::of);
        return Stream.concat(Stream.of(CacheTag.STORY.all()), Stream.concat(editions, topics));
    }
}
