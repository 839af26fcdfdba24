package dev.shida.api;

import dev.shida.http.CacheTag;
import dev.shida.http.CacheTagged;
import dev.shida.http.Link;
import dev.shida.http.PageLinks;
import dev.shida.search.Suggestion;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        requiredProperties = {"items", "links"},
        description = "What completes what is being typed.")
public record SuggestionList(
        @Schema(description = "The suggestions, the likeliest first.", maxItems = Suggestion.MAX_COUNT)
        List<SuggestionBody> items,

        @Schema(description = "Where this is.") PageLinks links)
        implements CacheTagged {
    static SuggestionList of(List<Suggestion> suggestions, Link self) {
        return new SuggestionList(suggestions.stream().map(SuggestionBody::of).toList(), PageLinks.of(self));
    }

    /** Any publication may change what is suggested. */
    @Override
    public Stream<String> tags() {
        return Stream.of(CacheTag.STORY.all(), CacheTag.TOPIC.all());
    }
}
