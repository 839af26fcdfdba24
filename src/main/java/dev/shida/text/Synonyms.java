package dev.shida.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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

    private final Map<String, Set<String>> byWord;

    /** Those of them that mean the same. */
    private final Map<String, Set<String>> same;

    private final int longest;

    private Synonyms(Map<String, Set<String>> byWord, Map<String, Set<String>> same) {
        this.byWord = byWord;
        this.same = same;
        longest = byWord.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Reads a list.
     *
     * @param fault gets a message for each line with a fault, and its number from 1
     */
    public static Synonyms parse(String text, ObjIntConsumer<String> fault) {
        Map<String, Set<String>> byWord = new LinkedHashMap<>();
        Map<String, Set<String>> same = new LinkedHashMap<>();
        int number = 0;
        int words = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            String rule = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (rule.isBlank() || rule.startsWith("#")) {
                continue;
            }
            List<String> sides = split(rule, ARROW);
            List<List<String>> lists = sides.stream().map(Synonyms::words).toList();
            if (sides.size() > 2) {
                fault.accept("has more than one =>", number);
            } else if (lists.stream().anyMatch(list -> list.stream().anyMatch(String::isEmpty))) {
                fault.accept("has no word, or only punctuation, beside a comma or =>", number);
            } else if (sides.size() == 1 && lists.get(0).size() == 1) {
                fault.accept("has one word alone, which has no synonym", number);
            } else {
                List<String> left = lists.get(0);
                List<String> right = lists.get(lists.size() - 1);
                words += left.size() + right.size();
                if (words > MAX_WORDS) {
                    fault.accept(
                            "is left out with all that follow, as the list has more than " + MAX_WORDS + " words",
                            number);
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

    private static void add(Map<String, Set<String>> to, String word, Collection<String> synonyms) {
        Set<String> all = to.computeIfAbsent(word, key -> new LinkedHashSet<>());
        synonyms.stream().filter(each -> !each.equals(word)).forEach(all::add);
    }

    /** These and others. */
    public Synonyms and(Synonyms more) {
        Map<String, Set<String>> both = new LinkedHashMap<>();
        Map<String, Set<String>> bothSame = new LinkedHashMap<>();
        for (Synonyms each : List.of(this, more)) {
            each.byWord.forEach((word, synonyms) -> add(both, word, synonyms));
            each.same.forEach((word, synonyms) -> add(bothSame, word, synonyms));
        }
        return new Synonyms(both, bothSame);
    }

    private static List<String> words(String side) {
        return split(side, ",").stream()
                .map(word -> FoldedText.of(unescaped(word)).joined())
                .toList();
    }

    /** Splits at a separator that no backslash is before. */
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(separator, i)) {
                parts.add(text.substring(from, i));
                from = i + separator.length();
                i = from - 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String unescaped(String word) {
        return word.replaceAll("\\\\(.)", "$1");
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byWord.isEmpty();
    }

    /** The synonyms of a word, both folded; none if it has none. */
    public Set<String> of(String word) {
        return byWord.getOrDefault(word, Set.of());
    }

    /** Those that mean the same. */
    public Set<String> same(String word) {
        return same.getOrDefault(word, Set.of());
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
