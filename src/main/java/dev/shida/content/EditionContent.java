package dev.shida.content;

import java.time.LocalDate;
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
 * @param order what the order of the stories says
 * @param published when the editor says it was first published; empty for the moment of its first publication here
 * @param title 1 to {@value #MAX_TITLE} code points
 * @param byline one line of 1 to {@value #MAX_BYLINE} code points, if the print has one
 * @param introduction paragraphs separated by one empty line, at most {@value #MAX_TEXT} code points, may be empty
 * @param closing paragraphs likewise, what is printed below the last story, if anything is
 * @param topics the label of every topic that a story names, by topic id
 * @param stories in the order of print, 1 to {@value #MAX_STORIES}
 */
public record EditionContent(
        String series,
        Label seriesLabel,
        int year,
        String language,
        Edition.Ranking order,
        Optional<OffsetDateTime> published,
        String title,
        Optional<String> byline,
        String introduction,
        Optional<String> closing,
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
     * A story's content; its position is its place in the list.
     *
     * @param slug its id within the edition, see {@link #ID}
     * @param formerly slugs that it had before, none of them another story's, at most {@value #MAX_FORMERLY}
     * @param numeral the number before the title as printed, 1 to {@value #MAX_NUMERAL} code points, if there is one
     * @param title 1 to {@value #MAX_TITLE} code points, without the numeral
     * @param date of what it tells, from the years 1 to 9999, where the editor says so
     * @param byline one line of 1 to {@value #MAX_BYLINE} code points, where the editor says so
     * @param parts in the order of print, none twice; headings of 1 to {@value #MAX_TITLE}, texts of 1 to
     *     {@value #MAX_TEXT} code points
     * @param excerpt the beginning of the first part, at most {@value #MAX_EXCERPT} code points; empty without a part
     * @param topics topic ids in the editor's order, none twice, at most {@value #MAX_TOPICS}
     */
    public record StoryContent(
            String slug,
            List<String> formerly,
            Optional<String> numeral,
            String title,
            Optional<LocalDate> date,
            Optional<String> byline,
            List<Part> parts,
            Optional<String> excerpt,
            List<String> topics) {
        /** The most topics on a story. */
        public static final int MAX_TOPICS = 50;

        /** The most earlier slugs of a story. */
        public static final int MAX_FORMERLY = 20;

        /** The longest numeral, in code points. */
        public static final int MAX_NUMERAL = 20;

        /** The longest excerpt, in code points. */
        public static final int MAX_EXCERPT = 200;
    }

    /** The edition's id, {@code SERIES-YEAR}. */
    public String id() {
        return series + "-" + year;
    }

    /** A story's id, {@code SERIES-YEAR-SLUG}. */
    public String idOf(StoryContent story) {
        return id() + "-" + story.slug();
    }

    /** The ids that a story had under earlier slugs. */
    public List<String> formerIdsOf(StoryContent story) {
        return story.formerly().stream().map(slug -> id() + "-" + slug).toList();
    }
}
