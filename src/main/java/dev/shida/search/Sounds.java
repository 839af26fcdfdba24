package dev.shida.search;

import static dev.shida.search.StoryDocument.LONGEST_RUN;

import dev.shida.search.StoryDocument.Searched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostQuery;
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
final class Sounds {
    /** The most choices at one place of a phrase, the most frequent ones; Lucene allows 1,024. */
    private static final int MAX_CHOICES = 1_000;

    private final LiveSearcher searcher;

    Sounds(LiveSearcher searcher) {
        this.searcher = searcher;
    }

    /** The stories in which something is read in one of these ways, if anything is. */
    Optional<Query> of(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            Query title = of(syllables, Searched.TITLE);
            Query text = of(syllables, Searched.TEXT);
            if (!(title instanceof MatchNoDocsQuery && text instanceof MatchNoDocsQuery)) {
                ways.add(Matching.inTitleOrText(title, text));
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(new DisjunctionMaxQuery(ways, 0));
    }

    /** The stories of which a field has something that is read so. */
    private Query of(List<String> syllables, Searched searched) throws IOException {
        return phrase(
                syllables.stream().map(syllable -> anyRead(List.of(syllable))).toList(), searched);
    }

    /** The stories whose title has something that is read so, as far as it is typed. */
    List<Query> completing(List<List<String>> readings) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (List<String> syllables : readings) {
            List<Automaton> read = new ArrayList<>();
            syllables.subList(0, syllables.size() - 1).forEach(syllable -> read.add(anyRead(List.of(syllable))));
            read.add(anyRead(Han.syllablesFrom(syllables.get(syllables.size() - 1))));
            ways.add(phrase(read, Searched.TITLE));
        }
        return ways;
    }

    private Query phrase(List<Automaton> read, Searched searched) throws IOException {
        if (read.size() <= LONGEST_RUN) {
            return oneOf(terms(searched, read));
        }
        List<List<Term>> choices = new ArrayList<>();
        List<Integer> starts = Matching.starts(read.size());
        for (int start : starts) {
            List<Term> terms = terms(searched, read.subList(start, start + LONGEST_RUN));
            if (terms.isEmpty()) {
                return new MatchNoDocsQuery();
            }
            choices.add(terms);
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        int count = 0;
        for (int i = 0; i < choices.size(); i++) {
            phrase.add(choices.get(i).toArray(Term[]::new), starts.get(i));
            count += choices.get(i).size();
        }
        // Lucene adds up the weights of all choices; of each, one is meant.
        return new BoostQuery(phrase.build(), (float) choices.size() / count);
    }

    private static Query oneOf(List<Term> terms) {
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery();
        }
        SynonymQuery.Builder any = new SynonymQuery.Builder(terms.get(0).field());
        terms.forEach(any::addTerm);
        return any.build();
    }

    /** Every character that is read in one of these ways. */
    static Automaton anyRead(List<String> syllables) {
        return Automata.makeStringUnion(syllables.stream()
                .flatMapToInt(syllable -> Arrays.stream(Han.readAs(syllable)))
                .sorted()
                .distinct()
                .mapToObj(point -> new BytesRef(Character.toString(point)))
                .toList());
    }

    /** The runs of characters, read so one after another, that a story has. */
    private List<Term> terms(Searched searched, List<Automaton> read) throws IOException {
        String field = searched.runsOf(read.size());
        Automaton automaton =
                Operations.determinize(Operations.concatenate(read), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        List<Term> found = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), field);
        if (terms != null) {
            TermsEnum matching = new CompiledAutomaton(automaton, true, true).getTermsEnum(terms);
            for (BytesRef term = matching.next(); term != null; term = matching.next()) {
                Term one = new Term(field, BytesRef.deepCopyOf(term));
                if (searcher.frequency(one) > 0) {
                    found.add(one);
                }
            }
        }
        return found.size() <= MAX_CHOICES ? found : found.subList(0, MAX_CHOICES);
    }
}
