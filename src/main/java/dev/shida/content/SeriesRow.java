package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "series")
class SeriesRow {
    @Id
    String id;

    /** {@linkplain Label#encoded Encoded}. */
    String label;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    SeriesRow() {}

    SeriesRow(String id, Label label) {
        this.id = id;
        this.label = label.encoded();
    }

    /** This row, once it is certain that it is as it was written. */
    SeriesRow verified() {
        RowDigest.verify("series " + id, rowDigest, id, label);
        return this;
    }
}
