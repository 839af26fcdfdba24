package dev.shida.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.shida.content.Story;
import dev.shida.http.Link;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
@Singleton
class JsonFeedWriter {
    static final MediaType TYPE = new MediaType("application", "feed+json");

    private final ObjectMapper json;

    JsonFeedWriter(ObjectMapper json) {
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record JsonFeed(
            String version,
            String title,
            String homePageUrl,
            String feedUrl,
            @Nullable String nextUrl,
            @Nullable String language,
            List<JsonFeedItem> items) {

        static JsonFeed of(Feed feed) {
            String next = feed.links().next();
            return new JsonFeed(
                    "https://jsonfeed.org/version/1.1",
                    feed.title(),
                    feed.absolute(feed.page()),
                    feed.absolute(feed.links().first()),
                    next == null ? null : feed.absolute(next),
                    feed.language().orElse(null),
                    feed.entries().stream()
                            .map(entry -> JsonFeedItem.of(feed, entry))
                            .toList());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record JsonFeedItem(
            String id,
            String url,
            String title,
            String contentHtml,
            String contentText,
            @Nullable String summary,
            String image,
            Instant datePublished,
            Instant dateModified,
            @Nullable List<FeedAuthor> authors,
            List<String> tags,
            String language) {

        static JsonFeedItem of(Feed feed, Feed.Entry entry) {
            Story story = entry.story();
            EntryContent prose = entry.prose();
            return new JsonFeedItem(
                    entry.id(),
                    feed.absolute(entry.page()),
                    story.heading(),
                    prose.html(),
                    prose.text(),
                    story.excerpt().orElse(null),
                    feed.absolute(Link.toImage(story)),
                    story.publishedAt(),
                    story.updatedAt(),
                    entry.byline()
                            .map(byline -> List.of(new FeedAuthor(byline)))
                            .orElse(null),
                    story.topics().stream().map(entry::labelOf).toList(),
                    story.language());
        }
    }

    record FeedAuthor(String name) {}

    String write(Feed feed) {
        try {
            return json.writeValueAsString(JsonFeed.of(feed));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
