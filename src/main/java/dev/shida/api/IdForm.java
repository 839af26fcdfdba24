package dev.shida.api;

import dev.shida.content.EditionContent;

/** The form of the ids in a representation, as the OpenAPI document says it. */
final class IdForm {
    /** A regular expression; an id of an edition or a story is made of ids that editors choose, and longer. */
    static final String PATTERN = "^[a-z0-9-]+$";

    static final int MAX_EDITION = EditionContent.MAX_ID + 5;
    static final int MAX_STORY = MAX_EDITION + 1 + EditionContent.MAX_ID;

    private IdForm() {}
}
