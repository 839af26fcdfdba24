package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "former_id")
class FormerIdRow {
    /** That the story had before. */
    @Id
    String id;

    String edition;

    /** The id that it has now. */
    String story;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    FormerIdRow() {}

    FormerIdRow(String id, String edition, String story) {
        this.id = id;
        this.edition = edition;
        this.story = story;
    }

    /** This row, once it is certain that it is as it was written. */
    FormerIdRow verified() {
        RowDigest.verify("former id " + id, rowDigest, id, edition, story);
        return this;
    }
}
