package dev.shida.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts that a story may have, in the order in which representations have them. Addresses, fields and the OpenAPI document
 * follow this list; the headings by which manuscripts have them are in {@code manuscript.PartHeadings}.
 */
public enum PartKind {
    REPLAY("What happened", "【新闻回放】"),
    COMMENTARY("Why it mattered", "【评析】");

    /** Matches the id of each, where a constant is needed. */
    public static final String PATTERN = "replay|commentary";

    /** The id of each. */
    public static final List<String> IDS =
            Arrays.stream(values()).map(PartKind::id).toList();

    private final String content;
    private final String heading;

    PartKind(String content, String heading) {
        this.content = content;
        this.heading = heading;
    }

    /** The name that the API and the front matter have for it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it tells, in English. */
    public String content() {
        return content;
    }

    /** A heading as it may be printed. */
    public String exampleHeading() {
        return heading;
    }

    /** The part with an id. */
    public static Optional<PartKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
