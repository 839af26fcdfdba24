package dev.shida.pages;

import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;

import dev.shida.content.Edition;
import dev.shida.content.Scope;
import dev.shida.content.Story;
import dev.shida.content.Window;
import dev.shida.search.Deadline;
import dev.shida.search.IndexUnavailable;
import dev.shida.search.MatchKind;
import dev.shida.search.StoryIndex;
import dev.shida.search.StoryIndex.Result;
import dev.shida.search.StoryQuery;
import dev.shida.search.StoryQuery.Match;
import dev.shida.search.StorySort;
import dev.shida.search.StorySort.Key;
import dev.shida.search.StorySort.Order;
import dev.shida.search.TopicCount;
import dev.shida.text.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where pages take lists of stories from. */
@ApplicationScoped
class StoryLists {
    /** How many stories a page has, but for that of an edition, which has all. */
    static final int PAGE = 20;

    private static final int LIKE = 4;

    private static final StorySort IN_PRINT = new StorySort(List.of(new Order(Key.POSITION, false)));

    private final StoryIndex index;

    StoryLists(StoryIndex index) {
        this.index = index;
    }

    /**
     * Some stories.
     *
     * @param total how many there are
     * @param topics how many of them carry each topic
     * @param relaxed whether no story has all the words that were searched for, and these are the closest
     * @param didYouMean what was probably looked for, if no story has all the words
     */
    record StoryListing(
            List<StoryItem> entries,
            long total,
            List<TopicCount> topics,
            boolean relaxed,
            Optional<String> didYouMean) {
        /** The same, in which each story says which series it is of. */
        StoryListing inSeries(Function<String, Named> nameOf) {
            Map<String, Named> names = new HashMap<>();
            return new StoryListing(
                    entries.stream()
                            .map(entry ->
                                    entry.in(names.computeIfAbsent(entry.story().series(), nameOf)))
                            .toList(),
                    total,
                    topics,
                    relaxed,
                    didYouMean);
        }
    }

    /** The topics of an edition. */
    List<TopicCount> topics(Edition edition) {
        return index.topics(scope(edition));
    }

    /** All topics, the most frequent first. */
    List<TopicCount> topics() {
        return index.topics(Scope.EVERYTHING);
    }

    /** The most frequent topics. */
    List<TopicCount> frequent() {
        return topics().stream().limit(TopicWall.FREQUENT).toList();
    }

    /** The most frequent topic of a series; empty if its stories carry none. */
    Optional<TopicCount> frequentIn(String series) {
        return index.topics(new Scope(List.of(series), List.of(), List.of())).stream()
                .findFirst();
    }

    /** The newest stories of a series that carry a topic. */
    List<Story> carrying(String topic, String series) {
        Scope scope = new Scope(List.of(series), List.of(), List.of());
        return list(scope, List.of(topic), StorySort.DEFAULT, window(1, 100)).entries().stream()
                .map(StoryItem::story)
                .toList();
    }

    /** Stories of other years that are like one; empty if they cannot be looked for at present, and the page is whole without. */
    Optional<List<Story>> like(Story story) {
        try {
            return Optional.of(index.like(story, LIKE));
        } catch (IndexUnavailable e) {
            return Optional.empty();
        }
    }

    /** One topic, with how many stories carry it. */
    TopicCount topic(String id) {
        return index.topic(id).orElseThrow(() -> NO_SUCH_TOPIC.about(id));
    }

    /** The topic that a list is narrowed to; empty for the empty id. */
    Optional<TopicCount> chosen(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(topic(id));
    }

    private static Scope scope(Edition edition) {
        return new Scope(List.of(), List.of(), List.of(edition.id()));
    }

    /** The stories of an edition that carry a topic, in the order of print. */
    StoryListing of(Edition edition, String topic) {
        return list(scope(edition), List.of(topic), IN_PRINT, window(1, 100));
    }

    /** The stories that carry a topic, the newest first. */
    StoryListing of(String topic, int page) {
        return list(Scope.EVERYTHING, List.of(topic), StorySort.DEFAULT, window(page, PAGE));
    }

    /** The stories that are found, and carry any of some topics, the best first; without words all, the newest first. */
    StoryListing find(Words words, List<String> topics, int page, boolean exact, Deadline deadline) {
        StorySort sort = words.isEmpty() ? StorySort.DEFAULT : StorySort.BY_RELEVANCE;
        return listing(index.find(words, query(Scope.EVERYTHING, topics, sort, window(page, PAGE), exact), deadline));
    }

    private static Window window(int page, int limit) {
        return new Window(limit, new Window.Page(page));
    }

    private StoryListing list(Scope scope, List<String> topics, StorySort sort, Window window) {
        return listing(index.find(Words.NONE, query(scope, topics, sort, window, true)));
    }

    private static StoryQuery query(Scope scope, List<String> topics, StorySort sort, Window window, boolean exact) {
        return new StoryQuery(scope, topics, Match.ANY, List.of(), sort, window, false, exact);
    }

    private static StoryListing listing(Result found) {
        return new StoryListing(
                found.slice().items().stream().map(StoryItem::of).toList(),
                found.total(),
                found.topics(),
                found.match().equals(Optional.of(MatchKind.RELAXED)),
                found.didYouMean());
    }
}
