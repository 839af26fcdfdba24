package dev.shida.edition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "revision")
class RevisionRow {
    @Id
    long number;

    String edition;

    String digest;

    @Column(name = "published_at")
    Instant publishedAt;

    RevisionRow() {}

    RevisionRow(long number, String edition, String digest, Instant publishedAt) {
        this.number = number;
        this.edition = edition;
        this.digest = digest;
        this.publishedAt = publishedAt;
    }
}
