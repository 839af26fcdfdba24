package dev.shida.content;

import dev.shida.content.Story.Texts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "story_text")
class StoryText {
    /** Its number. */
    @Id
    long story;

    String replay;
    String commentary;

    @Column(name = "replay_digest", insertable = false, updatable = false)
    byte @Nullable [] replayDigest;

    @Column(name = "commentary_digest", insertable = false, updatable = false)
    byte @Nullable [] commentaryDigest;

    StoryText() {}

    StoryText(long story, String replay, String commentary) {
        this.story = story;
        this.replay = replay;
        this.commentary = commentary;
    }

    /**
     * The texts, once it is certain that they are as they were written.
     *
     * @param id the story's
     */
    Texts verified(String id) {
        verify(id, story, Part.REPLAY, replay, replayDigest);
        verify(id, story, Part.COMMENTARY, commentary, commentaryDigest);
        return new Texts(replay, commentary);
    }

    /** Verifies one part alone. */
    static void verify(String id, long story, Part part, String text, byte @Nullable [] digest) {
        RowDigest.verify(part.name().toLowerCase(Locale.ROOT) + " of story " + id, digest, story, text);
    }
}
