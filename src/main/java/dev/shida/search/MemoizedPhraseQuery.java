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
 * A phrase that one question looks for twice, to match and to rank. Most of a search for it goes into where its runs stand
 * next to each other, so of each segment that is found out once, and how well each document matches is kept until the
 * question is answered.
 */
final class MemoizedPhraseQuery extends Query {
    private final PhraseQuery phrase;
    private final Deadline deadline;

    /** By segment. */
    private final Map<Integer, Found> found = new ConcurrentHashMap<>();

    private @Nullable Weight scoring;

    MemoizedPhraseQuery(PhraseQuery phrase, Deadline deadline) {
        this.phrase = phrase;
        this.deadline = deadline;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight once = scoring;
        if (once == null) {
            once = phrase.createWeight(searcher, ScoreMode.COMPLETE, 1);
            scoring = once;
        }
        return new Looking(once, boost);
    }

    private final class Looking extends Weight {
        private final Weight once;
        private final float boost;

        Looking(Weight once, float boost) {
            // Lucene's cache keeps a weight's query for long, and is not to keep what was found with it.
            super(phrase);
            this.once = once;
            this.boost = boost;
        }

        @Override
        public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
            Found here = found.get(leaf.ord);
            if (here == null) {
                Scorer all = once.scorer(leaf);
                here = all == null ? Found.NOTHING : Found.by(all, deadline);
                found.put(leaf.ord, here);
            }
            return here.size == 0 ? null : new FoundScorer(this, here, boost);
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
     * What a segment has of it.
     *
     * @param documents in order; behind the last one is {@link DocIdSetIterator#NO_MORE_DOCS}
     * @param scores of each document
     * @param most the highest score
     */
    private record Found(int size, int[] documents, float[] scores, float most) {
        static final Found NOTHING = new Found(0, new int[0], new float[0], 0);

        static Found by(Scorer scorer, Deadline deadline) throws IOException {
            int[] documents = new int[16];
            float[] scores = new float[16];
            float most = 0;
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
                most = Math.max(most, scores[size]);
                size++;
            }
            documents[size] = DocIdSetIterator.NO_MORE_DOCS;
            return new Found(size, documents, scores, most);
        }
    }

    private static final class FoundScorer extends Scorer {
        private final Found found;
        private final float boost;
        private int at = -1;

        FoundScorer(Weight weight, Found found, float boost) {
            super(weight);
            this.found = found;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return at < 0 ? -1 : found.documents[at];
        }

        @Override
        public float score() {
            return found.scores[at] * boost;
        }

        @Override
        public float getMaxScore(int upTo) {
            return found.most * boost;
        }

        @Override
        public DocIdSetIterator iterator() {
            return new DocIdSetIterator() {
                @Override
                public int docID() {
                    return FoundScorer.this.docID();
                }

                @Override
                public int nextDoc() {
                    return found.documents[++at];
                }

                @Override
                public int advance(int target) throws IOException {
                    return slowAdvance(target);
                }

                @Override
                public long cost() {
                    return found.size;
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
