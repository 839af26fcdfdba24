package dev.shida.content;

import java.util.Optional;

/**
 * A part of a story, as printed.
 *
 * @param heading as printed, brackets included; empty where the text stands right below the story's title
 * @param text plain text, paragraphs separated by one empty line
 */
public record Part(PartKind kind, Optional<String> heading, String text) {
    /** Which part it is, by the name that the API has for it. */
    public String id() {
        return kind.id();
    }
}
