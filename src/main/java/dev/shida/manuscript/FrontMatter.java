package dev.shida.manuscript;

import dev.shida.content.Edition.Ranking;
import dev.shida.content.Label;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the front matter says of an edition and its stories. Where it is faulty the faults are reported and the values
 * here are placeholders, which must not be published.
 *
 * @param yearLine the line of the year
 * @param order as it says, else as the numbers of the titles do
 * @param topics every declared topic, whether or not a story names it
 */
record FrontMatter(
        String series,
        Label label,
        int year,
        int yearLine,
        String language,
        Ranking order,
        Optional<OffsetDateTime> published,
        Map<String, Label> topics,
        List<StoryEntry> stories) {

    static final List<String> REQUIRED = List.of("series", "year", "language", "topics", "stories");
    static final List<String> OPTIONAL = List.of("published", "order", "parts", "picture");
    static final List<String> KEYS =
            Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).toList();

    /**
     * @param line the line of its entry under {@code stories}
     * @param formerly earlier slugs
     */
    record StoryEntry(
            int line,
            String slug,
            List<String> formerly,
            Optional<LocalDate> date,
            Optional<String> byline,
            List<String> topics) {}
}
