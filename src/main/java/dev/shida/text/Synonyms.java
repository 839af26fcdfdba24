package dev.shida.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Synonyms, in the format of Solr: words with commas between them mean the same; left of {@code =>} are words for which
 * those right of it are near enough. A backslash takes the meaning of the character behind it, and a line that begins with #
 * is a comment.
 */
public final class Synonyms {
    /** None. */
    public static final Synonyms NONE = new Synonyms(Map.of(), Map.of());

    /** The name of the file of an operator's own. */
    public static final String FILE = "synonyms.txt";

    /** The most words of one list; every line costs memory and time of each search. */
    public static final int MAX_WORDS = 20_000;

    private static final String ARROW = "=>";

    /** What can be wrong with a line of a list. */
    public enum LineFault {
        /** It has more than one {@code =>}. */
        SEVERAL_ARROWS,
        /** Beside a comma or {@code =>} there is nothing, or only punctuation. */
        NO_WORD,
        /** It has one word, without a synonym. */
        ONE_WORD,
        /** The list has more than {@value #MAX_WORDS} words; this line and all that follow are left out. */
        TOO_MANY_WORDS
    }

    /** The right sides of all rules that have a word left; sets of them are made when a word is looked up, as few ever are. */
    private final Map<String, List<List<String>>> byWord;

    /** Those of them that mean the same. */
    private final Map<String, List<List<String>>> same;

    private final int longest;

    private Synonyms(Map<String, List<List<String>>> byWord, Map<String, List<List<String>>> same) {
        this.byWord = byWord;
        this.same = same;
        longest = byWord.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Reads a list.
     *
     * @param faults gets what is wrong with each line that has a fault, and its number from 1
     */
    public static Synonyms parse(String text, ObjIntConsumer<LineFault> faults) {
        Map<String, List<List<String>>> byWord = new HashMap<>();
        Map<String, List<List<String>>> same = new HashMap<>();
        Map<String, String> folded = new HashMap<>();
        int number = 0;
        int words = 0;
        for (String line : text.lines().toList()) {
            number++;
            String rule = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (rule.isBlank() || rule.startsWith("#")) {
                continue;
            }
            List<String> sides = split(rule, ARROW);
            String leftSide = sides.get(0).strip();
            String rightSide = sides.get(sides.size() - 1).strip();
            List<String> left = words(leftSide, folded);
            List<String> right = leftSide.equals(rightSide) ? left : words(rightSide, folded);
            if (sides.size() > 2) {
                faults.accept(LineFault.SEVERAL_ARROWS, number);
            } else if (left.contains("") || right.contains("")) {
                faults.accept(LineFault.NO_WORD, number);
            } else if (sides.size() == 1 && left.size() == 1) {
                faults.accept(LineFault.ONE_WORD, number);
            } else {
                words += left.size() + right.size();
                if (words > MAX_WORDS) {
                    faults.accept(LineFault.TOO_MANY_WORDS, number);
                    break;
                }
                left.forEach(word -> add(byWord, word, right));
                if (sides.size() == 1) {
                    left.forEach(word -> add(same, word, right));
                }
            }
        }
        return new Synonyms(byWord, same);
    }

    private static void add(Map<String, List<List<String>>> to, String word, List<String> synonyms) {
        to.computeIfAbsent(word, key -> new ArrayList<>(1)).add(synonyms);
    }

    /** These and others. */
    public Synonyms and(Synonyms more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, List<List<String>>> both = new HashMap<>();
        Map<String, List<List<String>>> bothSame = new HashMap<>();
        for (Synonyms each : List.of(this, more)) {
            each.byWord.forEach((word, rules) -> rules.forEach(synonyms -> add(both, word, synonyms)));
            each.same.forEach((word, rules) -> rules.forEach(synonyms -> add(bothSame, word, synonyms)));
        }
        return new Synonyms(both, bothSame);
    }

    /** The words of a side, folded; most stand on several lines and on both sides, and are folded once. */
    private static List<String> words(String side, Map<String, String> folded) {
        List<String> words = new ArrayList<>();
        for (String word : split(side, ",")) {
            words.add(folded.computeIfAbsent(
                    word.strip(), typed -> FoldedText.of(unescaped(typed)).joined()));
        }
        return words;
    }

    /** Splits at a separator that no backslash is before. */
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0) {
            if (isEscaped(text, at)) {
                at = text.indexOf(separator, at + 1);
            } else {
                parts.add(text.substring(from, at));
                from = at + separator.length();
                at = text.indexOf(separator, from);
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static boolean isEscaped(String text, int index) {
        int backslashes = 0;
        while (backslashes < index && text.charAt(index - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static String unescaped(String word) {
        return word.indexOf('\\') < 0 ? word : word.replaceAll("\\\\(.)", "$1");
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byWord.isEmpty();
    }

    /** The synonyms of a word, both folded; none if it has none. */
    public Set<String> of(String word) {
        return synonyms(byWord, word);
    }

    /** Those that mean the same. */
    public Set<String> same(String word) {
        return synonyms(same, word);
    }

    private static Set<String> synonyms(Map<String, List<List<String>>> of, String word) {
        Set<String> all = new LinkedHashSet<>();
        of.getOrDefault(word, List.of()).forEach(all::addAll);
        all.remove(word);
        return all;
    }

    /** The length of the longest word that has synonyms and stands at an index of a folded text; 0 if none does. */
    public int lengthAt(String text, int index) {
        for (int length = Math.min(longest, text.length() - index); length > 0; length--) {
            if (byWord.containsKey(text.substring(index, index + length))) {
                return length;
            }
        }
        return 0;
    }
}
