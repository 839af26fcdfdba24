package dev.shida.edge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many stories have their texts read for a response: what it takes of the heap while it is computed depends on that most.
 * It is an upper bound that the target says before anything is looked for.
 */
final class StoriesRead {
    /** A list has so many without {@code limit}. */
    private static final int DEFAULT = 20;

    /** Feeds and whole round-ups have no parameter that says how many. */
    private static final int MAX = 100;

    private static final Pattern WHOLE = Pattern.compile("/feeds/.*|[^?]*\\?(?:.*&)?read=.*", Pattern.DOTALL);

    /** Words are looked for in texts, and fields may be texts. */
    private static final Pattern TEXTS = Pattern.compile("[?&](?:q|fields)=");

    private static final Pattern LIMIT = Pattern.compile("[?&]limit=([0-9]{1,9})(?:&|$)");

    private StoriesRead() {}

    /**
     * The number of stories, at most {@value #MAX}; 0 if no texts are read but perhaps those of one story.
     *
     * @param target path and query
     */
    static int by(String target) {
        if (WHOLE.matcher(target).matches()) {
            return MAX;
        }
        if (!TEXTS.matcher(target).find()) {
            return 0;
        }
        Matcher limit = LIMIT.matcher(target);
        return limit.find() ? Math.min(MAX, Integer.parseInt(limit.group(1))) : DEFAULT;
    }
}
