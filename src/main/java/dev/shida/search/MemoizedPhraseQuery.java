package dev.shida.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.ArrayUtil;
import org.jspecify.annotations.Nullable;

/**
 * A phrase that one search evaluates twice, to match and to rank. Most of its cost is comparing positions, so each segment is
 * evaluated once, and the scores of its documents are cached until the search ends. Lucene's PhraseQuery, evaluated twice, took
 * 1.4 times as long for rare phrases (src/bench/README.md).
 */
final class MemoizedPhraseQuery extends Query {
    private final PhraseQuery phrase;
    private final Deadline deadline;

    /** The hits by segment. */
    private final Map<Integer, Hits> hits = new ConcurrentHashMap<>();

    private @Nullable Weight scoring;

    MemoizedPhraseQuery(PhraseQuery phrase, Deadline deadline) {
        this.phrase = phrase;
        this.deadline = deadline;
    }

    /** The phrase itself, which is not evaluated beyond what is asked of it. */
    static Query unwrap(Query query) {
        return query instanceof MemoizedPhraseQuery once ? once.phrase : query;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight once = scoring;
        if (once == null) {
            once = phrase.createWeight(searcher, ScoreMode.COMPLETE, 1);
            scoring = once;
        }
        return new MemoizedWeight(once, boost);
    }

    private final class MemoizedWeight extends Weight {
        private final Weight once;
        private final float boost;

        MemoizedWeight(Weight once, float boost) {
            // Lucene's cache holds on to a weight's query for long, and must not hold on to its hits.
            super(phrase);
            this.once = once;
            this.boost = boost;
        }

        @Override
        public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
            Hits here = hits.get(leaf.ord);
            if (here == null) {
                Scorer all = once.scorer(leaf);
                here = all == null ? Hits.NOTHING : Hits.of(all, deadline);
                hits.put(leaf.ord, here);
            }
            return here.size == 0 ? null : new HitsScorer(this, here, boost);
        }

        @Override
        public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
            return once.explain(leaf, document);
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
            return once.isCacheable(leaf);
        }
    }

    /**
     * The hits in a segment.
     *
     * @param documents in order; behind the last one is {@link DocIdSetIterator#NO_MORE_DOCS}
     * @param scores of each document
     * @param maxScore the highest score
     */
    private record Hits(int size, int[] documents, float[] scores, float maxScore) {
        static final Hits NOTHING = new Hits(0, new int[0], new float[0], 0);

        static Hits of(Scorer scorer, Deadline deadline) throws IOException {
            int[] documents = new int[16];
            float[] scores = new float[16];
            float maxScore = 0;
            int size = 0;
            TwoPhaseIterator phases = scorer.twoPhaseIterator();
            DocIdSetIterator each = phases.approximation();
            int step = 0;
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                deadline.check(++step);
                if (!phases.matches()) {
                    continue;
                }
                documents = ArrayUtil.grow(documents, size + 2);
                scores = ArrayUtil.grow(scores, size + 1);
                documents[size] = doc;
                scores[size] = scorer.score();
                maxScore = Math.max(maxScore, scores[size]);
                size++;
            }
            documents[size] = DocIdSetIterator.NO_MORE_DOCS;
            return new Hits(size, documents, scores, maxScore);
        }
    }

    private static final class HitsScorer extends Scorer {
        private final Hits hits;
        private final float boost;
        private int at = -1;

        HitsScorer(Weight weight, Hits hits, float boost) {
            super(weight);
            this.hits = hits;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return at < 0 ? -1 : hits.documents[at];
        }

        @Override
        public float score() {
            return hits.scores[at] * boost;
        }

        @Override
        public float getMaxScore(int upTo) {
            return hits.maxScore * boost;
        }

        @Override
        public DocIdSetIterator iterator() {
            return new DocIdSetIterator() {
                @Override
                public int docID() {
                    return HitsScorer.this.docID();
                }

                @Override
                public int nextDoc() {
                    return hits.documents[++at];
                }

                @Override
                public int advance(int target) throws IOException {
                    return slowAdvance(target);
                }

                @Override
                public long cost() {
                    return hits.size;
                }
            };
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        phrase.visit(visitor);
    }

    @Override
    public String toString(String field) {
        return phrase.toString(field);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemoizedPhraseQuery once && phrase.equals(once.phrase);
    }

    @Override
    public int hashCode() {
        return 31 * classHash() + phrase.hashCode();
    }
}
