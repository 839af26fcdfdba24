package dev.shida.pages;

import dev.shida.content.Part;
import dev.shida.content.Story;
import dev.shida.pages.HighlightedText.Piece;
import dev.shida.search.Highlight;
import dev.shida.search.StoryIndex.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A story in a list.
 *
 * @param lines what shows what it is about, or why it was found
 */
record StoryItem(Story story, HighlightedText title, List<HighlightedText> lines) {
    private static final Pattern WHOLE = Pattern.compile("[。．｡！？….!?؟۔।‼⁇⁈⁉][\\p{Pe}\\p{Pf}\"']*$");
    private static final String TITLE = "title";

    static StoryItem of(Story story) {
        return new StoryItem(story, HighlightedText.plain(story.title()), excerpt(story));
    }

    static StoryItem of(Hit hit) {
        Story story = hit.story();
        List<Highlight> highlights = hit.highlights().orElse(List.of());
        Optional<Highlight> title = highlights.stream()
                .filter(highlight -> highlight.field().equals(TITLE))
                .findFirst();
        List<HighlightedText> lines = highlights.stream()
                .filter(highlight -> !highlight.field().equals(TITLE))
                .map(highlight -> fragment(story.parts().orElseThrow(), highlight))
                .toList();
        return new StoryItem(
                story,
                title.map(found -> within(story.title(), found)).orElseGet(() -> HighlightedText.plain(story.title())),
                lines.isEmpty() ? excerpt(story) : lines);
    }

    /** An excerpt ends where its room does, mostly within a sentence. */
    private static List<HighlightedText> excerpt(Story story) {
        return story
                .excerpt()
                .map(text -> HighlightedText.plain(WHOLE.matcher(text).find() ? text : text + "…"))
                .stream()
                .toList();
    }

    /** A piece of a text, with marks of omission where it was cut out. */
    private static HighlightedText fragment(List<Part> parts, Highlight highlight) {
        String text = highlight.text();
        boolean first = parts.stream().anyMatch(part -> part.text().startsWith(text));
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(first ? "" : "…", false));
        pieces.addAll(HighlightedText.of(highlight).pieces());
        pieces.add(new Piece(WHOLE.matcher(text).find() ? "" : "…", false));
        return new HighlightedText(pieces);
    }

    /** The whole of a text, of which a highlight is a piece. */
    private static HighlightedText within(String whole, Highlight highlight) {
        int start = whole.indexOf(highlight.text());
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(whole.substring(0, start), false));
        pieces.addAll(HighlightedText.of(highlight).pieces());
        pieces.add(new Piece(whole.substring(start + highlight.text().length()), false));
        return new HighlightedText(pieces);
    }
}
