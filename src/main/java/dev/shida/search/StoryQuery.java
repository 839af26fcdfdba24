package dev.shida.search;

import dev.shida.content.Scope;
import dev.shida.content.Window;
import java.util.List;

/**
 * What a list of stories is asked for. One that exists is valid in form; a topic, series, year or edition that it
 * names may still be unknown, which matches nothing.
 *
 * @param topics ids of topics that a story carries, by {@code match}; empty for any story
 * @param without ids of topics that a story does not carry
 * @param texts whether the stories come with their replay and commentary
 * @param exact whether the list has only stories that have all of the words, and neither variants of them nor relaxed matches
 */
public record StoryQuery(
        Scope scope,
        List<String> topics,
        Match match,
        List<String> without,
        StorySort sort,
        Window window,
        boolean texts,
        boolean exact) {

    /** How many of the topics a story must carry. */
    public enum Match {
        ANY,
        ALL
    }
}
