package dev.shida.content;

import java.util.List;
import java.util.function.Function;

/**
 * The part of an ordered list that a {@link Window} shows.
 *
 * @param before whether the list has items before these
 * @param after whether the list has items after these
 */
public record Slice<T>(List<T> items, boolean before, boolean after) {
    <U> Slice<U> with(Function<List<T>, List<U>> mapping) {
        return new Slice<>(mapping.apply(items), before, after);
    }
}
