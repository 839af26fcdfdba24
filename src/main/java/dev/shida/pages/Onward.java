package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Label;
import dev.shida.content.Scope;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.content.Topics;
import dev.shida.content.Window;
import dev.shida.http.Link;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
import dev.shida.search.Suggestion;
import dev.shida.text.Nearest;
import io.quarkus.runtime.BlockingOperationControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Links from a page that does not exist to others. Quarkus says whether a thread may block in no public class; where a newer
 * version has another, this does not compile.
 */
@ApplicationScoped
class Onward {
    /** A page, and what it is called. */
    record Way(Named name, Link link) {}

    /**
     * Some pages.
     *
     * @param near what was perhaps meant, the likeliest first
     * @param newest the newest round-ups
     */
    record Ways(List<Way> near, List<Way> newest) {}

    static final Ways NOWHERE = new Ways(List.of(), List.of());

    private static final int MAX_NEAR = 4;
    private static final int MAX_NEWEST = 3;

    /** What of a path is looked for by the search, in characters. */
    private static final int MAX_WORDS = 60;

    private static final Logger LOG = Logger.getLogger(Onward.class);

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final Topics topics;
    private final StoryIndex index;

    Onward(Editions editions, SeriesRepository series, Stories stories, Topics topics, StoryIndex index) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.topics = topics;
        this.index = index;
    }

    /** The ways on from a path at which nothing is; none where the store cannot be asked. */
    Ways from(String path, Language language) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return NOWHERE;
        }
        try {
            return SnapshotRead.inTransaction(() -> new Ways(near(path, language), newest(language)));
        } catch (RuntimeException e) {
            // The problem is told all the same.
            LOG.debug("no ways on from " + path, e);
            return NOWHERE;
        }
    }

    private List<Way> newest(Language language) {
        return editions
                .newestFirst(Scope.EVERYTHING, new Window(MAX_NEWEST, new Window.Page(1)))
                .slice()
                .items()
                .stream()
                .map(edition -> way(edition, language))
                .toList();
    }

    private List<Way> near(String path, Language language) {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        if (segments.isEmpty()) {
            return List.of();
        }
        String last = segments.get(segments.size() - 1);
        List<Way> ways = new ArrayList<>();
        if (segments.size() == 2 && segments.get(0).equals("topics")) {
            topicNear(last, language).ifPresent(ways::add);
        } else if (segments.size() == 2 && segments.get(0).equals("series")) {
            seriesNear(last, language).ifPresent(ways::add);
        } else {
            ways.addAll(inPrint(segments, language));
        }
        String words = last.replaceAll("[-_.]+", " ").strip();
        index.suggest(words.substring(0, Math.min(MAX_WORDS, words.length())), index.deadline(() -> false)).stream()
                .flatMap(suggestion -> way(suggestion, language).stream())
                .forEach(ways::add);
        return ways.stream().distinct().limit(MAX_NEAR).toList();
    }

    private Optional<Way> topicNear(String id, Language language) {
        return topics.idOf(id)
                .or(() -> Nearest.to(id, topics.idsNear(id)))
                .flatMap(topics::byId)
                .map(topic -> way(topic, language));
    }

    private Optional<Way> seriesNear(String id, Language language) {
        return Nearest.to(id, series.idsNear(id)).flatMap(near -> way(near, language));
    }

    private Optional<Way> way(String series, Language language) {
        return this.series.labelOf(series).map(label -> new Way(Named.of(label, language), Link.toSeries(series)));
    }

    /** The edition that the first segment names, or nearly does, and its story that the second does. */
    private Stream<Way> byPrint(Edition edition, List<String> segments, Language language) {
        List<Story> all = segments.size() == 1 ? List.of() : stories.of(edition, false);
        Optional<Way> story = segments.stream()
                .skip(1)
                .flatMap(slug -> Nearest.to(slug, all.stream().map(Story::slug).toList()).stream())
                .flatMap(slug -> all.stream().filter(each -> each.slug().equals(slug)))
                .map(each -> new Way(Named.of(each.title(), each.language(), language), Link.toPage(each)))
                .findFirst();
        return Stream.concat(story.stream(), Stream.of(way(edition, language)));
    }

    private List<Way> inPrint(List<String> segments, Language language) {
        String id = segments.get(0);
        return editions.byId(id)
                .or(() -> Nearest.to(id, editions.idsNear(id)).flatMap(editions::byId))
                .map(edition -> byPrint(edition, segments, language).toList())
                .orElse(List.of());
    }

    private Optional<Way> way(Suggestion suggestion, Language language) {
        return switch (suggestion.kind()) {
            case TOPIC -> topics.byId(suggestion.id()).map(topic -> way(topic, language));
            case SERIES -> way(suggestion.id(), language);
            case EDITION -> editions.byId(suggestion.id()).map(edition -> way(edition, language));
            case STORY ->
                stories.byId(suggestion.id(), false)
                        .map(story -> new Way(Named.of(story.title(), story.language(), language), Link.toPage(story)));
        };
    }

    private static Way way(Edition edition, Language language) {
        return new Way(Named.of(edition.title(), edition.language(), language), Link.toPage(edition));
    }

    private static Way way(Topic topic, Language language) {
        Label label = topic.label();
        return new Way(Named.of(label, language), Link.toTopic(topic.id()));
    }
}
