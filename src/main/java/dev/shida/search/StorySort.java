package dev.shida.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The order of a list of stories; ties end in the story's id, ascending.
 *
 * @param orders the keys, the most significant first; no key twice
 */
public record StorySort(List<Order> orders) {
    /** What stories can be ordered by; titles by code point. */
    public enum Key {
        YEAR,
        /** The place in print. */
        POSITION,
        /** The place in the ranking; stories that have none come last. */
        RANK,
        SERIES,
        TITLE,
        /** How well a story matches what is looked for, the best first; only where something is. */
        RELEVANCE;

        /** The name by which the API calls it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One key, ascending or descending. */
    public record Order(Key key, boolean descending) {}

    /** The newest year first, and within a year in the order of print. */
    public static final StorySort DEFAULT =
            new StorySort(List.of(new Order(Key.YEAR, true), new Order(Key.POSITION, false)));

    /** The best match first; equally good ones in the default order. */
    public static final StorySort BY_RELEVANCE =
            new StorySort(Stream.concat(Stream.of(new Order(Key.RELEVANCE, false)), DEFAULT.orders.stream())
                    .toList());

    /** The keys, the most significant first. */
    public List<Key> keys() {
        return orders.stream().map(Order::key).toList();
    }

    /** Whether it asks how well a story matches. */
    public boolean byRelevance() {
        return orders.stream().anyMatch(order -> order.key == Key.RELEVANCE);
    }
}
