package dev.shida.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which part of an ordered list is wanted.
 *
 * @param limit the most items, at least 1
 */
public record Window(int limit, Start start) {
    /** Where the part begins or ends. */
    public sealed interface Start {}

    /** A page by number, from 1. */
    public record Page(int number) implements Start {}

    /**
     * After a position in the order, at which there need not be an item any more: what has been added or removed before it
     * does not matter.
     */
    public record After(Position position) implements Start {}

    /** Before a position in the order: the items nearest to it. */
    public record Before(Position position) implements Start {}

    /** An ordered list, of which parts are found. */
    @FunctionalInterface
    public interface OrderedList<T, E extends Exception> {
        /**
         * The items after a position, in the order or against it.
         *
         * @param skip how many of the first are left out
         */
        List<T> after(Optional<Position> position, boolean backwards, long skip, int count) throws E;
    }

    /** The part of a list that this shows. One item more than it shows tells whether others follow. */
    public <T, E extends Exception> Slice<T> slice(OrderedList<T, E> list) throws E {
        if (start instanceof Page page) {
            List<T> found = list.after(Optional.empty(), false, (page.number - 1L) * limit, limit + 1);
            return new Slice<>(first(found), page.number > 1, found.size() > limit);
        }
        boolean backwards = start instanceof Before;
        Position from = start instanceof Before before ? before.position : ((After) start).position;
        List<T> found = list.after(Optional.of(from), backwards, 0, limit + 1);
        boolean further = found.size() > limit;
        boolean behind = !found.isEmpty()
                && !list.after(Optional.empty(), backwards, 0, 1).contains(found.get(0));
        List<T> shown = first(found);
        if (backwards) {
            Collections.reverse(shown);
        }
        return new Slice<>(shown, backwards ? further : behind, backwards ? behind : further);
    }

    private <T> List<T> first(List<T> items) {
        return new ArrayList<>(items.subList(0, Math.min(limit, items.size())));
    }
}
