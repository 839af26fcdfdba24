package dev.shida.content;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One year's list of a series.
 *
 * @param id {@code SERIES-YEAR}
 * @param language a BCP 47 language tag
 * @param introduction paragraphs parted by one empty line, may be empty
 * @param stories how many it has
 * @param publishedAt when it was first published, to the second
 * @param offset in which that is shown: the one that the editor gave, or that of the service when it published it
 * @param updatedAt when a publication last changed it, or when it was first published
 */
public record Edition(
        String id,
        String series,
        int year,
        String language,
        String title,
        String byline,
        String introduction,
        int stories,
        Instant publishedAt,
        ZoneOffset offset,
        Instant updatedAt) {

    Edition(EditionRow row) {
        this(
                row.id,
                row.series,
                row.year,
                row.language,
                row.title,
                row.byline,
                row.introduction,
                row.stories,
                row.publishedAt,
                row.publishedOffset == null ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(row.publishedOffset),
                row.updatedAt);
    }
}
