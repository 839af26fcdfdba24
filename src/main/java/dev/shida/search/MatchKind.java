package dev.shida.search;

import java.util.Locale;

/** How the stories of a list match the words that are searched for. */
public enum MatchKind {
    /** Each has every word. */
    EXACT,
    /** No story has every word, and these have most of them, or something near to them. */
    RELAXED;

    /** The name by which the API calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
