package dev.shida.edition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "edition")
class EditionRow {
    @Id
    String id;

    String series;

    @Column(name = "edition_year")
    int year;

    String language;
    String title;
    String byline;
    String introduction;
    int stories;

    /** Those of its stories one after another, as these have them. */
    String topics;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "updated_at")
    Instant updatedAt;
}
