package dev.shida.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes ids for titles: their first words in ASCII, Chinese as pinyin, Korean and Japanese letters romanised. */
public final class Slug {

    private static final int MAX_WORDS = 6;
    private static final int MAX_LENGTH = 40;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}’'·ー]*");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    /** Words that say little. */
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "is", "are", "with", "by", "from",
            "as");

    private static final String[] INITIALS = {
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"
    };
    private static final String[] VOWELS = {
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
        "ui", "i"
    };
    private static final String[] FINALS = {
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t"
    };

    /** The rows of kana, each with its vowels; a dot is a kana that there is not. */
    private static final String KANA =
            "アイウエオ カキクケコ ガギグゲゴ サシスセソ ザジズゼゾ タチツテト ダヂヅデド ナニヌネノ ハヒフヘホ バビブベボ パピプペポ マミムメモ ヤ.ユ.ヨ ラリルレロ ワヰ.ヱヲ";

    private static final String ROWS = ",k,g,s,z,t,d,n,h,b,p,m,y,r,w";

    private Slug() {}

    /**
     * Words of {@code a-z}, {@code 0-9} with {@code -} between them, at most {@value #MAX_LENGTH} characters.
     *
     * @param language a BCP 47 tag; Han characters are read in pinyin only where it is Chinese
     * @return empty where nothing of the text can be written so
     */
    public static String of(String text, String language) {
        List<String> all = words(text, language.startsWith("zh"), language.startsWith("ja"));
        List<String> words = all.stream()
                .filter(word ->
                        !STOP_WORDS.contains(word) && !YEAR.matcher(word).matches())
                .toList();
        StringBuilder slug = new StringBuilder();
        for (String word :
                (words.isEmpty() ? all : words).stream().limit(MAX_WORDS).toList()) {
            String part = word.length() > MAX_LENGTH ? word.substring(0, MAX_LENGTH) : word;
            if (slug.length() + part.length() < MAX_LENGTH || slug.isEmpty()) {
                slug.append(slug.isEmpty() ? "" : "-").append(part);
            } else {
                break;
            }
        }
        return slug.toString();
    }

    private static List<String> words(String text, boolean chinese, boolean japanese) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        while (word.find() && words.size() < MAX_WORDS * 3) {
            StringBuilder letters = new StringBuilder();
            StringBuilder kana = new StringBuilder();
            word.group().codePoints().forEach(c -> {
                if (UnicodeScript.of(c) == UnicodeScript.HAN) {
                    add(words, letters);
                    addKana(words, kana);
                    if (chinese && c != '年') {
                        Han.pinyin(c).ifPresent(words::add);
                    }
                } else if (UnicodeScript.of(c) == UnicodeScript.KATAKANA || c == 'ー') {
                    add(words, letters);
                    kana.appendCodePoint(c);
                } else if (c >= 0xAC00 && c <= 0xD7A3) {
                    letters.append(romaja(c));
                } else {
                    addKana(words, kana);
                    letters.append(ascii(c));
                    if (UnicodeScript.of(c) == UnicodeScript.HIRAGANA) {
                        add(words, letters);
                    }
                }
            });
            add(words, letters);
            addKana(words, kana);
        }
        boolean hasLetters = words.stream().anyMatch(each -> each.matches(".*[a-z]{2}.*"));
        return japanese
                ? words.stream().filter(each -> hasLetters && each.length() > 1).toList()
                : words;
    }

    private static void add(List<String> words, StringBuilder letters) {
        if (!letters.isEmpty()) {
            words.add(letters.toString());
            letters.setLength(0);
        }
    }

    private static void addKana(List<String> words, StringBuilder kana) {
        String romaji = romaji(kana.toString());
        if (!romaji.isEmpty()) {
            words.add(romaji);
        }
        kana.setLength(0);
    }

    private static String ascii(int c) {
        return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    /** Revised Romanization, letter by letter. */
    private static String romaja(int syllable) {
        int index = syllable - 0xAC00;
        return INITIALS[index / 588] + VOWELS[index % 588 / 28] + FINALS[index % 28];
    }

    /** Hepburn. */
    private static String romaji(String katakana) {
        StringBuilder romaji = new StringBuilder();
        boolean doubled = false;
        for (char c : katakana.toCharArray()) {
            int last = romaji.length() - 1;
            int small = "ャ.ュ.ョ".indexOf(c);
            int smallVowel = "ァィゥェォ".indexOf(c);
            if (c == 'ッ') {
                doubled = true;
            } else if (c == 'ン') {
                romaji.append('n');
            } else if (small >= 0 && last >= 0) {
                romaji.setLength(last);
                romaji.append(romaji.toString().matches(".*(?:sh|ch|j)") ? "" : "y")
                        .append("aiueo".charAt(small));
            } else if (smallVowel >= 0 && last >= 0) {
                romaji.setLength(last);
                romaji.append("aiueo".charAt(smallVowel));
            } else if (KANA.indexOf(c) >= 0) {
                String syllable = syllable(c);
                romaji.append(doubled ? syllable.substring(0, 1) : "").append(syllable);
                doubled = false;
            }
        }
        return romaji.toString();
    }

    private static String syllable(char kana) {
        int index = KANA.indexOf(kana);
        String plain = ROWS.split(",", -1)[index / 6] + "aiueo".charAt(index % 6);
        return switch (plain) {
            case "si" -> "shi";
            case "ti" -> "chi";
            case "tu" -> "tsu";
            case "hu" -> "fu";
            case "zi", "di" -> "ji";
            case "du" -> "zu";
            case "wo" -> "o";
            default -> plain;
        };
    }
}
