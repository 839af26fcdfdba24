package dev.shida.http;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of tags by which a CDN can purge: ASCII without spaces and commas, which separate them in headers. */
public enum CacheTag {
    STORY("stories"),
    EDITION("editions"),
    SERIES("series"),
    TOPIC("topics");

    private final String all;

    CacheTag(String all) {
        this.all = all;
    }

    /** Marks what tells of one, and so may change when that is published again. */
    public String of(String id) {
        return name().toLowerCase(Locale.ROOT) + ":" + id;
    }

    /** Marks what lists or counts them, and so may change whenever anything is published. */
    public String all() {
        return all;
    }

    /** Of what lists some of them. */
    public Stream<String> ofList(Stream<String> ids) {
        return Stream.concat(Stream.of(all), ids.map(this::of));
    }

    /** Of what tells a story, or a part of it. */
    public static Stream<String> ofStory(String id, String edition, String series, Collection<String> topics) {
        return Stream.concat(
                Stream.of(EDITION.of(edition), STORY.of(id), SERIES.of(series)),
                topics.stream().map(TOPIC::of));
    }
}
