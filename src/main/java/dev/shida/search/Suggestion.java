package dev.shida.search;

/**
 * What someone who is typing may be about to look for.
 *
 * @param id of the topic or the story
 * @param text a topic's Chinese label, or a story's title
 */
public record Suggestion(Kind kind, String id, String text) {
    /** The most that come at once. */
    public static final int MAX_COUNT = 10;

    /** What is suggested. */
    public enum Kind {
        TOPIC,
        STORY
    }
}
