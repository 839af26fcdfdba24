package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("winter-olympics", "craftsmen", "title", "topics", "any", "to", "评析");

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
        "TO, to",
        "an, any",
        "评忻, 评析",
    })
    void isWhatWasProbablyMeant(String word, String name) {
        assertEquals(Optional.of(name), Nearest.to(word, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "zzzzzzzz", "of", "tx", "two", "😀"})
    void isNothingWhereNothingIsNear(String word) {
        assertEquals(Optional.empty(), Nearest.to(word, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"+title, title -title", "cat, bat car", "olympics, winter-olympics summer-olympics", "_, q", "p, q page"
    })
    void isNothingWhereSeveralAreAsNear(String word, String names) {
        assertEquals(Optional.empty(), Nearest.to(word, List.of(names.split(" "))));
    }

    @Test
    void doesNotCompareAbsurdlyLongWords() {
        assertEquals(Optional.empty(), Nearest.to("winter-olympics".repeat(1_000), NAMES));
    }
}
