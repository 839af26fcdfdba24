package dev.shida.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * What is known of Han characters: which simplified one stands for a traditional one, and how they are read.
 *
 * <p>ICU knows this, but takes two seconds and a jar of 14 MB to say it, and it looks at neighbours, so that part of a
 * text would fold otherwise than the text. So its answers for single characters are tables here, which a test compares
 * with it; and as a character by itself may be read in several ways (行 is xing, and hang), of which ICU says one, the
 * others are in a table of their own, from Unicode's Unihan database. Characters that Japanese has simplified otherwise
 * than Chinese are in a third table, as ICU does not know them.
 */
public final class Han {
    private static final int[] NONE = {};

    private Han() {}

    /** Loaded at first use, which is after the start. */
    private static final class Simplified {
        static final char[] BASIC = new char[0x10000];
        static final Map<Integer, Integer> BEYOND = new HashMap<>();

        static {
            forEachLine("simplified.txt", (first, line) -> read(line));
            forEachLine("shinjitai.txt", (first, line) -> read(line));
        }

        private static void read(String line) {
            for (String pair : line.split(" ", -1)) {
                int traditional = pair.codePointAt(0);
                int simple = pair.codePointBefore(pair.length());
                if (traditional < BASIC.length && simple < BASIC.length) {
                    BASIC[traditional] = (char) simple;
                } else {
                    BEYOND.put(traditional, simple);
                }
            }
        }
    }

    private static final class Readings {
        static final Map<String, int[]> CHARACTERS = new HashMap<>();

        /** The other way round, of those that were asked for. */
        static final Map<Integer, List<String>> OF = new ConcurrentHashMap<>();

        static {
            forEachLine(
                    "readings.txt",
                    (syllable, line) ->
                            add(syllable, line.substring(syllable.length() + 1).codePoints()));
            forEachLine("polyphones.txt", (character, line) -> {
                for (String syllable : line.substring(character.length() + 1).split(" ", -1)) {
                    add(syllable, character.codePoints());
                }
            });
        }

        private static void add(String syllable, IntStream characters) {
            CHARACTERS.merge(
                    syllable,
                    characters.sorted().toArray(),
                    (some, more) -> IntStream.concat(Arrays.stream(some), Arrays.stream(more))
                            .sorted()
                            .distinct()
                            .toArray());
        }
    }

    /** The first reading of each character, which only imports need. */
    private static final class FirstReadings {
        static final Map<Integer, String> OF = new HashMap<>();

        static {
            forEachLine(
                    "readings.txt",
                    (syllable, line) -> line.substring(syllable.length() + 1)
                            .codePoints()
                            .forEach(each -> OF.putIfAbsent(each, syllable)));
        }
    }

    /** How a character is mostly read, in pinyin without tones. */
    static Optional<String> pinyin(int point) {
        return Optional.ofNullable(FirstReadings.OF.get(simplify(point)));
    }

    /** The simplified character for a traditional or a Japanese one; any other code point as it is. */
    public static int simplify(int point) {
        if (point < Simplified.BASIC.length) {
            char simple = Simplified.BASIC[point];
            if (simple != 0) {
                return simple;
            }
        }
        return Simplified.BEYOND.isEmpty() ? point : Simplified.BEYOND.getOrDefault(point, point);
    }

    /** The simplified characters that are read as a syllable without tone, in ascending order. */
    public static int[] readAs(String syllable) {
        return Readings.CHARACTERS.getOrDefault(syllable, NONE);
    }

    public static boolean reads(int point, String syllable) {
        return Arrays.binarySearch(readAs(syllable), point) >= 0;
    }

    /** How a simplified character is read, in each of its ways. */
    public static List<String> readingsOf(int point) {
        return Readings.OF.computeIfAbsent(
                point,
                each -> Readings.CHARACTERS.keySet().stream()
                        .filter(syllable -> reads(each, syllable))
                        .sorted()
                        .toList());
    }

    /** The syllables that begin so. */
    public static List<String> syllablesFrom(String beginning) {
        return Readings.CHARACTERS.keySet().stream()
                .filter(syllable -> syllable.startsWith(beginning))
                .sorted()
                .toList();
    }

    static boolean isSyllable(String word) {
        return Readings.CHARACTERS.containsKey(word);
    }

    private static void forEachLine(String table, BiConsumer<String, String> action) {
        Resource.text("/han/" + table)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> action.accept(line.substring(0, Math.max(1, line.indexOf(' '))), line));
    }
}
