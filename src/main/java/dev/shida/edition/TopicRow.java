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

    /** How many stories carry it. */
    long stories;

    TopicRow() {}

    TopicRow(String id, Label label, long stories) {
        this.id = id;
        this.label = label;
        this.stories = stories;
    }

    Topic toTopic() {
        return new Topic(id, label);
    }

    TopicCount toCount() {
        return new TopicCount(toTopic(), stories);
    }
}
