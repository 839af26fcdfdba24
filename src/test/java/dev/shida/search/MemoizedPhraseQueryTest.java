package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phrase that is looked for once, beside Lucene's own. */
@OneJdk
class MemoizedPhraseQueryTest {
    private final Newsstand published = new Newsstand();
    private EditionContent bundled;
    private IndexUpdater updater;
    private IndexUpdater.Snapshot snapshot;

    @BeforeEach
    void publish(@TempDir Path folder) throws Exception {
        bundled = Newsstand.bundled();
        updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
        for (int i = 0; i < 12; i++) {
            published.publish(GeneratedEditions.variant(bundled, 2000 + i, new Random(i)));
            updater.requestCatchUp().join();
        }
        snapshot = updater.acquire(published.revision());
    }

    @AfterEach
    void close() {
        snapshot.close();
        updater.close();
    }

    @Test
    void isFoundAndScoredAsLuceneDoes() throws IOException {
        int several = 0;
        for (PhraseQuery phrase : phrases()) {
            MemoizedPhraseQuery once = new MemoizedPhraseQuery(phrase, Deadline.NONE);
            // A choice, in which what cannot be among the first is skipped; a condition, which leads it on; and alone.
            for (int i = 0; i < 2; i++) {
                assertEquals(first(choice(phrase)), first(choice(once)), () -> "" + phrase);
                assertEquals(first(condition(phrase)), first(condition(once)), () -> "" + phrase);
                assertEquals(first(phrase), first(once), () -> "" + phrase);
                assertEquals(
                        snapshot.searcher().count(phrase), snapshot.searcher().count(once), () -> "" + phrase);
            }
            several += snapshot.searcher().count(phrase) > 1 ? 1 : 0;
        }
        assertTrue(several > 10);
    }

    @Test
    void isNotHeldByLucenesCaches() throws IOException {
        PhraseQuery phrase = phrases().get(0);
        Query kept = new MemoizedPhraseQuery(phrase, Deadline.NONE)
                .createWeight(snapshot.searcher(), ScoreMode.COMPLETE_NO_SCORES, 1)
                .getQuery();
        assertSame(phrase, kept);
    }

    /** Pieces of the commentaries, four characters and more, as far as they are phrases of the index. */
    private List<PhraseQuery> phrases() throws IOException {
        List<PhraseQuery> phrases = new ArrayList<>();
        for (StoryContent story : bundled.stories()) {
            int[] points = FoldedText.of(TestContent.text(story, "commentary"))
                    .joined()
                    .codePoints()
                    .toArray();
            for (int from = 0; from + 12 < points.length; from += 5) {
                String piece = new String(points, from, 4 + from % 9);
                if (QueryPlan.literal(snapshot.searcher(), piece, Searched.TEXT) instanceof PhraseQuery phrase) {
                    phrases.add(phrase);
                }
            }
        }
        return phrases;
    }

    private static Query choice(Query phrase) {
        return new BooleanQuery.Builder()
                .add(new BoostQuery(phrase, 4), Occur.SHOULD)
                .add(new TermQuery(new Term(Searched.TEXT.ngrams(2), "工会")), Occur.SHOULD)
                .build();
    }

    private static Query condition(Query phrase) {
        return new BooleanQuery.Builder()
                .add(phrase, Occur.MUST)
                .add(new TermQuery(new Term(Searched.TEXT.ngrams(1), "会")), Occur.FILTER)
                .build();
    }

    /** The best three, and how good they are. */
    private List<String> first(Query query) throws IOException {
        return Arrays.stream(snapshot.searcher().search(query, 3).scoreDocs)
                .map(ScoreDoc::toString)
                .toList();
    }
}
