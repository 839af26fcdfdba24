package dev.shida.api;

import dev.shida.content.Story;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A story to read, in full: its title, and its parts below their headings. The MarkdownRenderer of commonmark leaves a plus sign
 * at the beginning of a line, and the markup of tables, unescaped (src/bench/README.md).
 */
final class StoryFormats {
    /**
     * What could be taken for markup (CommonMark 0.31, and the tables, strikethrough and footnotes of others): anywhere in
     * a line, or where one begins.
     */
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_#\\[\\]<>&|~$]|(?m:^)(?:[+=:-]|\\d{1,9}(?=[.)]))");

    private StoryFormats() {}

    /** Paragraphs separated by one empty line. */
    static String plain(Story story) {
        return text(story, "", "", text -> text);
    }

    /** The same as CommonMark, in which nothing of the story is markup. */
    static String markdown(Story story) {
        return text(story, "# ", "## ", StoryFormats::escape);
    }

    private static String text(Story story, String title, String heading, UnaryOperator<String> escape) {
        Stream<String> parts = story.parts().orElseThrow().stream()
                .flatMap(part -> Stream.concat(
                        part.heading().map(text -> heading + escape.apply(text)).stream(),
                        Stream.of(escape.apply(part.text()))));
        return Stream.concat(Stream.of(title + escape.apply(story.heading())), parts)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String escape(String text) {
        return MARKUP.matcher(text).replaceAll(found -> {
            String markup = found.group();
            // Of a number that would begin a list, the mark behind it is escaped.
            return Character.isDigit(markup.charAt(0)) ? markup + "\\\\" : "\\\\" + Matcher.quoteReplacement(markup);
        });
    }
}
