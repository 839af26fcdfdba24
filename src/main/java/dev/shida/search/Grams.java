package dev.shida.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The tokens of a folded text: each run of so many code points, overlapping, none across a gap. */
final class Grams extends TokenStream {
    private final Folded text;
    private final int size;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private int next;
    private int last = -1;

    Grams(Folded text, int size) {
        this.text = text;
        this.size = size;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (next + size <= text.length()) {
            int start = next++;
            if (put(start)) {
                increment.setPositionIncrement(start - last);
                last = start;
                return true;
            }
        }
        return false;
    }

    /** Makes the term that starts at an index, if there is one. */
    private boolean put(int start) {
        char[] buffer = term.resizeBuffer(2 * size);
        int length = 0;
        for (int i = start; i < start + size; i++) {
            int point = text.pointAt(i);
            if (point == Folded.GAP) {
                return false;
            }
            length += Character.toChars(point, buffer, length);
        }
        term.setLength(length);
        return true;
    }
}
