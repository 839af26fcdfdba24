package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the line that says who wrote an article from a paragraph of it. */
final class Byline {

    /** A full stop ends a sentence too, unless it is part of a short name such as Jr. or Inc.; a colon announces one. */
    private static final Pattern SENTENCE =
            Pattern.compile(".*(?:[。！？!?｡…：:]|(?<!\\b\\p{Lu}\\p{L}{0,3})\\.)[\\p{Pe}\\p{Pf}\"']*", Pattern.DOTALL);

    private static final String DAY = "\\d{1,4}\\s*[年년./-]\\s*\\d{1,2}\\s*[月월./-]\\s*\\d{1,4}\\s*[日号號일]?";
    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\\.?";

    private static final Pattern DATE = Pattern.compile(
            "(?:" + DAY + "|" + MONTH + "\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}\\s+" + MONTH
                    + "\\s+\\d{4})[\\p{L}\\s()（）,，]{0,12}(?:\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?)?",
            Pattern.CASE_INSENSITIVE);

    private Byline() {}

    static boolean isShort(String line) {
        return WhiteSpace.length(line) <= EditionContent.MAX_BYLINE;
    }

    static boolean endsSentence(String line) {
        return SENTENCE.matcher(line).matches();
    }

    /** Whether the first paragraph below the title is the byline: one short line that is no sentence, nor escaped. */
    static boolean is(List<Line> paragraph) {
        String text = paragraph.get(0).text();
        return paragraph.size() == 1 && !paragraph.get(0).isLiteral() && isShort(text) && !endsSentence(text);
    }

    static boolean isDate(String byline) {
        return byline.length() <= EditionContent.MAX_BYLINE
                && DATE.matcher(WhiteSpace.strip(byline)).matches();
    }
}
