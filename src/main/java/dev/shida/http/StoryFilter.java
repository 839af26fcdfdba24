package dev.shida.http;

import dev.shida.content.Scope;
import dev.shida.content.Window;
import dev.shida.search.StoryQuery;
import dev.shida.search.StoryQuery.Match;
import dev.shida.search.StorySort;
import dev.shida.text.Words;
import java.util.List;

/**
 * Which stories are meant; not in which order, nor which part of them.
 *
 * @param topics ids of topics that a story carries, by {@code match}; empty for any story
 * @param without ids of topics that a story does not carry
 * @param words what is looked for in them
 */
public record StoryFilter(Scope scope, List<String> topics, Match match, List<String> without, Words words) {
    /**
     * The query for a part of them.
     *
     * @param exact whether relaxed matches are left out
     */
    public StoryQuery query(StorySort sort, Window window, boolean texts, boolean exact) {
        return new StoryQuery(scope, topics, match, without, sort, window, texts, exact);
    }
}
