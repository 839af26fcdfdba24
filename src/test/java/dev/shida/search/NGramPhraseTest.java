package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NGramPhraseTest {
    @Test
    void coversWithTheRunsThatTheFewestStoriesHave() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            long[] frequencies =
                    random.longs(2 + random.nextInt(9), 1, 1_000_000).toArray();
            List<Integer> cover = NGramPhrase.cover(frequencies);
            assertTrue(
                    covers(cover, frequencies),
                    cover + " of " + LongStream.of(frequencies).boxed().toList());
            assertEquals(cheapest(frequencies), cost(cover, frequencies));
        }
    }

    @Test
    void takesFewRunsWhereAllAreAsRare() {
        assertEquals(List.of(0, 3, 6, 9), NGramPhrase.cover(new long[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
        assertEquals(List.of(0, 3), NGramPhrase.cover(new long[] {7, 7, 7, 7}));
    }

    @Test
    void goesRoundWhatIsEverywhere() {
        assertEquals(List.of(0, 2, 3, 6), NGramPhrase.cover(new long[] {6, 9, 2, 4, 9_000, 9_000, 8_000}));
    }

    /** Of all sets of runs. */
    private static long cheapest(long[] frequencies) {
        long cheapest = Long.MAX_VALUE;
        for (int set = 0; set < 1 << frequencies.length; set++) {
            List<Integer> runs = new ArrayList<>();
            for (int start = 0; start < frequencies.length; start++) {
                if ((set >> start & 1) == 1) {
                    runs.add(start);
                }
            }
            if (covers(runs, frequencies)) {
                cheapest = Math.min(cheapest, cost(runs, frequencies));
            }
        }
        return cheapest;
    }

    private static long cost(List<Integer> runs, long[] frequencies) {
        return runs.stream().mapToLong(start -> frequencies[start]).sum();
    }

    private static boolean covers(List<Integer> runs, long[] frequencies) {
        int next = 0;
        for (int start : runs) {
            if (start > next) {
                return false;
            }
            next = start + MAX_NGRAM;
        }
        long least = LongStream.of(frequencies).min().orElseThrow();
        return next == frequencies.length - 1 + MAX_NGRAM
                && runs.stream().anyMatch(start -> frequencies[start] == least);
    }
}
