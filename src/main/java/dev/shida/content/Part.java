package dev.shida.content;

import java.util.Locale;

/** The two tellings of a story, each under its own heading in the manuscript. */
public enum Part {
    /** What happened. */
    REPLAY("【新闻回放】"),
    /** Why it mattered. */
    COMMENTARY("【评析】");

    private final String heading;

    Part(String heading) {
        this.heading = heading;
    }

    /** The heading as the newspaper prints it, brackets included. */
    public String heading() {
        return heading;
    }

    /** The name by which the API calls this part: {@code replay} or {@code commentary}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
