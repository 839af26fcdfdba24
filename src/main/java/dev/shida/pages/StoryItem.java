package dev.shida.pages;

import dev.shida.content.Story;
import dev.shida.pages.HighlightedText.Piece;
import dev.shida.search.Highlight;
import dev.shida.search.StoryIndex.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story in a list.
 *
 * @param lines what shows what it is about, or why it was found
 * @param series the name of its series, where the list has several
 */
record StoryItem(Story story, HighlightedText title, List<HighlightedText> lines, Optional<Named> series) {
    private static final Pattern WHOLE = Pattern.compile("[。．｡！？….!?؟۔।‼⁇⁈⁉][\\p{Pe}\\p{Pf}\"']*$");

    /** As far as the last sentence that is whole, or else the last clause. */
    private static final Pattern SENTENCES = Pattern.compile("(?s)^.*[。．｡！？!?؟۔।‼⁇⁈⁉][\\p{Pe}\\p{Pf}\"']*");

    private static final Pattern CLAUSES = Pattern.compile("(?s)^.*(?=[，；：、,;،؛])");

    /** So much of an excerpt is to be left, as a share of it. */
    private static final double MOST = 0.6;

    /** The end of a paragraph, and what indents the next one in print. */
    private static final Pattern PARAGRAPH = Pattern.compile("\\s*\\n[\\s\u3000]*");

    private static final String TITLE = "title";

    static StoryItem of(Story story) {
        return new StoryItem(
                story, HighlightedText.headline(story.title(), story.language()), excerpt(story), Optional.empty());
    }

    static StoryItem of(Hit hit) {
        Story story = hit.story();
        List<Highlight> highlights = hit.highlights().orElse(List.of());
        Optional<Highlight> title = highlights.stream()
                .filter(highlight -> highlight.field().equals(TITLE))
                .findFirst();
        List<HighlightedText> lines = highlights.stream()
                .filter(highlight -> !highlight.field().equals(TITLE))
                .map(highlight -> fragment(story, highlight))
                .toList();
        return new StoryItem(
                story,
                title.map(found -> within(story.title(), found))
                        .orElseGet(() -> HighlightedText.plain(story.title()))
                        .asHeadline(story.language()),
                lines.isEmpty() ? excerpt(story) : lines,
                Optional.empty());
    }

    /** The same in a list of several series. */
    StoryItem in(Named name) {
        return new StoryItem(story, title, lines, Optional.of(name));
    }

    private static List<HighlightedText> excerpt(Story story) {
        return story
                .excerpt()
                .map(text -> onOneLine(whole(text), story.language()))
                .map(HighlightedText::plain)
                .stream()
                .toList();
    }

    /** Paragraphs follow one another as sentences do, which have no space between them in some scripts. */
    private static String onOneLine(String text, String language) {
        boolean spaced = !Languages.areAlike(language, "zh") && !Languages.areAlike(language, "ja");
        return PARAGRAPH.matcher(text).replaceAll(spaced ? " " : "");
    }

    /** An excerpt ends where its room does, mostly within a sentence; what is shown ends with a sentence or a clause. */
    private static String whole(String excerpt) {
        if (WHOLE.matcher(excerpt).find()) {
            return excerpt;
        }
        Matcher sentences = SENTENCES.matcher(excerpt);
        if (sentences.find() && sentences.end() >= MOST * excerpt.length()) {
            return sentences.group();
        }
        Matcher clauses = CLAUSES.matcher(excerpt);
        return (clauses.find() && clauses.end() >= MOST * excerpt.length() ? clauses.group() : excerpt) + "…";
    }

    /** A piece of a text, with marks of omission where it was cut out. */
    private static HighlightedText fragment(Story story, Highlight highlight) {
        String text = highlight.text();
        boolean first = story.parts().orElseThrow().stream()
                .anyMatch(part -> part.text().startsWith(text));
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(first ? "" : "…", false));
        HighlightedText.of(highlight).pieces().stream()
                .map(piece -> new Piece(onOneLine(piece.text(), story.language()), piece.marked()))
                .forEach(pieces::add);
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
