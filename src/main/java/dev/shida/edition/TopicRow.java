package dev.shida.edition;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "topic")
class TopicRow {
    @Id
    String id;

    @Embedded
    Label label;

    TopicRow() {}

    TopicRow(String id, Label label) {
        this.id = id;
        this.label = label;
    }

    Topic toTopic() {
        return new Topic(id, label);
    }
}
