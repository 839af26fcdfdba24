package dev.shida.content;

import java.util.List;
import java.util.Optional;

/**
 * A part of a story, as printed.
 *
 * @param id which one, of {@link #IDS}
 * @param heading as printed, brackets included; empty where the text stands right below the story's title
 * @param text plain text, paragraphs separated by one empty line
 */
public record Part(String id, Optional<String> heading, String text) {
    /** What happened. */
    public static final String REPLAY = "replay";

    /** Why it mattered. */
    public static final String COMMENTARY = "commentary";

    /** The parts that a story may have, by the names that the API has for them. */
    public static final List<String> IDS = List.of(REPLAY, COMMENTARY);
}
