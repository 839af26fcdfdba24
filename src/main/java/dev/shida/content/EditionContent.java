package dev.shida.content;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an editor says of an edition: what is published, and published again when it changes. Text is as written,
 * code point for code point.
 *
 * @param series the id of its series, see {@link #ID}
 * @param seriesLabel the label of its series
 * @param year {@value #MIN_YEAR} to {@value #MAX_YEAR}
 * @param language a BCP 47 language tag
 * @param published when the editor says it was first published; empty for the moment of its first publication here
 * @param title 1 to {@value #MAX_TITLE} code points
 * @param byline one line of 1 to {@value #MAX_BYLINE} code points
 * @param introduction paragraphs parted by one empty line, at most {@value #MAX_TEXT} code points, may be empty
 * @param topics the label of every topic that a story names, by topic id
 * @param stories in rank order, at least one
 */
public record EditionContent(
        String series,
        Label seriesLabel,
        int year,
        String language,
        Optional<OffsetDateTime> published,
        String title,
        String byline,
        String introduction,
        Map<String, Label> topics,
        List<StoryContent> stories) {

    /** The form of the ids that editors choose: of a series, a topic, and a story within its edition. */
    public static final String ID = "[a-z0-9-]{1,60}";

    /** The longest such id. */
    public static final int MAX_ID = 60;

    public static final int MIN_YEAR = 1000;
    public static final int MAX_YEAR = 9999;

    /** The longest title, in code points. */
    public static final int MAX_TITLE = 300;

    /** The longest byline, in code points. */
    public static final int MAX_BYLINE = 100;

    /** The longest text of one part or introduction, in code points. */
    public static final int MAX_TEXT = 100_000;

    /** The most stories in an edition. */
    public static final int MAX_STORIES = 100;

    /**
     * A story's content; its rank is its place in the list.
     *
     * @param slug its id within the edition, see {@link #ID}
     * @param title 1 to {@value #MAX_TITLE} code points
     * @param replay paragraphs parted by one empty line, 1 to {@value #MAX_TEXT} code points
     * @param commentary likewise
     * @param topics topic ids in the editor's order, none twice, at most {@value #MAX_TOPICS}
     */
    public record StoryContent(String slug, String title, String replay, String commentary, List<String> topics) {
        /** The most topics on a story. */
        public static final int MAX_TOPICS = 50;
    }

    /** The edition's id, {@code SERIES-YEAR}. */
    public String id() {
        return series + "-" + year;
    }

    /** A story's id, {@code SERIES-YEAR-SLUG}. */
    public String idOf(StoryContent story) {
        return id() + "-" + story.slug();
    }
}
