package dev.shida.manuscript;

import dev.shida.content.Label;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the front matter says of an edition and its stories. Where it is faulty the faults are reported and the values
 * here are stand-ins, which nobody may publish.
 *
 * @param yearLine the line of the year
 * @param topics every declared topic, whether or not a story names it
 */
record FrontMatter(
        String series,
        Label label,
        int year,
        int yearLine,
        String language,
        Optional<OffsetDateTime> published,
        Map<String, Label> topics,
        List<Story> stories) {

    static final List<String> KEYS = List.of("series", "year", "language", "published", "topics", "stories");

    /** @param line the line of its entry under {@code stories} */
    record Story(int line, String slug, List<String> topics) {}

    /** @param headings the number of stories in the article */
    static FrontMatter read(Source source, int headings, Faults faults) {
        Optional<YamlNode> root = source.hasFrontMatter() ? YamlReader.read(source, faults) : Optional.empty();
        return new FrontMatterReader(faults).root(root, headings);
    }
}
