package dev.shida.search;

import dev.shida.text.Han;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Where a line of a headline may end in scripts that do not separate words by spaces: Chinese between the words that
 * Lucene's smartcn finds, Japanese where a particle or an ending is followed by another script. Where punctuation allows a
 * line to end, a browser knows.
 */
public final class WordBreaks {
    /** Words of one character that belong to what follows; the others belong to what comes before. */
    private static final String LEADING = "和与及或在对向为把将以从由被让使给第各每再新老首近超约不未全两一二三四五六七八九十百千";

    private WordBreaks() {}

    /**
     * The places within a text, in UTF-16 units, in ascending order; none at its ends.
     *
     * @param language of the text, a BCP 47 tag
     */
    public static List<Integer> in(String text, String language) {
        return switch (Locale.forLanguageTag(language).getLanguage()) {
            case "zh" -> chinese(text);
            case "ja" -> japanese(text);
            default -> List.of();
        };
    }

    private static List<Integer> chinese(String text) {
        List<Integer> breaks = new ArrayList<>();
        // smartcn knows simplified characters.
        try (Tokenizer words = new HMMChineseTokenizer()) {
            words.setReader(new StringReader(simplified(text)));
            OffsetAttribute word = words.getAttribute(OffsetAttribute.class);
            words.reset();
            boolean joined = true;
            while (words.incrementToken()) {
                int start = word.startOffset();
                boolean single = word.endOffset() - start == 1;
                boolean leading = single && LEADING.indexOf(Han.simplify(text.charAt(start))) >= 0;
                if (!joined && (!single || leading) && isBetweenLetters(text, start)) {
                    breaks.add(start);
                }
                joined = leading;
            }
            words.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return breaks;
    }

    /** The same length in UTF-16 units. */
    private static String simplified(String text) {
        StringBuilder simplified = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            int simple = Han.simplify(text.charAt(i));
            if (Character.isBmpCodePoint(simple)) {
                simplified.setCharAt(i, (char) simple);
            }
        }
        return simplified.toString();
    }

    private static List<Integer> japanese(String text) {
        List<Integer> breaks = new ArrayList<>();
        for (int i = 1; i < text.length(); i++) {
            if (isBetweenLetters(text, i)) {
                UnicodeScript before = scriptOf(text, i - 1);
                UnicodeScript after = scriptOf(text, i);
                boolean afterEnding = before == UnicodeScript.HIRAGANA && after != UnicodeScript.HIRAGANA;
                boolean afterLoanword = before == UnicodeScript.KATAKANA && after == UnicodeScript.HAN;
                if (afterEnding || afterLoanword) {
                    breaks.add(i);
                }
            }
        }
        return breaks;
    }

    private static UnicodeScript scriptOf(String text, int index) {
        char c = text.charAt(index);
        return c == 'ー' ? UnicodeScript.KATAKANA : UnicodeScript.of(c);
    }

    /** A line ends neither within a number or a word of an alphabet, nor before or after punctuation that forbids it. */
    private static boolean isBetweenLetters(String text, int index) {
        char before = text.charAt(index - 1);
        char after = text.charAt(index);
        return Character.isLetterOrDigit(text.codePointBefore(index))
                && Character.isLetterOrDigit(text.codePointAt(index))
                && !Character.isSurrogate(before)
                && !Character.isSurrogate(after)
                && !Character.isDigit(before)
                && !(before < 0x2000 && after < 0x2000);
    }
}
