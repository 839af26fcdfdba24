package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "topic")
class TopicRow {
    @Id
    String id;

    /** {@linkplain Label#encoded Encoded}. */
    String label;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    TopicRow() {}

    TopicRow(String id, Label label) {
        this.id = id;
        this.label = label.encoded();
    }

    Topic toTopic() {
        return new Topic(verified().id, Label.decoded(label));
    }

    /** This row, once it is certain that it is as it was written. */
    TopicRow verified() {
        RowDigest.verify("topic " + id, rowDigest, id, label);
        return this;
    }
}
