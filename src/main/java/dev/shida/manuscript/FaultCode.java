package dev.shida.manuscript;

import java.util.Locale;

/**
 * What can be wrong with a manuscript, or with a list of synonyms. {@link #id} is stable; what it says, in each language, is
 * in the {@code faults} bundle of messages.
 */
public enum FaultCode {
    // The file.
    FILE_TOO_LARGE,
    TOO_MANY_LINES,
    NOT_UTF8,
    CONTROL_CHARACTER,
    TOO_MANY_MARKS,
    TOO_MANY_FAULTS,

    // The front matter as YAML.
    NO_FRONT_MATTER,
    FRONT_MATTER_NOT_FIRST,
    FRONT_MATTER_NOT_OPENED,
    FRONT_MATTER_NOT_CLOSED,
    FRONT_MATTER_EMPTY,
    WRONG_FENCE,
    FORBIDDEN_CHARACTER,
    BROKEN_YAML,
    NO_COLON,
    SECOND_DOCUMENT,
    YAML_PROPERTY,
    WRONG_INDENT,
    NO_SPACE_AFTER_DASH,
    WRONG_SPACE_IN_BRACKETS,
    WRONG_DASH,
    WRONG_OPENING_BRACKET,
    WRONG_CLOSING_BRACKET,
    WRONG_COLON,
    WRONG_SPACE_AFTER_COLON,
    WRONG_COMMA,
    NO_SPACE_AFTER_COLON,
    WRONG_QUOTES,

    // The front matter's keys and values.
    UNKNOWN_KEY,
    DUPLICATE_KEY,
    MISSING_KEY,
    WRONG_KIND,
    WRONG_ID,
    WRONG_YEAR,
    WRONG_LANGUAGE,
    WRONG_TIME,
    WRONG_DATE,
    WRONG_ORDER,
    WRONG_LABEL_LANGUAGE,
    NOT_ONE_LINE,
    TOO_LONG,
    TOO_MANY_TOPICS,
    TOO_MANY_STORIES,
    TOO_MANY_LABELS,
    TOO_MANY_FORMER_SLUGS,
    NO_LABEL,
    DUPLICATE_LABEL,
    DUPLICATE_TOPIC,
    DUPLICATE_PART_NAME,
    UNDECLARED_TOPIC,
    REPEATED_TOPIC,
    SLUG_TAKEN,
    ID_TAKEN,
    EDITION_TAKEN,
    EDITION_IN_OTHER_FILE,
    STORY_COUNT,
    ORDER_CONTRADICTED,

    // The article.
    NO_TITLE,
    NO_TITLE_ABOVE,
    TITLE_OF_TWO_MARKS,
    SECOND_TITLE,
    TITLE_BELOW_STORY,
    TEXT_ABOVE_TITLE,
    NO_STORY,
    STORIES_OF_THREE_MARKS,
    UNMARKED_STORY,
    UNMARKED_PART,
    NO_HEADING,
    NO_HEADING_BUT_HASHTAG,
    NO_HEADING_BUT_PART,
    HEADING_WITHOUT_TEXT,
    UNEXPECTED_HEADING,
    HEADING_LIKE_PART,
    PART_OF_OTHER_LEVEL,
    HEADING_LIKE_STORY,
    PART_ABOVE_STORIES,
    SECOND_PART,
    TEXT_AND_PART,
    PART_WITHOUT_TEXT,
    LABEL_INSIDE_PARAGRAPH,
    UNDERLINE,
    DASHES_ABOVE_STORIES,
    CLOSING_NOT_LAST,
    SECOND_CLOSING,
    EMPTY_CLOSING,
    OTHER_DASHES,

    // A list of synonyms.
    SYNONYMS_WITH_SEVERAL_ARROWS,
    SYNONYMS_WITHOUT_WORD,
    SYNONYMS_OF_ONE_WORD,
    TOO_MANY_SYNONYMS,

    // What does not prevent publication.
    PUBLISHED_IN_FUTURE(true),
    BYLINE_IS_DATE(true),
    FOOTER_IN_STORY(true),
    NUMBERS_NOT_CONSECUTIVE(true),
    NUMBERS_MISSING(true),
    PART_IN_OTHERS(true),
    PICTURE_NOT_READ(true);

    private final boolean warning;

    FaultCode() {
        this(false);
    }

    FaultCode(boolean warning) {
        this.warning = warning;
    }

    /** In kebab case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a manuscript with it is published all the same. */
    public boolean isWarning() {
        return warning;
    }
}
