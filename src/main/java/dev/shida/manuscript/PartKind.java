package dev.shida.manuscript;

import java.util.Locale;

/** The parts of a story, each under its own heading in the manuscript. */
enum PartKind {
    /** What happened. */
    REPLAY("【新闻回放】"),
    /** Why it mattered. */
    COMMENTARY("【评析】");

    private final String heading;

    PartKind(String heading) {
        this.heading = heading;
    }

    /** The heading as the newspaper prints it, brackets included. */
    String heading() {
        return heading;
    }

    /** The name by which the API calls this part: {@code replay} or {@code commentary}. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
