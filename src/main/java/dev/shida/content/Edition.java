package dev.shida.content;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * One year's list of a series.
 *
 * @param id {@code SERIES-YEAR}
 * @param language a BCP 47 language tag
 * @param order what the order of its stories says
 * @param byline empty if the print has none
 * @param introduction paragraphs separated by one empty line, may be empty
 * @param closing likewise, what is printed below the last story; empty if nothing is
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
        Ranking order,
        String title,
        Optional<String> byline,
        String introduction,
        Optional<String> closing,
        int stories,
        Instant publishedAt,
        ZoneOffset offset,
        Instant updatedAt) {

    /** What the order of the stories says of their ranks. */
    public enum Ranking {
        /** The first story is the first in rank. */
        RANKED,
        /** The last story is the first in rank. */
        COUNTDOWN,
        /** Nothing. */
        UNRANKED;

        /** The name that manuscripts and the API have for it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The order with this id, which is certain to be one. */
        static Ranking of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }

        /** The rank of the story at a position from 1 among so many. */
        Optional<Integer> rank(int position, int stories) {
            return switch (this) {
                case RANKED -> Optional.of(position);
                case COUNTDOWN -> Optional.of(stories - position + 1);
                case UNRANKED -> Optional.empty();
            };
        }
    }

    Edition(EditionRow row) {
        this(
                row.id,
                row.series,
                row.year,
                row.language,
                Ranking.of(row.order),
                row.title,
                Optional.ofNullable(row.byline),
                row.introduction,
                Optional.ofNullable(row.closing),
                row.stories,
                row.publishedAt,
                row.publishedOffset == null ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(row.publishedOffset),
                row.updatedAt);
    }
}
