package dev.shida.search;

import dev.shida.text.FoldedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.BaseTermsEnum;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The n-grams of some texts with their postings: an inverted field, as Lucene's codec writes it to a segment.
 *
 * <p>Lucene's own indexing chain inverts tokens of any kind. It looks each up in a hash table of bytes, and appends its
 * position to a chain of small buffers; with three n-grams at each character, that took half of the time of indexing. But an
 * n-gram of three code points is a number of 63 bits, and all texts are in memory: the n-grams are numbered, counted, and
 * their postings placed by a counting sort, in a third of the time.
 */
final class NGramTerms extends Terms {
    /** The bits that a code point has. */
    private static final int POINT = 21;

    private final int size;
    private final boolean positioned;
    private final NGramNumbers numbers = new NGramNumbers();

    /** The texts that have any n-gram, the number of positions, and the number of postings. */
    private int docCount;

    private int total;
    private int distinct;

    /** Where the postings of each n-gram begin, by its number, in the arrays below; they end where the next ones begin. */
    private int[] starts = new int[0];

    /** The document of each position. */
    private int[] documents = new int[0];

    /** The positions, if the field has them. */
    private int[] positions = new int[0];

    private int[] frequencies = new int[0];

    private NGramTerms(int size, boolean positioned) {
        this.size = size;
        this.positioned = positioned;
    }

    /**
     * The n-grams of some texts.
     *
     * @param texts folded, as code points
     * @param size of an n-gram in code points, at most three
     * @param positioned whether positions are indexed
     */
    static NGramTerms of(List<int[]> texts, int size, boolean positioned) {
        NGramTerms terms = new NGramTerms(size, positioned);
        terms.placePostings(terms.number(texts));
        return terms;
    }

    /** The number of n-grams of one text, which is its length in BM25. */
    static int count(int[] text, int size) {
        NGramIterator ngrams = new NGramIterator(text, size);
        int count = 0;
        while (ngrams.next()) {
            count++;
        }
        return count;
    }

    /**
     * All n-grams in the order of the texts.
     *
     * @param numbers of each
     * @param starts its position in its text, if the field has positions
     * @param ends where the n-grams of each text end
     */
    private record Occurrences(int[] numbers, int[] starts, int[] ends) {}

    /** Iterates over the n-grams of one text; none reaches across a gap. */
    private static final class NGramIterator {
        private final int[] text;
        private final int size;
        private final long mask;
        private int next;
        private int sinceGap;
        private long ngram;

        NGramIterator(int[] text, int size) {
            this.text = text;
            this.size = size;
            mask = (1L << (size * POINT)) - 1;
        }

        boolean next() {
            while (next < text.length) {
                int point = text[next++];
                sinceGap = point == FoldedText.GAP ? 0 : sinceGap + 1;
                ngram = (ngram << POINT | point) & mask;
                if (sinceGap >= size) {
                    return true;
                }
            }
            return false;
        }

        int start() {
            return next - size;
        }
    }

    /** Numbers each new n-gram, and counts all. */
    private Occurrences number(List<int[]> all) {
        int most = all.stream().mapToInt(text -> text.length).sum();
        Occurrences occurrences = new Occurrences(new int[most], new int[positioned ? most : 0], new int[all.size()]);
        int[] counts = new int[1_024];
        for (int document = 0; document < all.size(); document++) {
            int before = total;
            NGramIterator ngrams = new NGramIterator(all.get(document), size);
            while (ngrams.next()) {
                int number = numbers.of(ngrams.ngram);
                if (number == counts.length) {
                    counts = Arrays.copyOf(counts, 2 * number);
                }
                counts[number]++;
                if (positioned) {
                    occurrences.starts[total] = ngrams.start();
                }
                occurrences.numbers[total++] = number;
            }
            occurrences.ends[document] = total;
            docCount += total > before ? 1 : 0;
        }
        starts = new int[numbers.count() + 1];
        for (int number = 0; number < numbers.count(); number++) {
            starts[number + 1] = starts[number] + counts[number];
        }
        return occurrences;
    }

    private void placePostings(Occurrences occurrences) {
        documents = new int[total];
        positions = new int[positioned ? total : 0];
        frequencies = new int[numbers.count()];
        int[] ends = Arrays.copyOf(starts, numbers.count());
        int i = 0;
        for (int document = 0; document < occurrences.ends.length; document++) {
            for (; i < occurrences.ends[document]; i++) {
                int number = occurrences.numbers[i];
                int end = ends[number]++;
                if (end == starts[number] || documents[end - 1] != document) {
                    frequencies[number]++;
                    distinct++;
                }
                documents[end] = document;
                if (positioned) {
                    positions[end] = occurrences.starts[i];
                }
            }
        }
    }

    @Override
    public TermsEnum iterator() {
        return new InOrder();
    }

    @Override
    public long size() {
        return numbers.count();
    }

    @Override
    public long getSumTotalTermFreq() {
        return total;
    }

    @Override
    public long getSumDocFreq() {
        return distinct;
    }

    @Override
    public int getDocCount() {
        return docCount;
    }

    @Override
    public boolean hasFreqs() {
        return true;
    }

    @Override
    public boolean hasPositions() {
        return positioned;
    }

    @Override
    public boolean hasOffsets() {
        return false;
    }

    @Override
    public boolean hasPayloads() {
        return false;
    }

    /** Numbers n-grams in the order in which they are first seen: a hash table with open addressing. */
    private static final class NGramNumbers {
        /** One more than the number in each slot; 0 in an empty one. */
        private int[] slots = new int[1 << 12];

        private long[] ngrams = new long[1 << 11];
        private int count;

        int count() {
            return count;
        }

        int of(long ngram) {
            int slot = slotOf(ngram);
            if (slots[slot] == 0) {
                if (count == ngrams.length) {
                    grow();
                    slot = slotOf(ngram);
                }
                ngrams[count] = ngram;
                slots[slot] = ++count;
            }
            return slots[slot] - 1;
        }

        private int slotOf(long ngram) {
            // Multiplied with the golden ratio, neighbours spread (Knuth, The Art of Computer Programming 3, 6.4).
            int slot = (int) (ngram * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(slots.length) + 1);
            while (slots[slot] != 0 && ngrams[slots[slot] - 1] != ngram) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }

        private void grow() {
            slots = new int[2 * slots.length];
            for (int number = 0; number < count; number++) {
                slots[slotOf(ngrams[number])] = number + 1;
            }
            ngrams = Arrays.copyOf(ngrams, 2 * count);
        }

        /** All n-grams, in the order of their code points. */
        long[] inOrder() {
            long[] all = Arrays.copyOf(ngrams, count);
            Arrays.sort(all);
            return all;
        }
    }

    /** Iterates over the terms in order, which is all that the codec needs. */
    private final class InOrder extends BaseTermsEnum {
        private final long[] ngrams = numbers.inOrder();
        private int next;
        private int number;
        private BytesRef term = new BytesRef();

        @Override
        public @Nullable BytesRef next() {
            if (next == ngrams.length) {
                return null;
            }
            long ngram = ngrams[next++];
            number = numbers.of(ngram);
            StringBuilder points = new StringBuilder(size);
            for (int shift = (size - 1) * POINT; shift >= 0; shift -= POINT) {
                points.appendCodePoint((int) (ngram >>> shift) & (1 << POINT) - 1);
            }
            term = new BytesRef(points);
            return term;
        }

        @Override
        public BytesRef term() {
            return term;
        }

        @Override
        public int docFreq() {
            return frequencies[number];
        }

        @Override
        public long totalTermFreq() {
            return (long) starts[number + 1] - starts[number];
        }

        @Override
        public PostingsEnum postings(@Nullable PostingsEnum reuse, int flags) {
            return new NGramPostings(number);
        }

        @Override
        public SeekStatus seekCeil(BytesRef text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seekExact(long ord) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long ord() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ImpactsEnum impacts(int flags) {
            throw new UnsupportedOperationException();
        }
    }

    /** The postings of one n-gram. */
    private final class NGramPostings extends PostingsEnum {
        private final int end;
        private final int cost;
        private int document = -1;
        private int next;
        private int to;
        private int frequency;

        NGramPostings(int number) {
            to = starts[number];
            end = starts[number + 1];
            cost = frequencies[number];
        }

        @Override
        public int docID() {
            return document;
        }

        @Override
        public int nextDoc() {
            next = to;
            if (next == end) {
                document = NO_MORE_DOCS;
                return document;
            }
            document = documents[next];
            while (to < end && documents[to] == document) {
                to++;
            }
            frequency = to - next;
            return document;
        }

        @Override
        public int advance(int target) throws IOException {
            return slowAdvance(target);
        }

        @Override
        public long cost() {
            return cost;
        }

        @Override
        public int freq() {
            return frequency;
        }

        @Override
        public int nextPosition() {
            return positioned ? positions[next++] : -1;
        }

        @Override
        public int startOffset() {
            return -1;
        }

        @Override
        public int endOffset() {
            return -1;
        }

        @Override
        public @Nullable BytesRef getPayload() {
            return null;
        }
    }
}
