package dev.shida.content;

import java.util.List;

/**
 * Which editions are selected: those that match every criterion; an empty one matches all.
 *
 * @param series ids of series, any of them
 * @param years any of them
 * @param editions ids of editions, any of them
 */
public record Scope(List<String> series, List<Integer> years, List<String> editions) {
    /** Every edition. */
    public static final Scope EVERYTHING = new Scope(List.of(), List.of(), List.of());
}
