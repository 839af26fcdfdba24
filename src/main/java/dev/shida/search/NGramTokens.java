package dev.shida.search;

import static dev.shida.search.StoryDocument.MAX_NGRAM;

import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/**
 * The n-grams of a text, each at the position of its first character; none reaches across a gap. Lucene's NGramTokenizer
 * numbers the n-grams instead, so that a phrase of them would match across a gap.
 */
final class NGramTokens extends TokenStream {
    private static final FieldType FIELD = field(IndexOptions.DOCS_AND_FREQS);

    /** Of the longest n-grams, of which phrases are made. */
    private static final FieldType POSITIONED = field(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final int[] text;
    private final int size;

    /** Where the next character is, and the last n-gram was. */
    private int next;

    private int last = -1;
    private int sinceGap;

    /**
     * Tokens that are read once.
     *
     * @param text folded, as code points
     * @param size of an n-gram in code points
     */
    NGramTokens(int[] text, int size) {
        this.text = text;
        this.size = size;
    }

    private static FieldType field(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    /** Adds the n-grams of a text to a document. */
    static void addFields(Document document, Searched searched, String text) {
        int[] folded = FoldedText.of(text).points();
        for (int size = 1; size <= MAX_NGRAM; size++) {
            document.add(new Field(
                    searched.ngrams(size), new NGramTokens(folded, size), size == MAX_NGRAM ? POSITIONED : FIELD));
        }
    }

    @Override
    public boolean incrementToken() {
        while (next < text.length) {
            sinceGap = text[next++] == FoldedText.GAP ? 0 : sinceGap + 1;
            if (sinceGap >= size) {
                int start = next - size;
                term.setEmpty();
                for (int i = start; i < next; i++) {
                    append(text[i]);
                }
                increment.setPositionIncrement(start - last);
                last = start;
                return true;
            }
        }
        return false;
    }

    private void append(int point) {
        int length = term.length();
        char[] buffer = term.resizeBuffer(length + 2);
        term.setLength(length + Character.toChars(point, buffer, length));
    }
}
