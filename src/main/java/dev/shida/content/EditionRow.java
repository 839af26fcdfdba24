package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "edition")
class EditionRow {
    @Id
    String id;

    String series;

    @Column(name = "edition_year")
    int year;

    String language;

    /** The id of an {@link Edition.Ranking}. */
    @Column(name = "list_order")
    String order;

    String title;

    @Nullable
    String byline;

    String introduction;

    @Nullable
    String closing;

    int stories;

    /** Those of its stories one after another, as these have them. */
    String topics;

    @Column(name = "published_at")
    Instant publishedAt;

    /** From UTC, in seconds; null where an older version published it. */
    @Column(name = "published_offset")
    @Nullable
    Integer publishedOffset;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** The name of the source that it belongs to; null where that is not known. */
    @Nullable
    String source;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    /** This row, once it is certain that it is as it was written. */
    EditionRow verified() {
        RowDigest.verify(
                "edition " + id,
                rowDigest,
                id,
                series,
                year,
                language,
                order,
                title,
                byline,
                introduction,
                closing,
                stories,
                topics,
                publishedAt,
                updatedAt,
                publishedOffset,
                source);
        return this;
    }
}
