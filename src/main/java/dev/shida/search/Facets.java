package dev.shida.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * How many of the stories that match carry each topic.
 *
 * <p>Each segment's topics are cached in one array, story by story, so that counting a story's topics reads a few adjacent
 * numbers. Where more than half of a segment matches, the others are counted and subtracted from the totals.
 *
 * <p>lucene-facet, over the same doc values, took 7 times as long for facets of everything, and maps ordinals anew for each
 * snapshot (src/bench/README.md).
 */
final class Facets {
    /** Of the process, as snapshots share segments. */
    private static final SegmentCache<SegmentTopics> TOPICS = new SegmentCache<>(Facets::read);

    /** The number by which each topic is counted. Of the process, as the caches of all segments count by them. */
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    /** By topics' numbers, up to the highest that any story carries. */
    private final int[] counts;

    private Facets(int[] counts) {
        int size = counts.length;
        while (size > 0 && counts[size - 1] == 0) {
            size--;
        }
        this.counts = ArrayUtil.copyOfSubArray(counts, 0, size);
    }

    /**
     * The topics of a segment's stories.
     *
     * @param from where those of a story begin, and those of the one before it end
     * @param topics by number
     * @param all how many stories carry each topic, by its number
     */
    private record SegmentTopics(int[] from, int[] topics, int[] all) {
        /** Looks at the words of the set itself, which takes half as long as an iterator. */
        void count(FixedBitSet stories, int by, int[] counts, Deadline deadline) {
            long[] words = stories.getBits();
            for (int word = 0; word < FixedBitSet.bits2words(stories.length()); word++) {
                deadline.check(word);
                for (long left = words[word]; left != 0; left &= left - 1) {
                    int story = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                    for (int i = from[story]; i < from[story + 1]; i++) {
                        counts[topics[i]] += by;
                    }
                }
            }
        }
    }

    /** Fills the cache for a segment, so that no search waits for it. */
    static void warmUp(LeafReader segment) throws IOException {
        TOPICS.of(segment);
    }

    /** Of no stories. */
    static Facets none() {
        return new Facets(new int[0]);
    }

    static Facets of(MatchSet matches) throws IOException {
        return SegmentTasks.inParallel(
                        matches.segments(),
                        MatchSet.SegmentMatches::leaf,
                        segment -> count(segment, matches.deadline()))
                .stream()
                .reduce(Facets::sum)
                .map(Facets::new)
                .orElseGet(Facets::none);
    }

    /** The number by which a topic is counted, whether or not a story carries it. */
    static int number(String topic) {
        synchronized (NUMBERS) {
            return NUMBERS.computeIfAbsent(topic, next -> NUMBERS.size());
        }
    }

    /** How many stories carry a topic, by its number. */
    int count(int number) {
        return number < counts.length ? counts[number] : 0;
    }

    /** How many topics any story carries. */
    int size() {
        return (int) Arrays.stream(counts).filter(count -> count > 0).count();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Facets facets && Arrays.equals(counts, facets.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    /** By topics' numbers. */
    private static int[] count(MatchSet.SegmentMatches segment, Deadline deadline) throws IOException {
        SegmentTopics segmentTopics = TOPICS.of(segment.leaf().reader());
        FixedBitSet documents = segment.documents();
        if (2 * segment.count() <= documents.length()) {
            int[] counts = new int[segmentTopics.all.length];
            segmentTopics.count(documents, 1, counts, deadline);
            return counts;
        }
        int[] counts = segmentTopics.all.clone();
        FixedBitSet others = documents.clone();
        others.flip(0, others.length());
        segmentTopics.count(others, -1, counts, deadline);
        return counts;
    }

    private static int[] sum(int[] one, int[] other) {
        int[] sum = one.length < other.length ? other : one;
        int[] more = one.length < other.length ? one : other;
        for (int topic = 0; topic < more.length; topic++) {
            sum[topic] += more[topic];
        }
        return sum;
    }

    private static SegmentTopics read(LeafReader segment) throws IOException {
        SortedSetDocValues values = DocValues.getSortedSet(segment, StoryDocument.TOPIC);
        int[] numbers = new int[(int) values.getValueCount()];
        int most = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values.lookupOrd(i).utf8ToString());
            most = Math.max(most, numbers[i] + 1);
        }
        int[] from = new int[segment.maxDoc() + 1];
        int[] topics = new int[segment.maxDoc()];
        int size = 0;
        for (int story = 0; story < segment.maxDoc(); story++) {
            from[story] = size;
            if (values.advanceExact(story)) {
                topics = ArrayUtil.grow(topics, size + values.docValueCount());
                for (int i = values.docValueCount(); i > 0; i--) {
                    topics[size++] = numbers[(int) values.nextOrd()];
                }
            }
        }
        from[segment.maxDoc()] = size;
        int[] all = new int[most];
        for (int i = 0; i < size; i++) {
            all[topics[i]]++;
        }
        return new SegmentTopics(from, ArrayUtil.copyOfSubArray(topics, 0, size), all);
    }
}
