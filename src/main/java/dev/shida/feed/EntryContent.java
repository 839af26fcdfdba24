package dev.shida.feed;

import dev.shida.content.Part;
import dev.shida.content.Story;
import dev.shida.content.Story.Texts;

/**
 * Both tellings of a story, each below its heading.
 *
 * @param text plain, paragraphs parted by one empty line
 * @param html the same as a piece of HTML, in which nothing of the story is markup
 */
record EntryContent(String text, String html) {
    static EntryContent of(Story story) {
        Texts texts = story.texts().orElseThrow();
        return new EntryContent(
                text(Part.REPLAY, texts.replay()) + "\n\n" + text(Part.COMMENTARY, texts.commentary()),
                html(Part.REPLAY, texts.replay()) + html(Part.COMMENTARY, texts.commentary()));
    }

    private static String text(Part part, String text) {
        return part.heading() + "\n\n" + text;
    }

    private static String html(Part part, String text) {
        StringBuilder html = new StringBuilder("<h2>" + part.heading() + "</h2>");
        for (String paragraph : text.split("\n\n")) {
            html.append("<p>").append(escape(paragraph)).append("</p>");
        }
        return html.toString();
    }

    /** For between tags, where nothing else can be taken for markup. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }
}
