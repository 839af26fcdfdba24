package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

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
 * A text longer than an n-gram, as a phrase of n-grams that cover it.
 *
 * <p>Whichever n-grams cover the text, the phrase matches the same stories; but the postings of each are read. In news of a
 * year, each n-gram of 2022年 is nearly everywhere, so the cover has the rarest ones. The very rarest is always in it: Lucene
 * leads with it, and skips most of the others' postings; and it alone gives the phrase its weight ({@link StorySearcher}), so
 * the choice of the others does not change scores.
 *
 * <p>Lucene's NGramPhraseQuery takes every n-th term without regard to frequency.
 */
final class NGramPhrase {
    private NGramPhrase() {}

    /**
     * The phrase for a text in a field.
     *
     * @param points more than {@link StoryDocument#MAX_NGRAM}
     */
    static Query in(StorySearcher searcher, String field, int[] points) throws IOException {
        Term[] terms = new Term[points.length - MAX_NGRAM + 1];
        long[] frequencies = new long[terms.length];
        for (int start = 0; start < terms.length; start++) {
            terms[start] = new Term(field, new String(points, start, MAX_NGRAM));
            frequencies[start] = searcher.frequency(terms[start]);
            if (frequencies[start] == 0) {
                return new MatchNoDocsQuery();
            }
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int start : cover(frequencies)) {
            phrase.add(terms[start], start);
        }
        return phrase.build();
    }

    /**
     * Chooses the rarest n-grams that cover a text, the very rarest among them: the shortest path from the first n-gram to
     * the last, no step longer than an n-gram.
     *
     * @param frequencies how many stories have each n-gram, by where it begins
     * @return where they begin, in order
     */
    static List<Integer> cover(long[] frequencies) {
        int rarest = IntStream.range(0, frequencies.length)
                .reduce((one, other) -> frequencies[other] < frequencies[one] ? other : one)
                .orElseThrow();
        long[] costs = new long[frequencies.length];
        int[] before = new int[frequencies.length];
        for (int start = 0; start < costs.length; start++) {
            before[start] = Math.max(0, start - MAX_NGRAM);
            for (int other = before[start] + 1; other < start; other++) {
                if (costs[other] < costs[before[start]]) {
                    before[start] = other;
                }
            }
            // So cheap that every path passes it.
            costs[start] = start == rarest ? Long.MIN_VALUE / 2 : costs[before[start]] + frequencies[start];
        }
        Deque<Integer> cover = new ArrayDeque<>(List.of(costs.length - 1));
        while (cover.getFirst() > 0) {
            cover.addFirst(before[cover.getFirst()]);
        }
        return List.copyOf(cover);
    }
}
