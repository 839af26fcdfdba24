package dev.shida.search;

import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.text.Words.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;

/**
 * Guesses what was meant by words that nothing matches. Chinese is mostly mistyped by sound (工将 for 工匠), so characters
 * that are read alike come first; then one wrong character in a longer word; then words that were written without a
 * space between them, or the longest of them; and for Latin letters, the names of topics. A guess is made only if something
 * matches it and it is likely: two characters are a word, and no two that happen to stand together; and where two words are
 * as frequent, either may be meant.
 */
final class DidYouMean {
    /** The most guesses that are tried. */
    private static final int MAX_TRIES = 24;

    /** The longest word that is guessed at, in code points. */
    private static final int MAX_LENGTH = 24;

    private final StorySearcher searcher;
    private final LabelLookup labels;
    private final Search search;
    private final Synonyms synonyms;
    private final TopicVocabulary vocabulary;
    private final QuerySegmenter segmenter;
    private final WordAnalyzer analyzer;
    private final SpellingCorrector corrector;

    DidYouMean(
            StorySearcher searcher,
            LabelLookup labels,
            Synonyms synonyms,
            TopicVocabulary vocabulary,
            QuerySegmenter segmenter,
            WordAnalyzer analyzer,
            SpellingCorrector corrector) {
        this.searcher = searcher;
        this.labels = labels;
        search = new Search(searcher, labels, () -> Synonyms.NONE);
        this.synonyms = synonyms;
        this.vocabulary = vocabulary;
        this.segmenter = segmenter;
        this.analyzer = analyzer;
        this.corrector = corrector;
    }

    /**
     * A query that matches something, near to one that matches nothing.
     *
     * @param query what else the stories must match
     */
    Optional<String> at(Words words, StoryQuery query) throws IOException {
        List<String> guesses = new ArrayList<>();
        vocabulary.nearest(words.phrase()).ifPresent(guesses::add);
        List<String> texts = words.required().stream().map(Word::text).toList();
        List<List<String>> mended = new ArrayList<>();
        mended.add(List.of());
        for (Word word : words.required()) {
            searcher.deadline().check();
            List<String> choices = isKnown(word) ? List.of(word.text()) : near(word.text());
            List<List<String>> further = new ArrayList<>();
            mended.forEach(some -> choices.forEach(choice -> further.add(concat(some, choice))));
            mended = further.size() > MAX_TRIES ? further.subList(0, MAX_TRIES) : further;
        }
        mended.stream()
                .filter(some -> !forms(some).equals(forms(texts)))
                .map(some -> String.join(" ", some))
                .forEach(guesses::add);
        Words excluded = new Words(List.of(), words.excluded());
        return guesses.stream()
                .distinct()
                .limit(MAX_TRIES)
                .map(guess -> guess + excluded)
                .filter(guess -> guess.length() <= Words.MAX_LENGTH && search.exists(Words.of(guess), query))
                .findFirst();
    }

    /** The words, without their endings: strike is no guess at strikes, as relaxed matches have it. */
    private List<String> forms(List<String> words) {
        return words.stream()
                .flatMap(word -> {
                    List<WordAnalyzer.AnalyzedWord> analyzed = analyzer.words(word);
                    return analyzed.size() == 1 ? Stream.of(analyzed.get(0).term()) : Stream.of(word);
                })
                .toList();
    }

    private boolean isKnown(Word word) throws IOException {
        return isFound(word.text())
                || !synonyms.of(word.text()).isEmpty()
                || (!word.readings().isEmpty() && isRead(word));
    }

    private boolean isRead(Word word) throws IOException {
        Optional<Query> sound = new HomophoneQuery(searcher).of(word.readings());
        return (sound.isPresent() && searcher.exists(sound.get()))
                || !labels.read(word.readings(), searcher.deadline()).isEmpty();
    }

    private static List<String> concat(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    /** What may be meant by a word that no story has, the likeliest first. */
    private List<String> near(String word) throws IOException {
        int[] points = word.codePoints().toArray();
        List<String> near = new ArrayList<>();
        // Of letters, two or three that stand together somewhere say nothing about what was meant; nor do digits.
        boolean letters = word.codePoints().anyMatch(c -> Character.isAlphabetic(c) && !Character.isIdeographic(c));
        boolean han = word.codePoints().anyMatch(Character::isIdeographic);
        if (points.length > 1 && points.length <= MAX_LENGTH && han && !letters) {
            near.addAll(corrector.han(word));
            near.addAll(parts(word));
        } else if (letters && !han) {
            near.addAll(corrector.letters(analyzer.printedWord(word)));
        }
        vocabulary.nearest(word).ifPresent(near::add);
        return near;
    }

    /**
     * The longest pieces of a word that stories have, if they are more than half of it; then the longest alone, if it is most
     * of it. A piece consists of whole words, none of them a function word, and not of digits alone. Where a single character
     * would be left over, what was typed is one word rather than several: 锂电池 is another than 电池.
     */
    private List<String> parts(String word) throws IOException {
        List<String> parts = new ArrayList<>();
        String part = "";
        int counted = 0;
        for (String next : segmenter.words(word)) {
            boolean isFunctionWord = QuerySegmenter.isFunctionWord(next);
            counted += isFunctionWord ? 0 : next.length();
            if (isFunctionWord || !isFound(next)) {
                part = "";
            } else if (!part.isEmpty() && isFound(part + next)) {
                part += next;
                parts.set(parts.size() - 1, part);
            } else {
                part = next;
                parts.add(part);
            }
        }
        parts.removeIf(each -> each.length() < 2 || each.chars().allMatch(Character::isDigit));
        int covered = parts.stream().mapToInt(String::length).sum();
        if (2 * covered <= word.length() || covered == counted - 1) {
            return List.of();
        }
        String longest = Collections.max(parts, Comparator.comparingInt(String::length));
        String all = String.join(" ", parts);
        return 3 * longest.length() < 2 * word.length() ? List.of(all) : List.of(all, longest);
    }

    private boolean isFound(String word) throws IOException {
        return QueryPlan.isKnown(searcher, word)
                || !labels.written(word, searcher.deadline()).isEmpty();
    }
}
