package dev.shida.edition;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "story_text")
class StoryText {
    @Id
    String story;

    String replay;
    String commentary;

    StoryText() {}

    StoryText(String story, String replay, String commentary) {
        this.story = story;
        this.replay = replay;
        this.commentary = commentary;
    }
}
