package dev.shida.content;

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
}
