package dev.shida.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Counts how many of the stories that match carry each topic.
 *
 * <p>Few are looked up one by one. Where many match, looking up a million is what a search would take most of its time
 * for; then each topic's own stories are intersected with them instead: a frequent topic's are a set of bits, of which
 * sixty-four are compared at once, and a rare topic's a list, which is short. Either way these take less room than the
 * stories would, and are kept for as long as their segment is.
 */
final class Facets {
    /** Up to this share of a segment's stories, they are looked up one by one. */
    private static final int FEW = 16;

    /** A list of more than this share of a segment's stories takes more room than a set of bits. */
    private static final int FREQUENT = 32;

    private static final Map<IndexReader.CacheKey, List<Carriers>> SEGMENTS = new ConcurrentHashMap<>();

    private Facets() {}

    /** Who carries a topic: a list or, where that is empty, a set of bits. */
    private record Carriers(String topic, FixedBitSet bits, int[] list) {
        long count(FixedBitSet matches) {
            if (list.length == 0) {
                return FixedBitSet.intersectionCount(bits, matches);
            }
            long count = 0;
            for (int doc : list) {
                if (matches.get(doc)) {
                    count++;
                }
            }
            return count;
        }
    }

    /** How many carry each topic, by its id; at least one. */
    static Map<String, Long> of(Matches matches) throws IOException {
        Map<String, Long> topics = new HashMap<>();
        for (Matches.Segment segment : matches.segments()) {
            LeafReader reader = segment.leaf().reader();
            if (segment.count() < reader.maxDoc() / FEW) {
                lookUp(segment, topics);
            } else {
                for (Carriers carriers : carriers(reader)) {
                    long count = carriers.count(segment.documents());
                    if (count > 0) {
                        topics.merge(carriers.topic, count, Long::sum);
                    }
                }
            }
        }
        return topics;
    }

    private static void lookUp(Matches.Segment segment, Map<String, Long> topics) throws IOException {
        SortedSetDocValues values = DocValues.getSortedSet(segment.leaf().reader(), StoryDocument.TOPIC);
        Map<Long, Long> counts = new HashMap<>();
        DocIdSetIterator documents = new BitSetIterator(segment.documents(), segment.count());
        for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
            if (values.advanceExact(doc)) {
                for (int i = values.docValueCount(); i > 0; i--) {
                    counts.merge(values.nextOrd(), 1L, Long::sum);
                }
            }
        }
        for (Map.Entry<Long, Long> count : counts.entrySet()) {
            topics.merge(values.lookupOrd(count.getKey()).utf8ToString(), count.getValue(), Long::sum);
        }
    }

    private static List<Carriers> carriers(LeafReader reader) throws IOException {
        IndexReader.CacheHelper segment = reader.getCoreCacheHelper();
        List<Carriers> carriers = SEGMENTS.get(segment.getKey());
        if (carriers == null) {
            carriers = read(reader);
            if (SEGMENTS.put(segment.getKey(), carriers) == null) {
                segment.addClosedListener(SEGMENTS::remove);
            }
        }
        return carriers;
    }

    private static List<Carriers> read(LeafReader reader) throws IOException {
        List<Carriers> carriers = new ArrayList<>();
        Terms terms = reader.terms(StoryDocument.TOPIC);
        if (terms != null) {
            TermsEnum topics = terms.iterator();
            for (BytesRef topic = topics.next(); topic != null; topic = topics.next()) {
                carriers.add(read(reader, topics, topic.utf8ToString()));
            }
        }
        return carriers;
    }

    private static Carriers read(LeafReader reader, TermsEnum topics, String topic) throws IOException {
        PostingsEnum postings = topics.postings(null, PostingsEnum.NONE);
        int frequency = topics.docFreq();
        if (frequency > reader.maxDoc() / FREQUENT) {
            FixedBitSet bits = new FixedBitSet(reader.maxDoc());
            bits.or(postings);
            return new Carriers(topic, bits, new int[0]);
        }
        int[] list = new int[frequency];
        for (int i = 0; i < frequency; i++) {
            list[i] = postings.nextDoc();
        }
        return new Carriers(topic, new FixedBitSet(0), list);
    }
}
