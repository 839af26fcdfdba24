package dev.shida.content;

import dev.shida.text.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One story of an edition.
 *
 * @param number what the store knows it by, until its edition is published again
 * @param id {@code EDITION-SLUG}
 * @param rank its place in the edition, from 1
 * @param language the edition's
 * @param excerpt the beginning of the replay, at most {@value Excerpt#MAX_LENGTH} code points
 * @param topics in the editor's order
 * @param publishedAt when it was first published, to the second
 * @param updatedAt when a publication last changed it, or when it was first published
 * @param texts its replay and commentary, where they were asked for
 */
public record Story(
        long number,
        String id,
        String edition,
        String series,
        int year,
        int rank,
        String language,
        String title,
        String excerpt,
        List<Topic> topics,
        Instant publishedAt,
        Instant updatedAt,
        Optional<Texts> texts) {

    /** Its id within its edition. */
    public String slug() {
        return id.substring(edition.length() + 1);
    }

    /** The two tellings of a story: plain text, paragraphs parted by one empty line. */
    public record Texts(String replay, String commentary) {}
}
