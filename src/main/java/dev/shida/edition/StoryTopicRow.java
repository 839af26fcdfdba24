package dev.shida.edition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

@Entity
@Table(name = "story_topic")
@IdClass(StoryTopicRow.Key.class)
class StoryTopicRow {
    record Key(String story, String topic) {}

    @Id
    String story;

    @Id
    String topic;

    int position;

    @Column(name = "edition_year")
    int year;

    int rank;

    StoryTopicRow() {}

    StoryTopicRow(StoryRow story, String topic, int position) {
        this.story = story.id;
        this.topic = topic;
        this.position = position;
        this.year = story.year;
        this.rank = story.rank;
    }
}
