package dev.shida.content;

import java.util.List;

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
     * After a place in the order, which need not be taken any more: what has been added or removed before it does not
     * matter.
     *
     * @param place the value of each sort key, then the id
     */
    public record After(List<Object> place) implements Start {}

    /** Before a place in the order: the items nearest to it. */
    public record Before(List<Object> place) implements Start {}
}
