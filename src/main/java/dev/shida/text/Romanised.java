package dev.shida.text;

import java.util.Map;
import java.util.Optional;

/** Writes Korean and Japanese letters in Latin ones, letter by letter. */
final class Romanised {

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

    /** Two kana that are one syllable, whose consonant is not the first one's, and a kana of no row. */
    private static final Map<String, String> SYLLABLES =
            Map.of("ウィ", "wi", "ウェ", "we", "ウォ", "wo", "ヴァ", "va", "ヴィ", "vi", "ヴェ", "ve", "ヴォ", "vo", "ヴ", "vu");

    private static final int KATAKANA_AFTER_HIRAGANA = 'ア' - 'あ';

    private Romanised() {}

    /** A syllable of Hangul by the Revised Romanization; empty for any other character. */
    static Optional<String> hangul(int syllable) {
        int index = syllable - '가';
        return index < 0 || syllable > '힣'
                ? Optional.empty()
                : Optional.of(INITIALS[index / 588] + VOWELS[index % 588 / 28] + FINALS[index % 28]);
    }

    /** Kana by Hepburn's system, without the marks of long vowels; empty for what are no kana. */
    static String kana(String kana) {
        StringBuilder romaji = new StringBuilder();
        boolean doubled = false;
        for (int i = 0; i < kana.length(); i++) {
            char c = katakana(kana.charAt(i));
            String pair = i + 1 < kana.length() ? "" + c + katakana(kana.charAt(i + 1)) : "";
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
            } else {
                String syllable = Optional.ofNullable(SYLLABLES.get(pair))
                        .or(() -> Optional.ofNullable(SYLLABLES.get(Character.toString(c))))
                        .orElseGet(() -> syllable(c));
                i += SYLLABLES.containsKey(pair) ? 1 : 0;
                romaji.append(doubled && !syllable.isEmpty() ? doubling(syllable) : "")
                        .append(syllable);
                doubled = false;
            }
        }
        return romaji.toString();
    }

    private static char katakana(char kana) {
        return kana >= 'ぁ' && kana <= 'ゖ' ? (char) (kana + KATAKANA_AFTER_HIRAGANA) : kana;
    }

    private static char doubling(String syllable) {
        return syllable.startsWith("ch") ? 't' : syllable.charAt(0);
    }

    private static String syllable(char kana) {
        int index = KANA.indexOf(kana);
        if (index < 0 || kana == ' ' || kana == '.') {
            return "";
        }
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
