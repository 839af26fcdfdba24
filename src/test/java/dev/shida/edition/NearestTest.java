package dev.shida.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES = List.of("winter-olympics", "craftsmen", "title", "topics", "any");

    @ParameterizedTest
    @CsvSource({
        "winter-olympic, winter-olympics",
        "Winter-Olympics, winter-olympics",
        "wintre-olympics, winter-olympics",
        "olympics, winter-olympics",
        "titel, title",
        "topisc, topics",
        "topi, topics",
        "ANY, any",
        "craft, craftsmen",
    })
    void isWhatWasProbablyMeant(String word, String name) {
        assertEquals(Optional.of(name), Nearest.to(word, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "zzzzzzzz", "of", "😀"})
    void isNothingWhereNothingIsNear(String word) {
        assertEquals(Optional.empty(), Nearest.to(word, NAMES));
    }

    @Test
    void doesNotCompareAbsurdlyLongWords() {
        assertEquals(Optional.empty(), Nearest.to("winter-olympics".repeat(1_000), NAMES));
    }
}
