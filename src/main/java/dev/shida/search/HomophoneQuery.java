package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.Han;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * Finds Han characters by how they are read, in stories in Chinese.
 *
 * <p>Nothing is indexed for it. Syllables become an automaton of the n-grams that can be read so, and the term dictionary has
 * few of the thousands. A word in pinyin becomes a phrase of such alternatives. So readings take no space in the index, and
 * a better table of readings takes effect at once.
 */
final class HomophoneQuery {
    /** The most alternatives at one position of a phrase; Lucene allows 1,024. */
    private static final int MAX_CHOICES = 1_000;

    private final StorySearcher searcher;

    HomophoneQuery(StorySearcher searcher) {
        this.searcher = searcher;
    }

    /** The stories in which something is read in one of these ways; empty if there can be none. */
    Optional<Query> of(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            SyllableNGrams read = SyllableNGrams.of(syllables.stream()
                    .map(syllable -> anyRead(List.of(syllable)))
                    .toList());
            Query title = phrase(read, Searched.TITLE);
            Query text = phrase(read, Searched.TEXT);
            if (!(title instanceof MatchNoDocsQuery && text instanceof MatchNoDocsQuery)) {
                ways.add(QueryPlan.inTitleOrText(title, text));
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(inChinese(new DisjunctionMaxQuery(ways, 0)));
    }

    /** The stories whose title has something that is read so, as far as it is typed. */
    List<Query> completing(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            List<Automaton> read = new ArrayList<>();
            syllables.subList(0, syllables.size() - 1).forEach(syllable -> read.add(anyRead(List.of(syllable))));
            read.add(anyRead(Han.syllablesFrom(syllables.get(syllables.size() - 1))));
            ways.add(inChinese(phrase(SyllableNGrams.of(read), Searched.TITLE)));
        }
        return ways;
    }

    /** The stories whose title has characters whose syllables begin with these letters, one after another. */
    Query beginningWith(List<String> initials) throws IOException {
        return inChinese(phrase(
                SyllableNGrams.of(initials.stream()
                        .map(initial -> anyRead(Han.syllablesFrom(initial)))
                        .toList()),
                Searched.TITLE));
    }

    /** Leaves out the stories of other languages, whose characters are read otherwise, if there are any. */
    private Query inChinese(Query sound) throws IOException {
        if (sound instanceof MatchNoDocsQuery
                || searcher.frequency(StoryDocument.IN_CHINESE)
                        == searcher.getIndexReader().numDocs()) {
            return sound;
        }
        return new BooleanQuery.Builder()
                .add(sound, Occur.MUST)
                .add(new TermQuery(StoryDocument.IN_CHINESE), Occur.FILTER)
                .build();
    }

    /**
     * Characters with given readings as n-grams.
     *
     * @param ngrams the automaton of each
     * @param starts where in the phrase each n-gram begins
     * @param size of each n-gram
     */
    private record SyllableNGrams(List<CompiledAutomaton> ngrams, List<Integer> starts, int size) {
        static SyllableNGrams of(List<Automaton> characters) {
            int size = Math.min(characters.size(), MAX_NGRAM);
            List<Integer> starts = sideBySide(characters.size());
            return new SyllableNGrams(
                    starts.stream()
                            .map(start -> oneAfterAnother(characters.subList(start, start + size)))
                            .toList(),
                    starts,
                    size);
        }

        /** The last one is at the end, and may overlap the one before it. */
        private static List<Integer> sideBySide(int length) {
            List<Integer> starts = new ArrayList<>();
            for (int start = 0; start + MAX_NGRAM < length; start += MAX_NGRAM) {
                starts.add(start);
            }
            starts.add(Math.max(0, length - MAX_NGRAM));
            return starts;
        }
    }

    private Query phrase(SyllableNGrams read, Searched searched) throws IOException {
        List<List<Term>> choices = new ArrayList<>();
        for (CompiledAutomaton ngram : read.ngrams) {
            List<Term> terms = terms(searched.ngrams(read.size), ngram);
            if (terms.isEmpty()) {
                return new MatchNoDocsQuery();
            }
            choices.add(terms);
        }
        if (choices.size() == 1) {
            return oneOf(choices.get(0));
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        for (int i = 0; i < choices.size(); i++) {
            phrase.add(choices.get(i).toArray(Term[]::new), read.starts.get(i));
        }
        return phrase.build();
    }

    private static Query oneOf(List<Term> terms) {
        SynonymQuery.Builder any = new SynonymQuery.Builder(terms.get(0).field());
        terms.forEach(any::addTerm);
        return any.build();
    }

    /** Every character that is read in one of these ways, in UTF-8. */
    static Automaton anyRead(List<String> syllables) {
        return Automata.makeBinaryStringUnion(syllables.stream()
                .flatMapToInt(syllable -> Arrays.stream(Han.readAs(syllable)))
                .sorted()
                .distinct()
                .mapToObj(point -> new BytesRef(Character.toString(point)))
                .toList());
    }

    /** Matches terms that are one of each of these characters, in UTF-8, one after another. */
    static CompiledAutomaton oneAfterAnother(List<Automaton> characters) {
        int limit = Operations.DEFAULT_DETERMINIZE_WORK_LIMIT;
        Automaton all = Operations.determinize(Operations.concatenate(characters), limit);
        return new CompiledAutomaton(all, true, true, limit, true);
    }

    /** The terms that match, and that a story has. */
    private List<Term> terms(String field, CompiledAutomaton ngram) throws IOException {
        List<Term> found = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), field);
        if (terms != null) {
            TermsEnum matching = ngram.getTermsEnum(terms);
            for (BytesRef term = matching.next(); term != null && found.size() < MAX_CHOICES; term = matching.next()) {
                searcher.deadline().check();
                Term one = new Term(field, BytesRef.deepCopyOf(term));
                if (searcher.has(one)) {
                    found.add(one);
                }
            }
        }
        return found;
    }
}
