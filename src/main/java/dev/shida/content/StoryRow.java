package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "story")
class StoryRow {
    @Id
    long number;

    String id;

    String edition;
    String series;

    @Column(name = "edition_year")
    int year;

    int position;

    @Nullable
    Integer rank;

    @Nullable
    String numeral;

    String language;
    String title;

    @Nullable
    String excerpt;

    @Column(name = "story_date")
    @Nullable
    LocalDate date;

    @Nullable
    String byline;

    /** The ids of its parts in the order of print, a space between two. */
    String parts;

    /** Ids in the editor's order, a space between two. */
    String topics;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    /** This row, once it is certain that it is as it was written. */
    StoryRow verified() {
        RowDigest.verify(
                "story " + id,
                rowDigest,
                number,
                id,
                edition,
                series,
                year,
                position,
                rank,
                numeral,
                language,
                title,
                excerpt,
                date,
                byline,
                parts,
                topics,
                publishedAt,
                updatedAt);
        return this;
    }
}
