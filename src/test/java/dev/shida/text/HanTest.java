package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of characters are what ICU says. */
class HanTest {
    private static final Path FOLDER = Path.of("src/main/resources/han");

    @Test
    void theTablesAreThoseOfIcu() throws IOException {
        Transliterator simplifying = Transliterator.getInstance("Traditional-Simplified");
        Transliterator reading = Transliterator.getInstance("Han-Latin");
        StringBuilder simplified = new StringBuilder(
                "# Each traditional character and the simplified one that it is folded to. From ICU4J 74.2; see HanTest.\n");
        Map<String, StringBuilder> readings = new TreeMap<>();
        int pairs = 0;
        for (int point = 0; point <= UCharacter.MAX_VALUE; point++) {
            if (UScript.getScript(point) != UScript.HAN || isCompatible(point)) {
                continue;
            }
            String character = Character.toString(point);
            String simple = simplifying.transliterate(character);
            if (!simple.equals(character)) {
                simplified.append(character).append(simple).append(++pairs % 20 == 0 ? "\n" : " ");
                continue;
            }
            String syllable = Normalizer2.getNFDInstance()
                    .normalize(reading.transliterate(character))
                    .replaceAll("\\p{M}", "")
                    .strip();
            if (syllable.matches("[a-z]+")) {
                readings.computeIfAbsent(syllable, key -> new StringBuilder()).append(character);
            }
        }
        StringBuilder read = new StringBuilder(
                "# Each syllable of pinyin, without tones, and the characters read so. From ICU4J 74.2; see HanTest.\n");
        readings.forEach((syllable, characters) ->
                read.append(syllable).append(' ').append(characters).append('\n'));
        compare("simplified.txt", simplified.toString().strip() + "\n");
        compare("readings.txt", read.toString());
    }

    /** Whether a character is another way to write one, to which normalisation brings it. */
    private static boolean isCompatible(int point) {
        return !Normalizer2.getNFKDInstance().isNormalized(Character.toString(point));
    }

    private static void compare(String name, String table) throws IOException {
        Path made = Path.of("target/han").resolve(name);
        Files.createDirectories(made.getParent());
        Files.writeString(made, table);
        Path kept = FOLDER.resolve(name);
        assertTrue(
                Files.exists(kept) && table.equals(Files.readString(kept)),
                "The table differs. Take it over, and count up StoryIndex's schema:\n    cp " + made + " " + kept
                        + "\n");
    }

    /** The table has no character that is another one in Chinese. */
    @Test
    void japaneseCharactersBecomeSimplifiedOnes() throws IOException {
        Transliterator simplifying = Transliterator.getInstance("Traditional-Simplified");
        CharsetEncoder chinese = Charset.forName("GB2312").newEncoder();
        List<String> pairs = Files.readAllLines(FOLDER.resolve("shinjitai.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .toList();
        assertTrue(pairs.size() > 150);
        for (String pair : pairs) {
            assertEquals(2, pair.length(), pair);
            assertFalse(chinese.canEncode(pair.charAt(0)), pair);
            assertEquals(pair.substring(0, 1), simplifying.transliterate(pair.substring(0, 1)), pair);
            assertEquals(pair.substring(1), simplifying.transliterate(pair.substring(1)), pair);
            assertEquals(pair.charAt(1), Han.simplify(pair.charAt(0)));
        }
    }

    @Test
    void traditionalBecomesSimplified() {
        assertEquals('国', Han.simplify('國'));
        assertEquals('会', Han.simplify('會'));
        assertEquals('工', Han.simplify('工'));
        assertEquals(0x20BB7, Han.simplify(0x20BB7));
    }

    @Test
    void aCharacterHasEachOfItsReadings() {
        assertTrue(Han.reads('行', "xing"));
        assertTrue(Han.reads('行', "hang"));
        assertTrue(Han.reads('匠', "jiang"));
        assertTrue(!Han.reads('匠', "gong"));
        assertEquals(List.of("jin", "jing"), Han.readingsOf('劲'));
        assertEquals(List.of("bai", "bo"), Han.readingsOf('擘'));
        assertEquals(List.of("jing", "liang"), Han.readingsOf('靓'));
        assertEquals(List.of("zhe", "zhei"), Han.readingsOf('这'));
        assertArrayEquals(new int[0], Han.readAs("xyz"));
        assertEquals(List.of(true, true), List.of(Han.isSyllable("zhuang"), !Han.isSyllable("zhuan1")));
    }
}
