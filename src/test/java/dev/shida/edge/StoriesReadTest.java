package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.content.EditionContent;
import dev.shida.http.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoriesReadTest {
    @ParameterizedTest
    @CsvSource({
        "0, /v1/stories",
        "0, /v1/stories?limit=100",
        "0, /v1/stories/large-2020-n1",
        "0, /large-2020?topic=fields",
        "20, /v1/stories?q=a",
        "20, /v1/stories?fields=replay&topic=limit",
        "1, /v1/stories?fields=replay&limit=1&topic=t",
        "100, /v1/stories?fields=replay&limit=100",
        "100, /v1/stories?fields=replay&limit=101",
        "20, /v1/stories?fields=replay&limit=9999999999",
        "20, /v1/stories?fields=replay&limit=x",
        "20, /search?q=a",
        "100, /feeds/stories.atom",
        "100, /feeds/stories.json?topic=t",
        "100, /large-2020?read=all",
        "100, /large-2020?topic=t&read=all",
    })
    void asManyAsTheTargetSays(int stories, String target) {
        assertEquals(stories, StoriesRead.by(target));
    }

    /** The edge does not know the packages that say how many there are. */
    @Test
    void asManyAsListsAndEditionsHave() {
        assertEquals(QueryParameters.LIMIT.otherwise(), StoriesRead.by("/v1/stories?q=a"));
        assertEquals(QueryParameters.LIMIT.max(), StoriesRead.by("/v1/stories?q=a&limit=999"));
        assertEquals(EditionContent.MAX_STORIES, StoriesRead.by("/large-2020?read=all"));
    }
}
