package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the line that says who wrote an article from a paragraph of it. */
final class Byline {

    /** A full stop ends a sentence too, unless it is part of a short name such as Jr. or Inc. */
    private static final Pattern SENTENCE =
            Pattern.compile(".*(?:[。！？!?｡…]|(?<!\\b\\p{Lu}\\p{L}{0,3})\\.)[\\p{Pe}\\p{Pf}\"']*", Pattern.DOTALL);

    private Byline() {}

    static boolean isShort(String line) {
        return WhiteSpace.length(line) <= EditionContent.MAX_BYLINE;
    }

    static boolean endsSentence(String line) {
        return SENTENCE.matcher(line).matches();
    }

    static void check(List<Line> paragraph, Faults faults) {
        int line = paragraph.get(0).number();
        String text = Section.text(paragraph);
        if (paragraph.size() > 1) {
            faults.at(
                    line,
                    "the first paragraph has %d lines and is no byline; expected one line that says who wrote the article, and an empty line below it"
                            .formatted(paragraph.size()));
        } else if (!isShort(text)) {
            faults.at(
                    line,
                    "the first paragraph has %d characters and is no byline; expected a line of at most %d above it that says who wrote the article"
                            .formatted(WhiteSpace.length(text), EditionContent.MAX_BYLINE));
        } else if (endsSentence(text)) {
            faults.at(
                    line,
                    "the first paragraph ends a sentence and is no byline; expected a line above it that says who wrote the article");
        }
    }
}
