package dev.shida.search;

import dev.shida.edition.Scope;
import dev.shida.edition.StoryQuery;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.search.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Which stories match, and how well, as Lucene has it.
 *
 * <p>A word is looked for as a run of characters, wherever it stands: as one character, as a pair, or as a phrase of the
 * pairs that cover it. That is exact, needs no dictionary, and stays fast, as pairs are rare where characters are not.
 * Every required word must be found, in the title or in the texts; in the title it counts several times as much. Where
 * there are several, all of them in one piece count again.
 *
 * <p>A word of Latin letters that can be read as pinyin is found as Han characters too ({@link Sounds}). Who writes it
 * literally is meant first, though: the stories in which every word occurs as it is written are raised above the others
 * by more than any score comes to.
 */
final class Matching {
    private static final float TITLE = 4;
    private static final float WHOLE = 2;

    /** More than what a character of a query adds to any score: a title's weight, the whole phrase's, ln of a million. */
    private static final float LITERALLY = 300;

    private final Sounds sounds;

    Matching(LiveSearcher searcher) {
        sounds = new Sounds(searcher);
    }

    Query of(Words words, StoryQuery query) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        filter(all, query);
        for (Word word : words.excluded()) {
            all.add(anywhere(word.text()), Occur.MUST_NOT);
        }
        boolean spelt = false;
        for (Word word : words.required()) {
            Optional<Query> sound = sounds.of(word.readings());
            spelt |= sound.isPresent();
            all.add(sound.isPresent() ? either(anywhere(word.text()), sound.get()) : anywhere(word.text()), Occur.MUST);
        }
        if (words.required().isEmpty()) {
            all.add(new ConstantScoreQuery(new MatchAllDocsQuery()), Occur.MUST);
        }
        if (words.required().size() > 1) {
            all.add(new BoostQuery(anywhere(words.phrase()), WHOLE), Occur.SHOULD);
            Optional<Query> sound = sounds.of(words.phraseReadings());
            if (sound.isPresent()) {
                all.add(sound.get(), Occur.SHOULD);
            }
        }
        if (spelt) {
            BooleanQuery.Builder literally = new BooleanQuery.Builder();
            words.required().forEach(word -> literally.add(anywhere(word.text()), Occur.FILTER));
            all.add(
                    new BoostQuery(
                            new ConstantScoreQuery(literally.build()),
                            LITERALLY * words.phrase().length()),
                    Occur.SHOULD);
        }
        return all.build();
    }

    /** The stories that have a text in a title: for completions. */
    static Query inTitle(String text) {
        return literal(text, Searched.TITLE);
    }

    /** The stories that have a text anywhere. */
    static Query anywhere(String text) {
        return either(new BoostQuery(literal(text, Searched.TITLE), TITLE), literal(text, Searched.TEXT));
    }

    static Query either(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.SHOULD)
                .add(other, Occur.SHOULD)
                .build();
    }

    static Query inTitleOrText(Query title, Query text) {
        return either(new BoostQuery(title, TITLE), text);
    }

    /** A run of characters. */
    private static Query literal(String text, Searched searched) {
        int[] points = text.codePoints().toArray();
        if (points.length == 1) {
            return new TermQuery(new Term(searched.singles(), text));
        }
        if (points.length == 2) {
            return new TermQuery(new Term(searched.pairs(), text));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int start : starts(points.length)) {
            phrase.add(new Term(searched.pairs(), new String(points, start, 2)), start);
        }
        return phrase.build();
    }

    /** Where the pairs begin that cover a run of characters: every second one, and the last. */
    static List<Integer> starts(int length) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + 2 < length; start += 2) {
            starts.add(start);
        }
        starts.add(length - 2);
        return starts;
    }

    private static void filter(BooleanQuery.Builder all, StoryQuery query) {
        Scope scope = query.scope();
        filterAny(all, StoryDocument.SERIES, scope.series());
        filterAny(all, StoryDocument.EDITION, scope.editions());
        filterAny(
                all,
                StoryDocument.YEAR,
                scope.years().stream().map(String::valueOf).toList());
        switch (query.match()) {
            case ANY -> filterAny(all, StoryDocument.TOPIC, query.topics());
            case ALL -> query.topics().forEach(topic -> filterAny(all, StoryDocument.TOPIC, List.of(topic)));
        }
        query.without().forEach(topic -> all.add(new TermQuery(new Term(StoryDocument.TOPIC, topic)), Occur.MUST_NOT));
    }

    private static void filterAny(BooleanQuery.Builder all, String field, Collection<String> values) {
        if (!values.isEmpty()) {
            all.add(new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()), Occur.FILTER);
        }
    }
}
