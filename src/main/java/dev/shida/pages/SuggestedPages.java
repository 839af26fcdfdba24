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
class SuggestedPages {
    /**
     * Some pages.
     *
     * @param near what was perhaps meant, the likeliest first
     * @param newest the newest round-ups
     */
    record Suggested(List<NamedLink> near, List<NamedLink> newest) {}

    static final Suggested NONE = new Suggested(List.of(), List.of());

    private static final int MAX_NEAR = 4;
    private static final int MAX_NEWEST = 3;

    /** The most of a path that is searched for, in characters. */
    private static final int MAX_WORDS = 60;

    private static final Logger LOG = Logger.getLogger(SuggestedPages.class);

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final Topics topics;
    private final StoryIndex index;
    private final SnapshotRead reads;

    SuggestedPages(
            Editions editions,
            SeriesRepository series,
            Stories stories,
            Topics topics,
            StoryIndex index,
            SnapshotRead reads) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.topics = topics;
        this.index = index;
        this.reads = reads;
    }

    /** Links from a path at which nothing is; none where the store cannot be read. */
    Suggested from(String path, Language language) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return NONE;
        }
        try {
            return reads.inTransaction(() -> new Suggested(near(path, language), newest(language)));
        } catch (RuntimeException e) {
            // The problem is shown without them.
            LOG.debug("no pages are suggested for " + path, e);
            return NONE;
        }
    }

    private List<NamedLink> newest(Language language) {
        return editions
                .newestFirst(Scope.EVERYTHING, new Window(MAX_NEWEST, new Window.Page(1)))
                .slice()
                .items()
                .stream()
                .map(edition -> linkTo(edition, language))
                .toList();
    }

    private List<NamedLink> near(String path, Language language) {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        if (segments.isEmpty()) {
            return List.of();
        }
        String last = segments.get(segments.size() - 1);
        List<NamedLink> links = new ArrayList<>();
        if (segments.size() == 2 && segments.get(0).equals("topics")) {
            topicNear(last, language).ifPresent(links::add);
        } else if (segments.size() == 2 && segments.get(0).equals("series")) {
            seriesNear(last, language).ifPresent(links::add);
        } else {
            links.addAll(inPrint(segments, language));
        }
        String words = last.replaceAll("[-_.]+", " ").strip();
        index.suggest(words.substring(0, Math.min(MAX_WORDS, words.length())), index.deadline(() -> false)).stream()
                .flatMap(suggestion -> linkTo(suggestion, language).stream())
                .forEach(links::add);
        return links.stream().distinct().limit(MAX_NEAR).toList();
    }

    private Optional<NamedLink> topicNear(String id, Language language) {
        return topics.idOf(id)
                .or(() -> Nearest.to(id, topics.idsNear(id)))
                .flatMap(topics::byId)
                .map(topic -> linkTo(topic, language));
    }

    private Optional<NamedLink> seriesNear(String id, Language language) {
        return Nearest.to(id, series.idsNear(id)).flatMap(near -> linkTo(near, language));
    }

    private Optional<NamedLink> linkTo(String series, Language language) {
        return this.series
                .labelOf(series)
                .map(label -> new NamedLink(Named.of(label, language), Link.toSeries(series)));
    }

    /** The edition that the first segment names, or nearly does, and its story that the second does. */
    private Stream<NamedLink> byPrint(Edition edition, List<String> segments, Language language) {
        List<Story> all = segments.size() == 1 ? List.of() : stories.of(edition, false);
        Optional<NamedLink> story = segments.stream()
                .skip(1)
                .flatMap(slug -> Nearest.to(slug, all.stream().map(Story::slug).toList()).stream())
                .flatMap(slug -> all.stream().filter(each -> each.slug().equals(slug)))
                .map(each -> new NamedLink(Named.of(each.title(), each.language(), language), Link.toPage(each)))
                .findFirst();
        return Stream.concat(story.stream(), Stream.of(linkTo(edition, language)));
    }

    private List<NamedLink> inPrint(List<String> segments, Language language) {
        String id = segments.get(0);
        return editions.byId(id)
                .or(() -> Nearest.to(id, editions.idsNear(id)).flatMap(editions::byId))
                .map(edition -> byPrint(edition, segments, language).toList())
                .orElse(List.of());
    }

    private Optional<NamedLink> linkTo(Suggestion suggestion, Language language) {
        return switch (suggestion.kind()) {
            case TOPIC -> topics.byId(suggestion.id()).map(topic -> linkTo(topic, language));
            case SERIES -> linkTo(suggestion.id(), language);
            case EDITION -> editions.byId(suggestion.id()).map(edition -> linkTo(edition, language));
            case STORY ->
                stories.byId(suggestion.id(), false)
                        .map(story ->
                                new NamedLink(Named.of(story.title(), story.language(), language), Link.toPage(story)));
        };
    }

    private static NamedLink linkTo(Edition edition, Language language) {
        return new NamedLink(Named.of(edition.title(), edition.language(), language), Link.toPage(edition));
    }

    private static NamedLink linkTo(Topic topic, Language language) {
        Label label = topic.label();
        return new NamedLink(Named.of(label, language), Link.toTopic(topic.id()));
    }
}
