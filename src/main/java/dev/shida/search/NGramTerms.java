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
 * Every run of so many characters in some texts, and where it stands: an inverted index, as Lucene writes it to a segment.
 *
 * <p>Lucene inverts tokens of any kind. It looks each up in a table of bytes, and puts where it stands at the end of a
 * chain of small buffers that the token has; of the three tokens that begin at each character here, that took half of the
 * time of indexing. But a run of three code points is a number of 63 bits, and the texts are at hand: the runs are
 * numbered, counted, and then each is put where it belongs, a counting sort. That takes a third of it.
 */
final class NGramTerms extends Terms {
    /** The bits that a code point has. */
    private static final int POINT = 21;

    private final int size;
    private final boolean positioned;
    private final Numbers numbers = new Numbers();

    /** The texts that have any, how many there are, and how many if each counts once in a text. */
    private int texts;

    private int total;
    private int distinct;

    /** Where what is known of each run begins, by the run's number, in the arrays below; the next one begins at its end. */
    private int[] starts = new int[0];

    /** In which text it stands, time and again. */
    private int[] documents = new int[0];

    /** Where in that text; of runs that have positions. */
    private int[] positions = new int[0];

    private int[] frequencies = new int[0];

    private NGramTerms(int size, boolean positioned) {
        this.size = size;
        this.positioned = positioned;
    }

    /**
     * Those of some texts.
     *
     * @param texts folded, as code points
     * @param size how many of these each has, at most three
     * @param positioned whether it is to be known where in a text it stands
     */
    static NGramTerms of(List<int[]> texts, int size, boolean positioned) {
        NGramTerms runs = new NGramTerms(size, positioned);
        runs.put(runs.number(texts));
        return runs;
    }

    /** How many there are in one text: its length, as relevance measures it. */
    static int count(int[] text, int size) {
        Walk walk = new Walk(text, size);
        int count = 0;
        while (walk.next()) {
            count++;
        }
        return count;
    }

    /**
     * All runs in the order of the texts.
     *
     * @param numbers of each
     * @param starts where in its text each stands; of runs that have positions
     * @param ends where the runs of each text end
     */
    private record Found(int[] numbers, int[] starts, int[] ends) {}

    /** The runs of one text, from its beginning to its end; none across a gap. */
    private static final class Walk {
        private final int[] text;
        private final int size;
        private final long mask;
        private int next;
        private int sinceGap;
        private long run;

        Walk(int[] text, int size) {
            this.text = text;
            this.size = size;
            mask = (1L << (size * POINT)) - 1;
        }

        boolean next() {
            while (next < text.length) {
                int point = text[next++];
                sinceGap = point == FoldedText.GAP ? 0 : sinceGap + 1;
                run = (run << POINT | point) & mask;
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

    /** Numbers each run that is new, and counts all. */
    private Found number(List<int[]> all) {
        int most = all.stream().mapToInt(text -> text.length).sum();
        Found found = new Found(new int[most], new int[positioned ? most : 0], new int[all.size()]);
        int[] counts = new int[1_024];
        for (int document = 0; document < all.size(); document++) {
            int before = total;
            Walk walk = new Walk(all.get(document), size);
            while (walk.next()) {
                int number = numbers.of(walk.run);
                if (number == counts.length) {
                    counts = Arrays.copyOf(counts, 2 * number);
                }
                counts[number]++;
                if (positioned) {
                    found.starts[total] = walk.start();
                }
                found.numbers[total++] = number;
            }
            found.ends[document] = total;
            texts += total > before ? 1 : 0;
        }
        starts = new int[numbers.count() + 1];
        for (int number = 0; number < numbers.count(); number++) {
            starts[number + 1] = starts[number] + counts[number];
        }
        return found;
    }

    private void put(Found found) {
        documents = new int[total];
        positions = new int[positioned ? total : 0];
        frequencies = new int[numbers.count()];
        int[] ends = Arrays.copyOf(starts, numbers.count());
        int i = 0;
        for (int document = 0; document < found.ends.length; document++) {
            for (; i < found.ends[document]; i++) {
                int number = found.numbers[i];
                int end = ends[number]++;
                if (end == starts[number] || documents[end - 1] != document) {
                    frequencies[number]++;
                    distinct++;
                }
                documents[end] = document;
                if (positioned) {
                    positions[end] = found.starts[i];
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
        return texts;
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

    /** Numbers for runs, in the order in which they are first seen: a hash table with open addressing. */
    private static final class Numbers {
        /** One more than the number at each place; 0 where there is none. */
        private int[] places = new int[1 << 12];

        private long[] runs = new long[1 << 11];
        private int count;

        int count() {
            return count;
        }

        int of(long run) {
            int place = place(run);
            if (places[place] == 0) {
                if (count == runs.length) {
                    grow();
                    place = place(run);
                }
                runs[count] = run;
                places[place] = ++count;
            }
            return places[place] - 1;
        }

        private int place(long run) {
            // Multiplied with the golden ratio, neighbours spread (Knuth, The Art of Computer Programming 3, 6.4).
            int place = (int) (run * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(places.length) + 1);
            while (places[place] != 0 && runs[places[place] - 1] != run) {
                place = place + 1 & places.length - 1;
            }
            return place;
        }

        private void grow() {
            places = new int[2 * places.length];
            for (int number = 0; number < count; number++) {
                places[place(runs[number])] = number + 1;
            }
            runs = Arrays.copyOf(runs, 2 * count);
        }

        /** All runs, in the order of their code points. */
        long[] inOrder() {
            long[] all = Arrays.copyOf(runs, count);
            Arrays.sort(all);
            return all;
        }
    }

    /** One run after another; nothing is looked for in them. */
    private final class InOrder extends BaseTermsEnum {
        private final long[] runs = numbers.inOrder();
        private int next;
        private int number;
        private BytesRef term = new BytesRef();

        @Override
        public @Nullable BytesRef next() {
            if (next == runs.length) {
                return null;
            }
            long run = runs[next++];
            number = numbers.of(run);
            StringBuilder points = new StringBuilder(size);
            for (int shift = (size - 1) * POINT; shift >= 0; shift -= POINT) {
                points.appendCodePoint((int) (run >>> shift) & (1 << POINT) - 1);
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
            return new Places(number);
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

    /** Where one run stands. */
    private final class Places extends PostingsEnum {
        private final int end;
        private final int cost;
        private int document = -1;
        private int next;
        private int to;
        private int frequency;

        Places(int number) {
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
