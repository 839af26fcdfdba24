package dev.shida.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @Test
    void isTheWholeOfAShortText() {
        assertEquals("“双奥之城”（北京）", Excerpt.of("“双奥之城”（北京）"));
    }

    @Test
    void hasAtMostAHundredCodePointsHoweverManyUnitsTheyAre() {
        assertEquals("😀".repeat(100), Excerpt.of("😀".repeat(101)));
        assertEquals("工".repeat(100), Excerpt.of("工".repeat(101)));
    }

    @Test
    void isNotCutInsideWhatReadersSeeAsOneCharacter() {
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
    void neitherStartsWithClosingNorEndsWithOpeningPunctuation(String text, String excerpt) {
        assertEquals(excerpt, Excerpt.of(text));
    }

    @Test
    void isCutBeforeAnOpeningQuoteAtTheLimit() {
        assertEquals("工".repeat(98), Excerpt.of("工".repeat(98) + "（“工"));
    }

    @Test
    void isAlwaysAPieceOfTheTextThatKeepsTheRules() {
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
            assertTrue(excerpt.codePointCount(0, excerpt.length()) <= 100, text::toString);
            if (!excerpt.isEmpty()) {
                assertFalse("”）】，。 　\n".indexOf(excerpt.charAt(0)) >= 0, text::toString);
                assertFalse("“（【 　\n".indexOf(excerpt.charAt(excerpt.length() - 1)) >= 0, text::toString);
                assertFalse(Character.isHighSurrogate(excerpt.charAt(excerpt.length() - 1)), text::toString);
            }
        }
    }
}
