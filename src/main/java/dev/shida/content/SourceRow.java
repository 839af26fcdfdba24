package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "source")
class SourceRow {
    @Id
    String name;

    String digest;

    /** The edition that was last read from it; null where an older version read it. */
    @Nullable
    String edition;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    SourceRow() {}

    SourceRow(String name, String digest, String edition) {
        this.name = name;
        this.digest = digest;
        this.edition = edition;
    }

    /** This row, once it is certain that it is as it was written. */
    SourceRow verified() {
        RowDigest.verify("source " + name, rowDigest, name, digest, edition);
        return this;
    }
}
