package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

import dev.shida.search.StoryDocument.Searched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Two words near each other in a text, in either order; the nearer, the higher the score. Trigrams alone have positions, so
 * a word stands for the trigrams that it begins with, or that begin with it.
 */
final class NearQuery {
    /** How many characters one of the words may have to be moved. */
    private static final int SLOP = 16;

    /** A word of two characters with more trigrams than this is too common for its place to matter. */
    private static final int MAX_TRIGRAMS = 64;

    /** With more, it takes too long to look up positions in all stories that match. */
    static final int MAX_STORIES = 20_000;

    private NearQuery() {}

    /** The query; empty if a word is too short, or too common, or there are too many stories. */
    static Optional<Query> of(StorySearcher searcher, String first, String second) throws IOException {
        if (searcher.getIndexReader().numDocs() > MAX_STORIES) {
            return Optional.empty();
        }
        Term[] some = trigrams(searcher, first);
        Term[] others = trigrams(searcher, second);
        if (some.length == 0 || others.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new MultiPhraseQuery.Builder()
                .add(some, 0)
                .add(others, first.codePointCount(0, first.length()))
                .setSlop(SLOP)
                .build());
    }

    private static Term[] trigrams(StorySearcher searcher, String word) throws IOException {
        int[] points = word.codePoints().limit(MAX_NGRAM).toArray();
        String field = Searched.TEXT.ngrams(MAX_NGRAM);
        if (points.length == MAX_NGRAM) {
            return new Term[] {new Term(field, new String(points, 0, MAX_NGRAM))};
        }
        Terms terms = points.length < 2 ? null : MultiTerms.getTerms(searcher.getIndexReader(), field);
        List<Term> found = new ArrayList<>();
        if (terms != null) {
            BytesRef prefix = new BytesRef(word);
            TermsEnum each = terms.iterator();
            boolean more = each.seekCeil(prefix) != TermsEnum.SeekStatus.END;
            while (more && StringHelper.startsWith(each.term(), prefix) && found.size() <= MAX_TRIGRAMS) {
                Term term = new Term(field, BytesRef.deepCopyOf(each.term()));
                if (searcher.has(term)) {
                    found.add(term);
                }
                more = each.next() != null;
            }
        }
        return found.size() > MAX_TRIGRAMS ? new Term[0] : found.toArray(Term[]::new);
    }
}
