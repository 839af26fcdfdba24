package dev.shida.search;

import static dev.shida.search.StoryDocument.LONGEST_RUN;

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
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * Finds Han characters by how they are read.
 *
 * <p>Nothing is indexed for it. Some syllables stand for the runs of characters that are read so, and of the thousands
 * that could be, the index's dictionary names those that are written: a few. A word in pinyin becomes a phrase of such
 * choices. So readings cost no space, and a better table of them takes effect at once.
 */
final class HomophoneQuery {
    /** The most choices at one place of a phrase; Lucene allows 1,024. */
    private static final int MAX_CHOICES = 1_000;

    private final StorySearcher searcher;

    HomophoneQuery(StorySearcher searcher) {
        this.searcher = searcher;
    }

    /** The stories in which something is read in one of these ways, if anything is. */
    Optional<Query> of(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            Runs read = Runs.of(syllables.stream()
                    .map(syllable -> anyRead(List.of(syllable)))
                    .toList());
            Query title = phrase(read, Searched.TITLE);
            Query text = phrase(read, Searched.TEXT);
            if (!(title instanceof MatchNoDocsQuery && text instanceof MatchNoDocsQuery)) {
                ways.add(QueryPlan.inTitleOrText(title, text));
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(new DisjunctionMaxQuery(ways, 0));
    }

    /** The stories whose title has something that is read so, as far as it is typed. */
    List<Query> completing(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            List<Automaton> read = new ArrayList<>();
            syllables.subList(0, syllables.size() - 1).forEach(syllable -> read.add(anyRead(List.of(syllable))));
            read.add(anyRead(Han.syllablesFrom(syllables.get(syllables.size() - 1))));
            ways.add(phrase(Runs.of(read), Searched.TITLE));
        }
        return ways;
    }

    /** The stories whose title has characters whose syllables begin with these letters, one after another. */
    Query beginningWith(List<String> initials) throws IOException {
        return phrase(
                Runs.of(initials.stream()
                        .map(initial -> anyRead(Han.syllablesFrom(initial)))
                        .toList()),
                Searched.TITLE);
    }

    /**
     * Characters that are read in some way one after another, as runs that are terms of the index.
     *
     * @param starts where in the phrase each run begins
     * @param size how many characters each has
     */
    private record Runs(List<CompiledAutomaton> runs, List<Integer> starts, int size) {
        static Runs of(List<Automaton> characters) {
            int size = Math.min(characters.size(), LONGEST_RUN);
            List<Integer> starts = sideBySide(characters.size());
            return new Runs(
                    starts.stream()
                            .map(start -> oneAfterAnother(characters.subList(start, start + size)))
                            .toList(),
                    starts,
                    size);
        }

        /** The last one is at the end, and may overlap the one before it. */
        private static List<Integer> sideBySide(int length) {
            List<Integer> starts = new ArrayList<>();
            for (int start = 0; start + LONGEST_RUN < length; start += LONGEST_RUN) {
                starts.add(start);
            }
            starts.add(Math.max(0, length - LONGEST_RUN));
            return starts;
        }
    }

    private Query phrase(Runs read, Searched searched) throws IOException {
        List<List<Term>> choices = new ArrayList<>();
        for (CompiledAutomaton run : read.runs) {
            List<Term> terms = terms(searched.runsOf(read.size), run);
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

    /** MatchSet terms that are one of each of these characters, in UTF-8, one after another. */
    static CompiledAutomaton oneAfterAnother(List<Automaton> characters) {
        int limit = Operations.DEFAULT_DETERMINIZE_WORK_LIMIT;
        Automaton all = Operations.determinize(Operations.concatenate(characters), limit);
        return new CompiledAutomaton(all, true, true, limit, true);
    }

    /** The terms that match, and that a story has. */
    private List<Term> terms(String field, CompiledAutomaton run) throws IOException {
        List<Term> found = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), field);
        if (terms != null) {
            TermsEnum matching = run.getTermsEnum(terms);
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
