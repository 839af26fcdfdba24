package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the manuscript: articles, and what is published of them. */
class ManuscriptCasesTest {
    static final String[] FILES = {
        "byline.txt",
        "closing.txt",
        "escape.txt",
        "labels.txt",
        "numerals.txt",
        "order.txt",
        "parts.txt",
        "pasted.txt",
        "stories.txt",
        "warnings.txt",
        "encodings.txt",
    };

    @ParameterizedTest
    @MethodSource
    void anArticleIsReadAsPrinted(ArticleCase article) {
        assertEquals(article.expected(), article.actual());
    }

    static Stream<ArticleCase> anArticleIsReadAsPrinted() {
        return Stream.of(FILES).flatMap(ArticleCase::in);
    }
}
