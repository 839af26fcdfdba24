package dev.shida.edition;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "story_text")
class StoryText {
    /** Its number. */
    @Id
    long story;

    String replay;
    String commentary;

    StoryText() {}

    StoryText(long story, String replay, String commentary) {
        this.story = story;
        this.replay = replay;
        this.commentary = commentary;
    }
}
