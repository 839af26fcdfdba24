package dev.shida.search;

import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;

/** The tokens of a folded text: each run of so many code points, overlapping, none across a gap. */
final class Grams extends TokenStream {
    /** A folded text as the index writes it. */
    record Encoded(Folded text, byte[] bytes, int[] starts) {
        /** In UTF-8, and where each code point begins in it; of a gap, that is never asked. */
        static Encoded of(Folded text) {
            StringBuilder points = new StringBuilder(text.length());
            int[] starts = new int[text.length() + 1];
            for (int i = 0; i < text.length(); i++) {
                int point = text.pointAt(i);
                points.appendCodePoint(point);
                starts[i + 1] = starts[i] + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
            }
            return new Encoded(text, points.toString().getBytes(StandardCharsets.UTF_8), starts);
        }
    }

    private final Encoded encoded;
    private final int size;
    private final BytesRef gram;
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private int next;
    private int last = -1;

    Grams(Encoded encoded, int size) {
        this.encoded = encoded;
        this.size = size;
        gram = new BytesRef(encoded.bytes);
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (next + size <= encoded.text.length()) {
            int start = next++;
            int gap = gapIn(start);
            if (gap < 0) {
                gram.offset = encoded.starts[start];
                gram.length = encoded.starts[start + size] - gram.offset;
                term.setBytesRef(gram);
                increment.setPositionIncrement(start - last);
                last = start;
                return true;
            }
            next = gap + 1;
        }
        return false;
    }

    /** Where there is a gap in the run that starts at an index; negative if there is none. */
    private int gapIn(int start) {
        for (int i = start + size - 1; i >= start; i--) {
            if (encoded.text.pointAt(i) == Folded.GAP) {
                return i;
            }
        }
        return -1;
    }
}
