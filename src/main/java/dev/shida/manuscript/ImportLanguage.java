package dev.shida.manuscript;

import java.lang.Character.UnicodeScript;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells the language of an article by its characters and its most frequent words. */
final class ImportLanguage {

    private static final Map<String, Pattern> WORDS = Map.of(
            "en", words("the|and|of|to|in|is|was|for|that"),
            "de", words("der|die|das|und|ist|nicht|ein|eine|von|mit"),
            "fr", words("le|la|les|et|des|est|une|dans|pour|qui"),
            "es", words("el|los|las|y|es|una|del|por|con|que"),
            "it", words("il|gli|che|di|è|una|per|nel|della|sono"),
            "pt", words("o|os|as|que|é|uma|do|da|não|em"),
            "nl", words("de|het|een|van|en|niet|met|voor|zijn|op"));

    /** The beginning of an article, in UTF-16 units, is in its language. */
    private static final int SAMPLE = 50_000;

    private ImportLanguage() {}

    private static Pattern words(String words) {
        return Pattern.compile("(?iu)(?<!\\p{L})(?:" + words + ")(?!\\p{L})");
    }

    /** A BCP 47 tag. */
    static String of(String article) {
        String text = article.substring(0, Math.min(article.length(), SAMPLE));
        long kana = count(text, UnicodeScript.HIRAGANA) + count(text, UnicodeScript.KATAKANA);
        long hangul = count(text, UnicodeScript.HANGUL);
        long han = count(text, UnicodeScript.HAN);
        long latin = count(text, UnicodeScript.LATIN);
        if (kana > 5 && kana * 10 > han) {
            return "ja";
        }
        if (hangul > 5 && hangul > han) {
            return "ko";
        }
        if (han * 4 > latin) {
            return chinese(text);
        }
        if (count(text, UnicodeScript.CYRILLIC) > latin) {
            return "ru";
        }
        return WORDS.entrySet().stream()
                .max(Comparator.<Map.Entry<String, Pattern>>comparingLong(entry ->
                                entry.getValue().matcher(text).results().count())
                        .thenComparing(entry -> entry.getKey().equals("en"))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse("en");
    }

    private static long count(String text, UnicodeScript script) {
        return text.codePoints().filter(c -> UnicodeScript.of(c) == script).count();
    }

    /** Characters that only one of the two old character sets has are of that script. */
    private static String chinese(String text) {
        CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
        CharsetEncoder traditional = Charset.forName("Big5").newEncoder();
        long balance = text.codePoints()
                .filter(c -> c <= 0xFFFF && UnicodeScript.of(c) == UnicodeScript.HAN)
                .map(c -> (traditional.canEncode((char) c) ? 1 : 0) - (simplified.canEncode((char) c) ? 1 : 0))
                .sum();
        if (balance <= 0) {
            return "zh-CN";
        }
        long taiwan = mentions(text, List.of("台灣", "臺灣", "立委", "立法院", "新台幣", "中華民國", "行政院"));
        long hongKong = mentions(text, List.of("香港", "港元", "立法會", "特首", "港鐵"));
        return taiwan == hongKong ? "zh-Hant" : taiwan > hongKong ? "zh-TW" : "zh-HK";
    }

    private static long mentions(String text, List<String> words) {
        return words.stream().filter(text::contains).count();
    }
}
