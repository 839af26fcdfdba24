package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "revision")
class RevisionRow {
    @Id
    long number;

    String edition;

    /** Null where an older version published it. */
    @Nullable
    String source;

    /** Of the manuscript; null if the revision withdrew the edition. */
    @Nullable
    String digest;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    RevisionRow() {}

    RevisionRow(long number, String edition, @Nullable String source, @Nullable String digest, Instant publishedAt) {
        this.number = number;
        this.edition = edition;
        this.source = source;
        this.digest = digest;
        this.publishedAt = publishedAt;
    }

    /** This row, once it is certain that it is as it was written. */
    RevisionRow verified() {
        RowDigest.verify("revision " + number, rowDigest, number, edition, source, digest, publishedAt);
        return this;
    }
}
