package dev.shida.feed;

import dev.shida.content.Edition;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.http.CacheTag;
import dev.shida.http.Link;
import dev.shida.http.Origin;
import dev.shida.http.PageLinks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stories as a feed tells them, in whatever format.
 *
 * @param id of the feed as a whole, whichever page of it this is
 * @param language of all its stories; empty if they are in several, or there are none
 * @param updated when the newest of its stories changed last
 * @param page what people read instead
 * @param links to its other pages
 */
record Feed(
        String id,
        String title,
        Optional<String> language,
        Instant updated,
        Link page,
        PageLinks links,
        Origin origin,
        List<Entry> entries) {
    /**
     * The authority of the ids (RFC 4151). It is this software's, not the operator's: ids stay when the service
     * moves to another host.
     */
    private static final String AUTHORITY = "tag:shida.dev,2026:";

    /**
     * A story in a feed.
     *
     * @param edition that it belongs to
     * @param story with its parts
     */
    record Entry(Edition edition, Story story) {
        String id() {
            return idOf(Link.to("/stories/" + story.id()));
        }

        Link page() {
            return Link.toPage(story);
        }

        /** Who the story is by, or else the edition. */
        Optional<String> byline() {
            return story.byline().or(edition::byline);
        }

        EntryContent prose() {
            return EntryContent.of(story);
        }

        String labelOf(Topic topic) {
            return topic.label().in(story.language());
        }
    }

    /** The id of what is at an address, which is the same on every host. */
    static String idOf(Link link) {
        return AUTHORITY + link.withoutPrefix().substring(1);
    }

    /** The address of something, absolute, as many who read feeds resolve no other. */
    String absolute(Link link) {
        return origin.address(link);
    }

    /** The same for a link that is written already. */
    String absolute(String reference) {
        return origin.text() + reference;
    }

    /** Of all that its stories show. */
    Stream<String> tags() {
        Stream<String> editions = entries.stream()
                .map(entry -> CacheTag.EDITION.of(entry.edition().id()));
        Stream<String> topics = entries.stream()
                .flatMap(entry -> entry.story().topics().stream())
                .map(topic -> CacheTag.TOPIC.of(topic.id()));
        return Stream.concat(Stream.of(CacheTag.STORY.all()), Stream.concat(editions, topics));
    }
}
