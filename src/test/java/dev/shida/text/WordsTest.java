package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "AI/5G, ai/5g",
        "AI|5G, ai/5g",
        "AI-5G, ai/5g",
        "AI+5G, ai/5g",
        "AI&5G, ai/5g",
        "工会·职工, 工会/职工",
        "工会—职工, 工会/职工",
        "工会～职工, 工会/职工",
        "工会（职工）, 工会/职工",
        "工会\\职工, 工会/职工",
        "工会#职工#学院, 工会/职工/学院",
        "5G+工业, 5g/工业",
        "C++/Java, C++/java",
        "工会/工会, 工会",
        "Shanghai/Beijing, shanghai/beijing",
        "post-war, post/war",
    })
    void punctuationSeparatesWords(String query, String words) {
        assertEquals(words, texts(Words.of(query).apart(word -> true)));
    }

    @ParameterizedTest
    @CsvSource({
        "3-2, 32",
        "24/7, 247",
        "46.8%, 46.8",
        "2022-02-04, 20220204",
        "e-mail, email",
        "U.S., us",
        "A/B, ab",
        "GPT-4, gpt4",
        "don’t, dont",
        "C++, C++",
        "gong-jiang, gongjiang",
        "1️⃣, 1⃣",
        "\"工会·职工\", 工会职工",
    })
    void punctuationInsideOneWordDoesNot(String query, String words) {
        assertEquals(words, texts(Words.of(query).apart(word -> true)));
    }

    @Test
    void onlySomeWordsAreDivided() {
        Words words = Words.of("工会·职工 AI/5G -冬/奥");
        assertEquals("工会职工/ai/5g", texts(words.apart(word -> word.typed().startsWith("AI"))));
        assertEquals(words, words.apart(word -> false));
        assertEquals(words.excluded(), words.apart(word -> true).excluded());
    }

    @Test
    void aQueryOfTooManyWordsIsUnchanged() {
        String parts = IntStream.range(0, 60).mapToObj(i -> "甲" + i).collect(Collectors.joining("·"));
        Words words = Words.of("工会·职工 " + parts);
        assertSame(words, words.apart(word -> true));
    }

    private static String texts(Words words) {
        return words.required().stream().map(Words.Word::text).collect(Collectors.joining("/"));
    }
}
