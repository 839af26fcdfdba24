package dev.shida.pages;

import dev.shida.content.Story;
import java.util.List;

/** A story with its texts, among the others of its edition. */
record WholeStory(Story story, HighlightedText title, List<PartParagraphs> parts) {
    static WholeStory of(Story story) {
        return new WholeStory(
                story,
                HighlightedText.headline(story.title(), story.language()),
                story.parts().orElseThrow().stream()
                        .map(part -> PartParagraphs.of(part, story.language()))
                        .toList());
    }
}
