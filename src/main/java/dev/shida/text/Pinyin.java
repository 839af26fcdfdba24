package dev.shida.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads words of Latin letters as Han characters spelt in pinyin. */
public final class Pinyin {
    /** The longest word that is tried, in letters: eight characters at the least. */
    static final int MAX_LETTERS = 48;

    /** The most characters that are found by the first letters of their syllables. */
    private static final int MAX_INITIALS = 12;

    /** The most ways to divide a word that are followed up. */
    private static final int MAX_WAYS = 24;

    private static final int LONGEST_SYLLABLE = 6;

    private Pinyin() {}

    /**
     * Every way to divide a word into syllables: {@code xian} is xian, and xi an. Tones, as marks or digits, do not
     * matter; an apostrophe, other punctuation and white space separate syllables, and ü may be written v.
     *
     * @return empty if the word is no pinyin
     */
    static List<List<String>> read(String word) {
        String letters = letters(word);
        if (letters.length() > MAX_LETTERS || !letters.matches("'?[a-z]+('[a-z]+)*'?")) {
            return List.of();
        }
        List<List<String>> ways = List.of(List.of());
        for (String part : letters.replaceAll("^'|'$", "").split("'", -1)) {
            List<List<String>> further = ways(part);
            ways = ways.stream()
                    .flatMap(way -> further.stream().map(more -> concat(way, more)))
                    .limit(MAX_WAYS)
                    .collect(Collectors.toList());
        }
        return ways;
    }

    /**
     * Every way to read a word whose end is still to be typed: all syllables but the last are whole, the last is the
     * beginning of one.
     */
    public static List<List<String>> readBeginning(String word) {
        String letters = letters(word).replace("'", "");
        List<List<String>> ways = new ArrayList<>();
        if (letters.length() <= MAX_LETTERS && letters.matches("[a-z]+")) {
            for (int last = 1; last <= Math.min(LONGEST_SYLLABLE, letters.length()); last++) {
                String end = letters.substring(letters.length() - last);
                if (!Han.syllablesFrom(end).isEmpty()) {
                    ways(letters.substring(0, letters.length() - last))
                            .forEach(way -> ways.add(concat(way, List.of(end))));
                }
            }
        }
        return ways.size() > MAX_WAYS ? List.copyOf(ways.subList(0, MAX_WAYS)) : ways;
    }

    /** A word as the first letters of syllables, which people type to save time; empty if it is none. */
    public static List<String> initials(String word) {
        String letters = letters(word);
        return letters.matches("[a-z]{2," + MAX_INITIALS + "}")
                ? letters.chars().mapToObj(Character::toString).toList()
                : List.of();
    }

    /** What can be part of pinyin, as a plain letter or an apostrophe; all that is left out of the index separates syllables. */
    public static String letters(String word) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(word, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Mn}\\p{Cf}]", "")
                .replaceAll("(?<=[a-z])[0-5]|ʼ", "'")
                .codePoints()
                .map(point -> FoldedText.isSearched(point) || point == '+' || point == '#' ? point : '\'')
                .forEach(letters::appendCodePoint);
        // Behind a letter these marks belong to a name, as in C++, which is no pinyin.
        return letters.toString()
                .replaceAll("(?<![a-z+#])[+#]+", "'")
                .replaceAll("'+", "'")
                .replaceAll("(?<=[ln])v", "u");
    }

    /** The ways for each beginning of the word, from the shortest on; the fewest syllables come first. */
    private static List<List<String>> ways(String word) {
        List<List<List<String>>> upTo = new ArrayList<>();
        upTo.add(List.of(List.of()));
        for (int end = 1; end <= word.length(); end++) {
            List<List<String>> ways = new ArrayList<>();
            for (int start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
                String syllable = word.substring(start, end);
                if (Han.isSyllable(syllable)) {
                    upTo.get(start).forEach(way -> ways.add(concat(way, List.of(syllable))));
                }
            }
            ways.sort((one, other) -> Integer.compare(one.size(), other.size()));
            upTo.add(ways.size() > MAX_WAYS ? List.copyOf(ways.subList(0, MAX_WAYS)) : ways);
        }
        return upTo.get(word.length());
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
