package dev.shida.search;

import static dev.shida.search.StoryDocument.LONGEST_RUN;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;

/**
 * More characters than a run has, one after another: runs that cover them, each at its place.
 *
 * <p>Whichever runs cover them, they find the same stories; but all stories of each run are read. In news of a year, each
 * run of 2022年 is nearly everywhere, so those are taken that the fewest stories have. The rarest is among them in any case:
 * Lucene begins with it, and skips much of what the others have; and it alone says how much the phrase counts
 * ({@link StorySearcher}), so that how the rest is covered is no matter.
 */
final class NGramPhrase {
    private NGramPhrase() {}

    /**
     * Finds some characters in a field.
     *
     * @param points more than {@link StoryDocument#LONGEST_RUN}
     */
    static Query in(StorySearcher searcher, String field, int[] points) throws IOException {
        Term[] runs = new Term[points.length - LONGEST_RUN + 1];
        long[] frequencies = new long[runs.length];
        for (int start = 0; start < runs.length; start++) {
            runs[start] = new Term(field, new String(points, start, LONGEST_RUN));
            frequencies[start] = searcher.frequency(runs[start]);
            if (frequencies[start] == 0) {
                return new MatchNoDocsQuery();
            }
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int start : cover(frequencies)) {
            phrase.add(runs[start], start);
        }
        return phrase.build();
    }

    /**
     * Chooses the runs that the fewest stories have, the rarest among them: of all ways from the first run to the last, no
     * step longer than a run, the shortest one.
     *
     * @param frequencies how many stories have each run, by where it begins
     * @return where they begin, in order
     */
    static List<Integer> cover(long[] frequencies) {
        int rarest = IntStream.range(0, frequencies.length)
                .reduce((one, other) -> frequencies[other] < frequencies[one] ? other : one)
                .orElseThrow();
        long[] costs = new long[frequencies.length];
        int[] before = new int[frequencies.length];
        for (int start = 0; start < costs.length; start++) {
            before[start] = Math.max(0, start - LONGEST_RUN);
            for (int other = before[start] + 1; other < start; other++) {
                if (costs[other] < costs[before[start]]) {
                    before[start] = other;
                }
            }
            // So cheap is the rarest that no way leads past it.
            costs[start] = start == rarest ? Long.MIN_VALUE / 2 : costs[before[start]] + frequencies[start];
        }
        Deque<Integer> cover = new ArrayDeque<>(List.of(costs.length - 1));
        while (cover.getFirst() > 0) {
            cover.addFirst(before[cover.getFirst()]);
        }
        return List.copyOf(cover);
    }
}
