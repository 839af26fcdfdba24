package dev.shida.pages;

import dev.shida.content.Part;
import java.util.List;
import java.util.Optional;

/** A part of a story as a page shows it. */
record PartParagraphs(String id, Optional<String> heading, List<String> paragraphs) {
    static PartParagraphs of(Part part) {
        return new PartParagraphs(part.id(), part.heading(), paragraphs(part.text()));
    }

    /** Paragraphs are separated by one empty line. */
    static List<String> paragraphs(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n\n"));
    }
}
