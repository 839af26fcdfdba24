package dev.shida.search;

import dev.shida.text.FoldedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/**
 * The words of alphabets, katakana and hangul, for relaxed matches: folded as all text is, English ones stemmed, without
 * the long vowels of katakana, hangul as its letters. Han characters and hiragana are left out; they are matched as n-grams.
 * In {@link StoryDocument#PRINTED} words have their endings and long vowels.
 */
final class WordAnalyzer extends Analyzer {
    private static final char LONG_VOWEL = 'ー';

    /** The analyzed form of a word, and where in the text it stands, in UTF-16 units. */
    record AnalyzedWord(String term, int from, int to) {}

    WordAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = CharTokenizer.fromTokenCharPredicate(WordAnalyzer::isInWord);
        boolean printed = field.equals(StoryDocument.PRINTED);
        TokenStream folded = new LettersOnly(new Folding(words, printed));
        return new TokenStreamComponents(words, printed ? folded : new KStemFilter(folded));
    }

    /** All words of a text. */
    List<AnalyzedWord> words(String text) {
        return words("", text);
    }

    /** The analyzed form of one word; empty if a text has none, or several. */
    String word(String text) {
        return only(words(text));
    }

    /** The same as {@link StoryDocument#PRINTED} has it. */
    String printedWord(String text) {
        return only(words(StoryDocument.PRINTED, text));
    }

    private static String only(List<AnalyzedWord> words) {
        return words.size() == 1 ? words.get(0).term() : "";
    }

    private List<AnalyzedWord> words(String field, String text) {
        List<AnalyzedWord> words = new ArrayList<>();
        try (TokenStream tokens = tokenStream(field, text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            OffsetAttribute offsets = tokens.getAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new AnalyzedWord(term.toString(), offsets.startOffset(), offsets.endOffset()));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** Whether a word is of an alphabet, in which it is matched as a whole: not of katakana or hangul. */
    static boolean isOfAlphabet(String word) {
        return switch (UnicodeScript.of(word.codePointAt(0))) {
            case KATAKANA, HANGUL -> false;
            default -> true;
        };
    }

    /** Whether a text is one such word. */
    static boolean isWord(String text) {
        return text.codePoints().allMatch(WordAnalyzer::isInWord);
    }

    /** Whether a character may be part of such a word. */
    static boolean isInWord(int point) {
        if (point < 0x80) {
            return Character.isLetterOrDigit(point) || point == '\'';
        }
        if (point >= 0x3400 && point <= 0x9FFF) {
            return false;
        }
        if (point == '’' || point == LONG_VOWEL || Character.getType(point) == Character.NON_SPACING_MARK) {
            return true;
        }
        if (!Character.isLetterOrDigit(point)) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(point);
        return script != UnicodeScript.HAN && script != UnicodeScript.HIRAGANA;
    }

    /** Folds a word as {@link FoldedText} does, and beyond it where relaxed matches forgive more. */
    private static final class Folding extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        private final boolean longVowels;

        Folding(TokenStream words, boolean longVowels) {
            super(words);
            this.longVowels = longVowels;
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            String word = term.toString().replaceFirst("['’][sS]?$", "");
            String folded = FoldedText.of(word).joined();
            term.setEmpty().append(beyond(folded));
            return true;
        }

        private String beyond(String folded) {
            if (folded.isEmpty()) {
                return folded;
            }
            return switch (UnicodeScript.of(folded.codePointAt(0))) {
                case HANGUL -> Normalizer.normalize(folded, Normalizer.Form.NFD);
                case KATAKANA -> longVowels ? folded : folded.replace(String.valueOf(LONG_VOWEL), "");
                default -> folded;
            };
        }
    }

    /** Numbers are matched as n-grams, exactly. */
    private static final class LettersOnly extends FilteringTokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        LettersOnly(TokenStream words) {
            super(words);
        }

        @Override
        protected boolean accept() {
            for (int i = 0; i < term.length(); i++) {
                if (Character.isLetter(term.charAt(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
