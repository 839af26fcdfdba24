package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The collection that the ranking was made with; and guesses. */
class RankingTest extends JudgedSearches {
    RankingTest() {
        super(List.of("science-2023", "taiwan-2025", "world-2006", "japan-2023"), "/judged.yaml", "/absurd.yaml");
    }

    static Stream<Arguments> guesses() throws Exception {
        return resource("/cases/guesses.txt")
                .lines()
                .filter(line -> line.contains("→"))
                .map(line -> {
                    int arrow = line.indexOf('→');
                    return Arguments.of(
                            line.substring(0, arrow).strip(),
                            line.substring(arrow + 1).strip());
                });
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void whatIsGuessedIsWhatWasMeant(String query, String guess) {
        assertEquals(guess, archive.guess(query).strip());
    }
}
