package dev.shida.feed;

import dev.shida.content.Part;
import dev.shida.content.Story;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of a story, each below its heading.
 *
 * @param text plain, paragraphs separated by one empty line; empty if it has no part
 * @param html the same as a piece of HTML, in which nothing of the story is markup
 */
record EntryContent(String text, String html) {
    static EntryContent of(Story story) {
        List<Part> parts = story.parts().orElseThrow();
        return new EntryContent(
                parts.stream().map(EntryContent::text).collect(Collectors.joining("\n\n")),
                parts.stream().map(EntryContent::html).collect(Collectors.joining()));
    }

    private static String text(Part part) {
        return part.heading().map(heading -> heading + "\n\n").orElse("") + part.text();
    }

    private static String html(Part part) {
        StringBuilder html = new StringBuilder();
        part.heading()
                .ifPresent(
                        heading -> html.append("<h2>").append(escape(heading)).append("</h2>"));
        for (String paragraph : part.text().split("\n\n")) {
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
