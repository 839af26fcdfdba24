package dev.shida.api;

import dev.shida.content.Part;
import dev.shida.content.Story;
import dev.shida.content.Story.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A story to read, in full: its title, and both tellings below their headings. */
final class StoryFormats {
    /**
     * What could be taken for markup (CommonMark 0.31, and the tables, strikethrough and footnotes of others): anywhere in
     * a line, or where one begins.
     */
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_#\\[\\]<>&|~$]|(?m:^)(?:[+=:-]|\\d{1,9}(?=[.)]))");

    private StoryFormats() {}

    /** Paragraphs parted by one empty line. */
    static String plain(Story story) {
        Texts texts = story.texts().orElseThrow();
        return String.join(
                        "\n\n",
                        story.title(),
                        Part.REPLAY.heading(),
                        texts.replay(),
                        Part.COMMENTARY.heading(),
                        texts.commentary())
                + "\n";
    }

    /** The same as CommonMark, in which nothing of the story is markup. */
    static String markdown(Story story) {
        Texts texts = story.texts().orElseThrow();
        return String.join(
                        "\n\n",
                        "# " + escape(story.title()),
                        "## " + Part.REPLAY.heading(),
                        escape(texts.replay()),
                        "## " + Part.COMMENTARY.heading(),
                        escape(texts.commentary()))
                + "\n";
    }

    private static String escape(String text) {
        return MARKUP.matcher(text).replaceAll(found -> {
            String markup = found.group();
            // Of a number that would begin a list, the mark behind it is escaped.
            return Character.isDigit(markup.charAt(0)) ? markup + "\\\\" : "\\\\" + Matcher.quoteReplacement(markup);
        });
    }
}
