package dev.shida.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Counts how many of the stories that match carry each topic.
 *
 * <p>Each segment's topics are kept in one array, story by story, so that to count a story's is to read a few numbers that
 * stand side by side. Where more than half of a segment matches, the others are counted, and taken from all.
 */
final class Facets {
    private static final PerSegment<Carried> CARRIED = new PerSegment<>(Facets::read);

    /** Topics are counted by number; one that was ever seen keeps its own. */
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    private static final List<String> TOPICS = new ArrayList<>();

    private Facets() {}

    /**
     * The topics of a segment's stories.
     *
     * @param from where those of a story begin, and those of the one before it end
     * @param topics by number
     * @param all how many stories carry each topic, by its number
     */
    private record Carried(int[] from, int[] topics, int[] all) {
        void count(DocIdSetIterator stories, int by, int[] counts) throws IOException {
            for (int story = stories.nextDoc(); story != DocIdSetIterator.NO_MORE_DOCS; story = stories.nextDoc()) {
                for (int i = from[story]; i < from[story + 1]; i++) {
                    counts[topics[i]] += by;
                }
            }
        }
    }

    /** Makes what is kept of a segment, so that nobody who asks waits for it. */
    static void prepare(LeafReader segment) throws IOException {
        CARRIED.of(segment);
    }

    /** How many carry each topic, by its id; at least one. */
    static Map<String, Long> of(Matches matches) {
        return byTopic(matches.segments().parallelStream()
                .map(Facets::count)
                .reduce(Facets::sum)
                .orElse(new int[0]));
    }

    /** By topics' numbers. */
    private static int[] count(Matches.Segment segment) {
        try {
            Carried carried = CARRIED.of(segment.leaf().reader());
            FixedBitSet documents = segment.documents();
            if (2 * segment.count() <= documents.length()) {
                int[] counts = new int[carried.all.length];
                carried.count(new BitSetIterator(documents, segment.count()), 1, counts);
                return counts;
            }
            int[] counts = carried.all.clone();
            FixedBitSet others = documents.clone();
            others.flip(0, others.length());
            carried.count(new BitSetIterator(others, documents.length() - segment.count()), -1, counts);
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] sum(int[] one, int[] other) {
        int[] sum = one.length < other.length ? other : one;
        int[] more = one.length < other.length ? one : other;
        for (int topic = 0; topic < more.length; topic++) {
            sum[topic] += more[topic];
        }
        return sum;
    }

    private static Map<String, Long> byTopic(int[] counts) {
        Map<String, Long> byTopic = new HashMap<>();
        synchronized (NUMBERS) {
            for (int number = 0; number < counts.length; number++) {
                if (counts[number] > 0) {
                    byTopic.put(TOPICS.get(number), (long) counts[number]);
                }
            }
        }
        return byTopic;
    }

    private static Carried read(LeafReader segment) throws IOException {
        SortedSetDocValues values = DocValues.getSortedSet(segment, StoryDocument.TOPIC);
        int[] numbers = new int[(int) values.getValueCount()];
        int most;
        synchronized (NUMBERS) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = NUMBERS.computeIfAbsent(values.lookupOrd(i).utf8ToString(), topic -> {
                    TOPICS.add(topic);
                    return TOPICS.size() - 1;
                });
            }
            most = TOPICS.size();
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
        return new Carried(from, ArrayUtil.copyOfSubArray(topics, 0, size), all);
    }
}
