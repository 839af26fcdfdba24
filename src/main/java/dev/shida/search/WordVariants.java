package dev.shida.search;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What else is found, below all that has the words themselves: other forms of words of alphabets, and synonyms that mean the
 * same. A phrase in quotation marks has none. Of what has a word's letters, whole words come first: AI, and then Spain.
 */
final class WordVariants {
    /** How much a variant counts beside the word itself. */
    private static final float WEIGHT = 0.5f;

    /** A letter alone is no word. */
    private static final int MIN_LETTERS = 2;

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Synonyms synonyms;
    private final WordAnalyzer analyzer;
    private final Map<Word, List<Query>> queries = new LinkedHashMap<>();
    private final List<Word> shownTexts = new ArrayList<>();
    private final Set<String> shownWords = new LinkedHashSet<>();

    WordVariants(StorySearcher searcher, LabelLookup labels, Synonyms synonyms, WordAnalyzer analyzer, Words words)
            throws IOException {
        this.searcher = searcher;
        this.labels = labels;
        this.synonyms = synonyms;
        this.analyzer = analyzer;
        for (Word word : words.required()) {
            List<Query> variants = word.quoted() ? List.of() : of(word);
            if (!variants.isEmpty()) {
                queries.put(word, variants);
            }
        }
        shownTexts.addAll(words.required());
    }

    /** Of each word that has any. */
    Map<Word, List<Query>> queries() {
        return queries;
    }

    /** What a story is found by. */
    Highlighter.Terms highlighted() {
        return new Highlighter.Terms(new Words(shownTexts, List.of()), Set.copyOf(shownWords));
    }

    private List<Query> of(Word word) throws IOException {
        List<Query> variants = new ArrayList<>();
        if (word.text().length() >= MIN_LETTERS && isAlphabetic(word.typed())) {
            // Names in pinyin are found by it already.
            addForms(variants, word.typed(), word.readings().isEmpty());
        }
        for (String synonym : synonyms.same(word.text())) {
            // Of several words, folded, there is no word in the index, but a piece of text.
            boolean added = isAlphabetic(synonym) && addForms(variants, synonym, true);
            boolean mayBeText = !isAlphabetic(synonym) || synonym.length() >= RelaxedClauses.MIN_PHRASE;
            if (!added && mayBeText && !synonym.contains(word.text())) {
                addText(variants, synonym);
            }
        }
        return variants;
    }

    /** Whether it is one word of a script with spaces. */
    static boolean isAlphabetic(String typed) {
        return WordAnalyzer.isWord(typed) && WordAnalyzer.isOfAlphabet(typed);
    }

    /** Whether there are any. */
    private boolean addForms(List<Query> variants, String typed, boolean inLabels) throws IOException {
        int before = variants.size();
        for (WordAnalyzer.AnalyzedWord word : analyzer.words(typed)) {
            for (Searched searched : Searched.values()) {
                Term term = new Term(searched.words(), word.term());
                if (searcher.frequency(term) > 0) {
                    add(variants, new TermQuery(term), searched);
                    shownWords.add(word.term());
                }
            }
            Set<Term> named = inLabels ? labels.analyzed(word.term()) : Set.of();
            addLabels(variants, named);
        }
        return variants.size() > before;
    }

    private void addText(List<Query> variants, String text) throws IOException {
        for (Searched searched : Searched.values()) {
            Query query = QueryPlan.memoized(searcher, text, searched);
            if (!(query instanceof MatchNoDocsQuery) && QueryPlan.frequency(searcher, query) > 0) {
                add(variants, query, searched);
                shownTexts.add(new Word(text, List.of(), text, false));
            }
        }
        addLabels(variants, labels.written(text, searcher.deadline()));
    }

    private static void addLabels(List<Query> variants, Set<Term> named) {
        named.forEach(term -> variants.add(new BoostQuery(new ConstantScoreQuery(new TermQuery(term)), WEIGHT)));
    }

    private static void add(List<Query> variants, Query query, Searched searched) {
        variants.add(new BoostQuery(query, searched == Searched.TITLE ? QueryPlan.TITLE * WEIGHT : WEIGHT));
    }
}
