package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.text.FoldedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The n-grams of texts and their positions, against a look at every place. */
@OneJdk
class NGramTokensTest {
    /** Of one to four bytes in UTF-8. */
    private static final int[] POINTS = {'a', '7', 'é', '工', '会', 0x20BB7, FoldedText.GAP};

    private record Token(String term, int position) {}

    private static List<int[]> texts(Random random) {
        List<int[]> texts = new ArrayList<>(List.of(new int[0], new int[] {'工'}, new int[] {FoldedText.GAP, '会'}));
        for (int i = 0; i < 60; i++) {
            texts.add(random.ints(random.nextInt(200), 0, POINTS.length)
                    .map(point -> POINTS[point])
                    .toArray());
        }
        return texts;
    }

    private static List<Token> expected(int[] text, int size) {
        List<Token> tokens = new ArrayList<>();
        for (int start = 0; start + size <= text.length; start++) {
            int[] ngram = Arrays.copyOfRange(text, start, start + size);
            if (Arrays.stream(ngram).noneMatch(point -> point == FoldedText.GAP)) {
                tokens.add(new Token(new String(ngram, 0, size), start));
            }
        }
        return tokens;
    }

    private static List<Token> tokens(int[] text, int size) throws IOException {
        List<Token> read = new ArrayList<>();
        try (NGramTokens tokens = new NGramTokens(text, size)) {
            TermToBytesRefAttribute term = tokens.getAttribute(TermToBytesRefAttribute.class);
            PositionIncrementAttribute increment = tokens.getAttribute(PositionIncrementAttribute.class);
            tokens.reset();
            int position = -1;
            while (tokens.incrementToken()) {
                position += increment.getPositionIncrement();
                read.add(new Token(term.getBytesRef().utf8ToString(), position));
            }
            tokens.end();
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void standWhereTheyStand(int size) throws IOException {
        for (int[] text : texts(new Random(size))) {
            assertEquals(expected(text, size), tokens(text, size));
        }
    }
}
