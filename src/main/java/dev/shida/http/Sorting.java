package dev.shida.http;

import dev.shida.problem.ParameterError.Code;
import dev.shida.search.StorySort;
import dev.shida.search.StorySort.Key;
import dev.shida.search.StorySort.Order;
import dev.shida.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameter {@code sort}: keys separated by commas, each descending behind a minus sign. */
public final class Sorting {
    private Sorting() {}

    /**
     * Reads it.
     *
     * @param searched whether something is looked for; only then can stories be relevant
     */
    public static StorySort read(Parameters parameters, boolean searched) {
        StorySort usual = searched ? StorySort.BY_RELEVANCE : StorySort.DEFAULT;
        return QueryParameters.SORT
                .read(parameters)
                .map(keys -> read(parameters, keys, searched))
                .orElse(usual);
    }

    private static StorySort read(Parameters parameters, List<String> keys, boolean searched) {
        List<Order> orders = new ArrayList<>();
        for (String word : keys) {
            Order order = read(word);
            if (order.key() == Key.RELEVANCE && !searched) {
                parameters.fault(
                        "sort", word, Code.CONFLICT, "needs q: without it, no story is more relevant than another");
                return StorySort.DEFAULT;
            }
            if (orders.stream().anyMatch(earlier -> earlier.key() == order.key())) {
                parameters.fault(
                        "sort",
                        String.join(",", keys),
                        Code.INVALID,
                        "has the key " + order.key().id() + " twice");
                return StorySort.DEFAULT;
            }
            orders.add(order);
        }
        // By relevance alone, as without the parameter.
        if (orders.equals(StorySort.BY_RELEVANCE.orders().subList(0, 1))) {
            return StorySort.BY_RELEVANCE;
        }
        return orders.isEmpty() ? StorySort.DEFAULT : new StorySort(orders);
    }

    private static Order read(String word) {
        boolean descending = word.startsWith("-");
        String id = descending ? word.substring(1) : word;
        Optional<Key> key =
                Arrays.stream(Key.values()).filter(k -> k.id().equals(id)).findFirst();
        return new Order(key.orElseThrow(), descending);
    }

    /** The sort as the parameter has it. */
    public static String write(StorySort sort) {
        return sort.orders().stream()
                .map(order -> (order.descending() ? "-" : "") + order.key().id())
                .collect(Collectors.joining(","));
    }

    /** What a cursor is bound to: the sort, and if it is by relevance what is looked for, by which alone scores compare. */
    public static String order(StorySort sort, Words words) {
        return sort.byRelevance()
                ? write(sort) + " of " + Integer.toHexString(words.toString().hashCode())
                : write(sort);
    }
}
