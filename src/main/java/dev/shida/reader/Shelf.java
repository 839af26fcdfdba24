package dev.shida.reader;

import dev.shida.edition.Edition;
import dev.shida.edition.Scope;
import dev.shida.edition.Slice;
import dev.shida.edition.Sort;
import dev.shida.edition.Sort.Key;
import dev.shida.edition.Sort.Order;
import dev.shida.edition.Stories;
import dev.shida.edition.StoryQuery;
import dev.shida.edition.StoryQuery.Match;
import dev.shida.edition.TopicCount;
import dev.shida.edition.Window;
import dev.shida.search.StoryIndex;
import dev.shida.search.StoryIndex.Found;
import dev.shida.search.StoryIndex.Hit;
import dev.shida.search.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where pages take lists of stories from. */
@ApplicationScoped
class Shelf {
    /** How many stories a page has, but for that of an edition, which has all. */
    static final int PAGE = 20;

    private static final Sort BY_RANK = new Sort(List.of(new Order(Key.RANK, false)));

    private final Stories stories;
    private final StoryIndex index;

    Shelf(Stories stories, StoryIndex index) {
        this.stories = stories;
        this.index = index;
    }

    /**
     * Some stories.
     *
     * @param total how many there are
     * @param topics how many of them carry each topic
     * @param didYouMean what was probably looked for, if there are none
     */
    record Listing(Slice<Entry> slice, long total, List<TopicCount> topics, Optional<String> didYouMean) {
        public List<Entry> entries() {
            return slice.items();
        }
    }

    /** The stories of an edition that carry a topic, by rank. */
    Listing of(Edition edition, String topic) {
        Scope scope = new Scope(List.of(), List.of(), List.of(edition.id()));
        return list(Optional.empty(), scope, List.of(topic), BY_RANK, window(1, 100));
    }

    /** The stories that carry a topic, the newest first. */
    Listing of(String topic, int page) {
        return list(Optional.empty(), Scope.EVERYTHING, List.of(topic), Sort.DEFAULT, window(page, PAGE));
    }

    /** The stories that are found, and carry any of some topics, the best first. */
    Listing find(Words words, List<String> topics, int page) {
        return list(Optional.of(words), Scope.EVERYTHING, topics, Sort.BY_RELEVANCE, window(page, PAGE));
    }

    private static Window window(int page, int limit) {
        return new Window(limit, new Window.Page(page));
    }

    private Listing list(Optional<Words> words, Scope scope, List<String> topics, Sort sort, Window window) {
        StoryQuery query = new StoryQuery(scope, topics, Match.ANY, List.of(), sort, window, false);
        if (words.isPresent()) {
            Found found = index.find(words.get(), query);
            Stream<Entry> entries = found.slice().items().stream().map((Hit hit) -> Entry.of(hit));
            return listing(entries, found.slice(), found.total(), found.topics(), found.didYouMean());
        }
        Stories.Listing listed = stories.list(query);
        Stream<Entry> entries = listed.slice().items().stream().map(Entry::of);
        return listing(entries, listed.slice(), listed.total(), listed.topics(), Optional.empty());
    }

    private static Listing listing(
            Stream<Entry> entries, Slice<?> slice, long total, List<TopicCount> topics, Optional<String> didYouMean) {
        return new Listing(new Slice<>(entries.toList(), slice.before(), slice.after()), total, topics, didYouMean);
    }
}
