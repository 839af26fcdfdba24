package dev.shida.edge;

import static dev.shida.edge.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.OtherSettings;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However much is requested, the caches stay within bounds, and what is requested most stays in them. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@OneJdk
class MemoryTest {
    private static final String HOT = "/v1/series";

    private static final List<String> FLOOD = IntStream.rangeClosed(1, 100)
            .boxed()
            .flatMap(limit -> Stream.of("title", "-title", "rank", "-rank", "year")
                    .flatMap(sort -> Stream.of("", "&fields=replay")
                            .map(fields -> "/v1/stories?limit=" + limit + "&sort=" + sort + fields)))
            .toList();

    @Test
    void aFloodDoesNotEvictFrequentAnswers() {
        get(HOT);
        int asked = 0;
        int found = 0;
        long size = 0;
        for (String target : FLOOD) {
            Answer answer = get(target);
            assertEquals(200, answer.status());
            size += answer.body().length();
            if (asked++ % 10 == 0) {
                found += isHit(get(HOT)) ? 10 : 0;
            }
        }
        assertTrue(size > 5 * OtherSettings.MAX_SIZE, "no flood");
        assertTrue(found > asked * 0.9, "asked for often, and found rarely: " + found + " of " + asked);
        assertTrue(isHit(get(HOT)));

        // Each is asked for once more, the last first, so that one that is found had been kept until now.
        long kept = IntStream.rangeClosed(1, FLOOD.size())
                .mapToObj(i -> get(FLOOD.get(FLOOD.size() - i)))
                .filter(MemoryTest::isHit)
                .mapToLong(answer -> answer.body().length())
                .sum();
        assertTrue(kept > 0 && kept <= OtherSettings.MAX_SIZE, "kept " + kept + " bytes");
    }

    @Test
    void anAnswerTooLongToCacheIsSent() {
        for (int i = 0; i < 3; i++) {
            Answer bundle = get("/docs/swagger/swagger-ui-bundle.js");
            assertEquals(200, bundle.status());
            assertTrue(bundle.body().length() > OtherSettings.MAX_SIZE);
            assertEquals(Optional.of("shida; fwd=uri-miss"), bundle.header("cache-status"));
        }
    }

    private static boolean isHit(Answer answer) {
        return answer.header("cache-status").equals(Optional.of("shida; hit"));
    }
}
