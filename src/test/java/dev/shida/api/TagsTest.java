package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.shida.OneJdk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags of answers about the bundled edition. */
@QuarkusTest
@OneJdk
class TagsTest {
    private static final String STORY = "/v1/stories/capital-unions-2022-winter-olympics";

    private static final String OF_THE_STORY = "edition:capital-unions-2022 story:capital-unions-2022-winter-olympics"
            + " series:capital-unions topic:winter-olympics topic:skills-competitions topic:volunteering";

    private static final String OF_ALL_TOPICS = "topic:party-congress topic:winter-olympics topic:skills-competitions"
            + " topic:volunteering topic:industrial-workers topic:craftsmen topic:vocational-training"
            + " topic:new-employment-workers topic:union-membership topic:pandemic-response topic:employment-support"
            + " topic:labour-relations topic:legal-aid topic:grassroots-unions topic:outdoor-workers"
            + " topic:worker-services";

    @ParameterizedTest
    @ValueSource(strings = {"", "/replay", "/commentary", "?fields=id", "?fields=title,topics"})
    void aStoryNamesItselfEditionSeriesAndTopics(String what) {
        assertTags(OF_THE_STORY, STORY + what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?fields=id", "?page=1"})
    void aListOfStoriesNamesEditionsAndTopics(String query) {
        assertTags("stories edition:capital-unions-2022 " + OF_ALL_TOPICS, "/v1/stories" + query);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stories?topic=winter-olympics&fields=rank,"
                + " stories edition:capital-unions-2022 topic:winter-olympics topic:skills-competitions topic:volunteering",
        "/v1/stories?page=9, stories",
        "/v1/editions, editions edition:capital-unions-2022",
        "/v1/editions?page=2, editions",
        "/v1/series, series series:capital-unions",
        "/v1/topics/craftsmen, topics topic:craftsmen",
    })
    void aListNamesItselfAndItsSubjects(String path, String tags) {
        assertTags(tags, path);
    }

    @Test
    void anEditionNamesItselfItsSeriesAndTopics() {
        assertTags(
                "edition:capital-unions-2022 series:capital-unions " + OF_ALL_TOPICS,
                "/v1/editions/capital-unions-2022");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/no-such-story", "/openapi", "/v1/stories/nope", "/v1/topics?nope=1"})
    void problemsAndWhatNoPublicationChangesHaveNone(String path) {
        Response answer = given().get(path);
        assertNull(answer.header("Surrogate-Key"));
        assertNull(answer.header("Cache-Tag"));
    }

    static void assertTags(String tags, String path) {
        Response answer = given().get(path).then().statusCode(200).extract().response();
        assertEquals(tags, answer.header("Surrogate-Key"), path);
        assertEquals(tags.replace(' ', ','), answer.header("Cache-Tag"), path);
    }
}
