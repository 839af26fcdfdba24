package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts titles from paragraphs that have none above them. */
final class ImportStoryTitle {

    /** The longest title, in code points. */
    static final int LONGEST = EditionContent.MAX_TITLE;

    /** What is narrower may be the second sentence of a title. */
    private static final int LEAST_TEXT = 60;

    private static final Pattern SENTENCE =
            Pattern.compile("(?:[。！？!?｡]|(?<![\\p{Lu}\\d])\\.(?=\\s+\\p{Lu}))[\\p{Pe}\\p{Pf}\"']*");
    private static final Pattern LEAD = Pattern.compile(
            "[\\h\\p{Z}]*(?:[【\\[［〔][^】\\]］〕]{2,60}[】\\]］〕]|[^。：:，,.]{2,40}[：:](?!\\d)|[^。，,]{4,60}?(?:\u3000|  ))");

    private ImportStoryTitle() {}

    /** Whether the lines with which stories begin are paragraphs, of which only the beginning can be a title. */
    static boolean isSplit(List<ImportLine> lines, ImportProposal list) {
        List<Integer> widths =
                list.items().stream().map(i -> lines.get(i).width()).sorted().toList();
        Set<Integer> items = new HashSet<>(list.items());
        long sentences = list.items().stream()
                .filter(i -> hasTextBelowSentence(lines.get(i).text(), i + 1 == lines.size() || items.contains(i + 1)))
                .count();
        long bold = list.items().stream()
                .filter(i -> lines.get(i).bold() > 0 && !lines.get(i).isBold())
                .count();
        return widths.get(widths.size() / 2) > ImportStories.WIDEST_TITLE
                || sentences * 3 > list.items().size() * 2L
                || bold * 3 > list.items().size() * 2L
                || list.sign().isBeginning();
    }

    /** @param isAlone whether the line is all that there is of its story */
    private static boolean hasTextBelowSentence(String text, boolean isAlone) {
        Matcher sentence = SENTENCE.matcher(text);
        if (!sentence.find()) {
            return false;
        }
        String rest = text.substring(sentence.end());
        return ImportLine.width(rest) > LEAST_TEXT || isAlone && ImportWords.endsSentence(rest);
    }

    /** Where a title may end in a paragraph: below its bold or bracketed beginning, else below its first sentence. */
    static int cut(String text, int from, int bold) {
        if (bold > from && bold < text.length()) {
            return bold;
        }
        int limit = Math.max(from, text.offsetByCodePoints(0, Math.min(LONGEST, WhiteSpace.length(text))));
        Matcher lead = LEAD.matcher(text).region(from, limit);
        if (lead.lookingAt()) {
            return lead.end();
        }
        Matcher sentence = SENTENCE.matcher(text).region(from, limit);
        if (sentence.find()) {
            return sentence.end();
        }
        int comma = Math.max(text.lastIndexOf('，', limit - 1), text.lastIndexOf(", ", limit - 1));
        return limit == text.length() ? limit : comma > from ? comma + 1 : limit;
    }
}
