package dev.shida.pages;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.regex.Pattern;

/** How templates set texts. */
@TemplateExtension
final class Typography {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** In and after a word that another one follows it is an apostrophe, elsewhere a quotation mark. */
    private static final Pattern APOSTROPHE =
            Pattern.compile("(?<=[\\p{IsLatin}\\p{Nd}])’(?=\\p{IsLatin}|\\h\\p{IsLatin})");

    /** How wide a numeral is that fits beside a title, in letters; a Han character is as wide as two. */
    private static final int BESIDE = 3;

    private Typography() {}

    /** What is between the apostrophes of a text with Han characters, in whose typeface they are too wide; any other text whole. */
    static List<String> runs(String text) {
        return runs(text, hasHan(text));
    }

    /** The same of a part of a text that has Han characters or not. */
    static List<String> runs(String part, boolean amongHan) {
        return amongHan ? APOSTROPHE.splitAsStream(part).toList() : List.of(part);
    }

    static boolean hasHan(String text) {
        return HAN.matcher(text).find();
    }

    /** Whether a numeral is too wide to stand in large figures beside a title. */
    static boolean wide(String numeral) {
        return numeral.codePoints().map(c -> isFullWidth(c) ? 2 : 1).sum() > BESIDE;
    }

    /** Whether a character is of a script whose characters are about twice as wide as letters of alphabets. */
    static boolean isFullWidth(int codePoint) {
        return codePoint >= 0x2E80;
    }
}
