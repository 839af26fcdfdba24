package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "story_part")
class PartRow {
    /** More than a story has parts: a part's number is its story's and its place among them. */
    static final int NUMBERS_A_STORY = 10;

    @Id
    long number;

    @Column(name = "part")
    String id;

    @Nullable
    String heading;

    String text;

    @Column(name = "row_digest", insertable = false, updatable = false)
    byte @Nullable [] rowDigest;

    PartRow() {}

    /** @param place among the parts of the story, from 1 */
    PartRow(long story, int place, Part part) {
        this.number = number(story, place);
        this.id = part.id();
        this.heading = part.heading().orElse(null);
        this.text = part.text();
    }

    static long number(long story, int place) {
        return story * NUMBERS_A_STORY + place;
    }

    /** The number of the story. */
    long story() {
        return number / NUMBERS_A_STORY;
    }

    /**
     * The part, once it is certain that it is as it was written.
     *
     * @param story the story's id
     */
    Part verified(String story) {
        RowDigest.verify(id + " of story " + story, rowDigest, number, id, heading, text);
        return new Part(
                PartKind.of(id).orElseThrow(() -> new DamagedContent("parts of story " + story)),
                Optional.ofNullable(heading),
                text);
    }
}
