package dev.shida.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A position in an ordered list, made of values: it holds when the item that had it is gone.
 *
 * @param keys the value of each sort key, the most significant first: an {@link Integer}, a {@link Double} or a
 *     {@link String}
 * @param id breaks ties
 */
public record Position(List<Object> keys, String id) {
    public Position {
        keys = List.copyOf(keys);
    }

    /** The position with these values, of which the last is the id. */
    public static Position of(List<?> values) {
        int last = values.size() - 1;
        return new Position(List.copyOf(values.subList(0, last)), (String) values.get(last));
    }

    /** The keys, then the id. */
    public List<Object> values() {
        return Stream.concat(keys.stream(), Stream.of(id)).toList();
    }

    /** A key that is a number. */
    public Number number(int index) {
        return (Number) keys.get(index);
    }

    /** The same position in an order that has one more key, the most significant one. */
    public Position under(Object key) {
        List<Object> more = new ArrayList<>(List.of(key));
        more.addAll(keys);
        return new Position(more, id);
    }

    /** The same position in the order without its most significant key. */
    public Position withoutFirst() {
        return new Position(keys.subList(1, keys.size()), id);
    }
}
