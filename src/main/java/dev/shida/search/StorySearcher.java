package dev.shida.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.FrequencyTrackingRingBuffer;

/**
 * A searcher whose scores depend on nothing but what is published.
 *
 * <p>Lucene counts documents that have been replaced until it happens to merge them away, so that two indexes of the
 * same content would score alike but not the same, and a page of one would not follow on a page of the other. Here a
 * term's frequency is counted without them: they are few, and each is looked up in the term's postings. The length that
 * BM25 measures a text by is a fixed one, about that of a newspaper's story, as an average would have to be counted
 * likewise. Sums of such scores are exact in the double precision that Lucene adds them up in, whatever the order.
 */
final class StorySearcher extends IndexSearcher {
    private static final int USUAL_TITLE = 20;
    private static final int USUAL_TEXT = 500;

    /**
     * What segments have of each term or phrase that is looked for again and again, as bits: a frequent word is in half a
     * million postings of a million stories, and there are not many such words.
     */
    private static final QueryCache FOUND =
            new LRUQueryCache(8_192, Runtime.getRuntime().maxMemory() / 16, leaf -> true, Float.MAX_VALUE);

    /** Of the last few thousand questions. */
    private static final int OFTEN = 8;

    /** What was looked for once is not kept: it would be old when it goes, and have the collector mark the whole heap. */
    private static final QueryCachingPolicy RECURRING = new QueryCachingPolicy() {
        private final FrequencyTrackingRingBuffer lately = new FrequencyTrackingRingBuffer(4_096, Integer.MIN_VALUE);

        @Override
        public synchronized void onUse(Query query) {
            lately.add(query.hashCode());
        }

        @Override
        public synchronized boolean shouldCache(Query query) {
            return lately.frequency(query.hashCode()) > OFTEN;
        }
    };

    /** Lucene adds up the weights of all runs in a phrase; here the rarest one's is that of the phrase. */
    private static final BM25Similarity SIMILARITY = new BM25Similarity() {
        @Override
        public Explanation idfExplain(CollectionStatistics collection, TermStatistics[] runs) {
            return Arrays.stream(runs)
                    .map(run -> idfExplain(collection, run))
                    .max(Comparator.comparingDouble(weight -> weight.getValue().doubleValue()))
                    .orElseThrow();
        }
    };

    /** By segment. */
    private final Map<Integer, int[]> dead;

    private final Deadline deadline;

    StorySearcher(IndexReader reader) {
        this(reader, new ConcurrentHashMap<>(), Deadline.NONE);
    }

    private StorySearcher(IndexReader reader, Map<Integer, int[]> dead, Deadline deadline) {
        super(reader);
        this.dead = dead;
        this.deadline = deadline;
        setSimilarity(SIMILARITY);
        setQueryCache(FOUND);
        setQueryCachingPolicy(RECURRING);
        setTimeout(deadline);
    }

    /** A searcher of the same index for one search, all of which ends by then. */
    StorySearcher until(Deadline deadline) {
        return new StorySearcher(getIndexReader(), dead, deadline);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Lucene's own searches return what they have found by the deadline, which is not what matches. */
    @Override
    public <C extends Collector, T> T search(Query query, CollectorManager<C, T> collectors) throws IOException {
        T found = super.search(query, collectors);
        deadline.check();
        return found;
    }

    @Override
    public int count(Query query) throws IOException {
        deadline.check();
        return super.count(query);
    }

    /** Makes what is kept of each segment, so that nobody who asks waits for it. */
    void prepare() throws IOException {
        for (LeafReaderContext leaf : getLeafContexts()) {
            prepare(leaf.reader());
        }
    }

    static void prepare(LeafReader segment) throws IOException {
        Facets.prepare(segment);
        SegmentOrder.prepare(segment);
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        long stories = Math.max(1, getIndexReader().numDocs());
        long length = field.startsWith("title") ? USUAL_TITLE : USUAL_TEXT;
        return new CollectionStatistics(field, stories, stories, stories * length, stories * length);
    }

    @Override
    public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq) throws IOException {
        long live = Math.max(1, docFreq - deleted(term));
        return new TermStatistics(term.bytes(), live, Math.max(live, totalTermFreq));
    }

    /** The number of the story that a document is of. */
    long number(int document) throws IOException {
        LeafReaderContext leaf = getLeafContexts().get(ReaderUtil.subIndex(document, getLeafContexts()));
        return StoryDocument.number(leaf.reader(), document - leaf.docBase);
    }

    /** Whether any story has a term of the index. */
    boolean has(Term term) throws IOException {
        return !getIndexReader().hasDeletions() || frequency(term) > 0;
    }

    /** How many stories have a term. */
    long frequency(Term term) throws IOException {
        deadline.check();
        return getIndexReader().docFreq(term) - deleted(term);
    }

    /** Takes the documents that have been replaced out of some of a segment's. */
    void clearDead(LeafReaderContext leaf, FixedBitSet documents) {
        for (int document : dead(leaf)) {
            documents.clear(document);
        }
    }

    private long deleted(Term term) throws IOException {
        long count = 0;
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            int[] dead = dead(leaf);
            Terms terms = dead.length == 0 ? null : leaf.reader().terms(term.field());
            TermsEnum found = terms == null ? null : terms.iterator();
            if (found != null && found.seekExact(term.bytes())) {
                count += common(dead, found.postings(null, PostingsEnum.NONE));
            }
        }
        return count;
    }

    /** The documents of a segment that have been replaced, found out once. */
    private int[] dead(LeafReaderContext leaf) {
        return dead.computeIfAbsent(leaf.ord, ord -> {
            Bits live = leaf.reader().getLiveDocs();
            return live == null
                    ? new int[0]
                    : IntStream.range(0, live.length())
                            .filter(doc -> !live.get(doc))
                            .toArray();
        });
    }

    private static long common(int[] documents, PostingsEnum postings) throws IOException {
        long count = 0;
        int posting = -1;
        for (int document : documents) {
            if (posting < document) {
                posting = postings.advance(document);
            }
            if (posting == document) {
                count++;
            }
        }
        return count;
    }
}
