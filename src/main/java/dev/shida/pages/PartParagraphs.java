package dev.shida.pages;

import dev.shida.content.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of a story as a page shows it. */
record PartParagraphs(String id, Optional<String> heading, List<String> paragraphs) {
    private static final Pattern PARAGRAPHS = Pattern.compile("\n\n");
    private static final Pattern INDENT = Pattern.compile("^\u3000+");

    static PartParagraphs of(Part part, String language) {
        return new PartParagraphs(part.id(), part.heading(), paragraphs(part.text(), language));
    }

    /**
     * The paragraphs of a text, which are separated by one empty line. The stylesheet indents those in Chinese, in place of
     * ideographic spaces in print.
     *
     * @param language of the text, a BCP 47 tag
     */
    static List<String> paragraphs(String text, String language) {
        return PARAGRAPHS
                .splitAsStream(text)
                .map(paragraph -> Languages.areAlike(language, "zh")
                        ? INDENT.matcher(paragraph).replaceFirst("")
                        : paragraph)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
