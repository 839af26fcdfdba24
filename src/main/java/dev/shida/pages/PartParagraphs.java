package dev.shida.pages;

import dev.shida.content.Story;
import java.util.List;

/** The paragraphs of what is told of a story. */
record PartParagraphs(List<String> replay, List<String> commentary) {
    static PartParagraphs of(Story.Texts texts) {
        return new PartParagraphs(paragraphs(texts.replay()), paragraphs(texts.commentary()));
    }

    /** Paragraphs are parted by one empty line. */
    static List<String> paragraphs(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n\n"));
    }
}
