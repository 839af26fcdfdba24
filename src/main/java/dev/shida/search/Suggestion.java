package dev.shida.search;

/**
 * A completion of what is being typed.
 *
 * @param id of what it is
 * @param text the Chinese label of a topic or a series, or the title of an edition or a story
 */
public record Suggestion(Kind kind, String id, String text) {
    /** The most that come at once. */
    public static final int MAX_COUNT = 10;

    /** What is suggested. */
    public enum Kind {
        TOPIC,
        SERIES,
        EDITION,
        STORY
    }
}
