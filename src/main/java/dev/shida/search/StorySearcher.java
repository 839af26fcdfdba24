package dev.shida.search;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.FrequencyTrackingRingBuffer;

/**
 * A searcher whose scores depend on the published content alone.
 *
 * <p>Lucene counts documents that have been replaced until it happens to merge them away, so that two indexes of the
 * same content would score alike but not the same, and a page of one would not follow on a page of the other. Here a
 * term's frequency is counted without deleted documents: they are few, and each is looked up in the term's postings. The length that
 * BM25 measures a text by is a fixed one, about that of a newspaper's story, as an average would have to be counted
 * likewise. Sums of such scores are exact in the double precision that Lucene adds them up in, whatever the order.
 */
final class StorySearcher extends IndexSearcher {
    private static final int USUAL_TITLE = 20;
    private static final int USUAL_TEXT = 500;

    /**
     * The matches of recurring terms and phrases, as bits by segment: a frequent word is in half a million postings of a
     * million stories, and there are not many such words. Of the process, as snapshots share segments and its memory.
     */
    private static final QueryCache RECURRING_MATCHES =
            new LRUQueryCache(8_192, Runtime.getRuntime().maxMemory() / 16, leaf -> true, Float.MAX_VALUE);

    /** So often among the last few thousand queries. */
    private static final int OFTEN = 8;

    /** A query that came once is not cached: it would be evicted from the old generation, at the cost of a full collection. */
    private static final QueryCachingPolicy RECURRING = new QueryCachingPolicy() {
        private final FrequencyTrackingRingBuffer recent = new FrequencyTrackingRingBuffer(4_096, Integer.MIN_VALUE);

        @Override
        public synchronized void onUse(Query query) {
            recent.add(query.hashCode());
        }

        @Override
        public synchronized boolean shouldCache(Query query) {
            return recent.frequency(query.hashCode()) > OFTEN;
        }
    };

    /** Lucene adds up the weights of all terms in a phrase; here the phrase has that of its rarest one. */
    private static final BM25Similarity SIMILARITY = new BM25Similarity() {
        @Override
        public Explanation idfExplain(CollectionStatistics collection, TermStatistics[] terms) {
            return Arrays.stream(terms)
                    .map(term -> idfExplain(collection, term))
                    .max(Comparator.comparingDouble(weight -> weight.getValue().doubleValue()))
                    .orElseThrow();
        }
    };

    /** The deleted documents by segment. */
    private final Map<Integer, int[]> deleted;

    private final Deadline deadline;

    /** So many stories with all n-grams of a text are looked into for the text itself. */
    private static final int MAX_LOOKED_INTO = 256;

    /** What one search asks for again and again, and each time takes a look into every segment. */
    private record Memo(Map<Term, Long> frequencies, Map<Query, Boolean> existing, Map<Query, Boolean> together) {
        Memo() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    private final Memo memo;

    StorySearcher(IndexReader reader) {
        this(reader, new ConcurrentHashMap<>(), Deadline.NONE, new Memo());
    }

    private StorySearcher(IndexReader reader, Map<Integer, int[]> deleted, Deadline deadline, Memo memo) {
        super(reader);
        this.deleted = deleted;
        this.deadline = deadline;
        this.memo = memo;
        setSimilarity(SIMILARITY);
        setQueryCache(RECURRING_MATCHES);
        setQueryCachingPolicy(RECURRING);
        setTimeout(deadline);
    }

    /** A searcher of the same index for one search, which ends by the deadline. */
    StorySearcher until(Deadline deadline) {
        return new StorySearcher(getIndexReader(), deleted, deadline, new Memo());
    }

    /** A searcher for a part of the same search, which ends earlier. */
    StorySearcher within(Duration shorter) {
        return new StorySearcher(getIndexReader(), deleted, deadline.within(shorter), memo);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Lucene's own searches return partial results at the deadline; here they fail. */
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

    /** Whether any story matches, which is found sooner than how many do. */
    boolean exists(Query query) throws IOException {
        Boolean known = memo.existing.get(query);
        if (known == null) {
            known = matchesAny(createWeight(rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1), Integer.MAX_VALUE);
            memo.existing.put(query, known);
        }
        return known;
    }

    /**
     * Whether any story has a text. Of many that have all of its n-grams, only the first few hundred are looked into: what
     * these have apart, and none of them in one piece, is no word.
     *
     * @param phrase of n-grams that cover the text
     * @param all n-grams of it, which are together in fewer stories than those of the phrase
     */
    boolean isTogether(PhraseQuery phrase, List<Term> all) throws IOException {
        Boolean known = memo.together.get(phrase);
        if (known == null) {
            BooleanQuery.Builder together = new BooleanQuery.Builder().add(phrase, Occur.MUST);
            all.forEach(ngram -> together.add(new TermQuery(ngram), Occur.FILTER));
            // The cache would evaluate a phrase that recurs in every story; what has scores is not cached.
            Weight uncached = rewrite(together.build()).createWeight(this, ScoreMode.COMPLETE, 1);
            known = matchesAny(uncached, MAX_LOOKED_INTO);
            memo.together.put(phrase, known);
        }
        return known;
    }

    /** @param most so many stories are looked into */
    private boolean matchesAny(Weight weight, int most) throws IOException {
        int step = 0;
        int lookedInto = 0;
        for (LeafReaderContext leaf : getLeafContexts()) {
            deadline.check();
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            TwoPhaseIterator phases = scorer.twoPhaseIterator();
            DocIdSetIterator each = phases == null ? scorer.iterator() : phases.approximation();
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                deadline.check(++step);
                if ((live == null || live.get(doc)) && (phases == null || phases.matches())) {
                    return true;
                }
                if (++lookedInto == most) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Fills the caches of each segment, so that no search waits for it. */
    void warmUp() throws IOException {
        for (LeafReaderContext leaf : getLeafContexts()) {
            warmUp(leaf.reader());
        }
    }

    static void warmUp(LeafReader segment) throws IOException {
        Facets.warmUp(segment);
        SegmentOrder.warmUp(segment);
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

    /** The number of a document's story. */
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
        Long known = memo.frequencies.get(term);
        if (known == null) {
            deadline.check();
            known = getIndexReader().docFreq(term) - deleted(term);
            memo.frequencies.put(term, known);
        }
        return known;
    }

    /** Removes deleted documents from a segment's set. */
    void clearDeleted(LeafReaderContext leaf, FixedBitSet documents) {
        for (int document : deleted(leaf)) {
            documents.clear(document);
        }
    }

    private long deleted(Term term) throws IOException {
        long count = 0;
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            int[] deletedHere = deleted(leaf);
            Terms terms = deletedHere.length == 0 ? null : leaf.reader().terms(term.field());
            TermsEnum found = terms == null ? null : terms.iterator();
            if (found != null && found.seekExact(term.bytes())) {
                count += common(deletedHere, found.postings(null, PostingsEnum.NONE));
            }
        }
        return count;
    }

    /** The deleted documents of a segment. */
    private int[] deleted(LeafReaderContext leaf) {
        return deleted.computeIfAbsent(leaf.ord, ord -> {
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
