package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OneJdk
class ExcerptTest {
    @Test
    void isTheWholeOfAShortText() {
        assertEquals("“双奥之城”（北京）", Excerpt.of("“双奥之城”（北京）"));
    }

    @Test
    void hasAtMostAHundredCodePoints() {
        assertEquals("😀".repeat(100), Excerpt.of("😀".repeat(101)));
        assertEquals("工".repeat(100), Excerpt.of("工".repeat(101)));
    }

    @Test
    void isNotCutInsideAGraphemeCluster() {
        String accented = "e\u0301";
        assertEquals("工".repeat(99), Excerpt.of("工".repeat(99) + accented + "工"));
        assertEquals("工".repeat(98) + accented, Excerpt.of("工".repeat(98) + accented + "工"));
    }

    @ParameterizedTest
    @CsvSource({
        "'，工会', 工会",
        "'”》。工会', 工会",
        "'　　工会', 工会",
        "'工会“', 工会",
        "'工会：（《', 工会：",
        "'工会 ', 工会",
        "'“（', ''",
    })
    void respectsClosingAndOpeningPunctuation(String text, String excerpt) {
        assertEquals(excerpt, Excerpt.of(text));
    }

    @Test
    void isCutBeforeAnOpeningQuote() {
        assertEquals("工".repeat(98), Excerpt.of("工".repeat(98) + "（“工"));
    }

    @Test
    void isTwiceAsLongInScriptsWithSpaces() {
        assertEquals("word ".repeat(40).strip(), Excerpt.of("word ".repeat(50)));
        assertEquals("слово ".repeat(33).strip(), Excerpt.of("слово ".repeat(50)));
        assertEquals("세계는 ".repeat(50).strip(), Excerpt.of("세계는 ".repeat(90)));
        assertEquals("कि तु ".repeat(33) + "कि", Excerpt.of("कि तु ".repeat(50)));
        assertEquals("x".repeat(200), Excerpt.of("x".repeat(300)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"146.8万", "OpenAI", "1,000名", "don’t", "e-mail", "12:30", "café", "cafe\u0301"})
    void isNotCutInsideAWordOrNumber(String word) {
        int length = word.codePointCount(0, word.length());
        for (int before = 99 - Math.min(length, 5) + 1; before < 100; before++) {
            String text = "工".repeat(before) + word + "工".repeat(100);
            String last = word.replaceAll("\\p{IsHan}$", "");
            String expected = before + last.codePointCount(0, last.length()) <= 100
                    ? text.substring(0, text.offsetByCodePoints(0, 100))
                    : "工".repeat(before);
            assertEquals(expected, Excerpt.of(text));
        }
    }

    @Test
    void doesNotDivideAnEmoji() {
        String family = "👨‍👩‍👧‍👦";
        assertEquals("工".repeat(95), Excerpt.of("工".repeat(95) + family + "工"));
        assertEquals("工".repeat(93) + family, Excerpt.of("工".repeat(93) + family + "工"));
    }

    @Test
    void isAPieceOfTheText() {
        Random random = new Random(9);
        String[] pieces = {
            "工", "会", "“", "”", "（", "）", "【", "】", "，", "。", "😀", "𠮷", "\n\n", "　", " ", "a", "e\u0301"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(140); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String excerpt = Excerpt.of(text.toString());
            assertTrue(text.indexOf(excerpt) >= 0, text::toString);
            assertTrue(excerpt.codePointCount(0, excerpt.length()) <= 200, text::toString);
            if (!excerpt.isEmpty()) {
                assertFalse("”）】，。 　\n".indexOf(excerpt.charAt(0)) >= 0, text::toString);
                assertFalse("“（【 　\n".indexOf(excerpt.charAt(excerpt.length() - 1)) >= 0, text::toString);
                assertFalse(Character.isHighSurrogate(excerpt.charAt(excerpt.length() - 1)), text::toString);
            }
        }
    }
}
