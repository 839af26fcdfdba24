package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.Publisher;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Random;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer costs in statements, the first time it is asked for, does not depend on how much it says. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneJdk
class StatementsTest {
    @Inject
    SessionFactory sessions;

    @Inject
    Publisher publisher;

    @BeforeAll
    void publish() {
        Random random = new Random(1);
        GeneratedContent.editions(random, 1).forEach(edition -> publisher.publish(edition, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stories?sort=title, 2",
        "/v1/stories?page=2, 2",
        "/v1/stories?fields=replay, 3",
        "/v1/stories?q=t, 3",
        "/v1/stories?topic=t-1&topic=t-2&match=all, 3",
        "/v1/stories?topic=t-1&without=t-9&series=beta, 5",
        "/v1/editions?year=2022, 5",
    })
    void aListCostsTheSameWhateverItsLength(String path, int statements) {
        String separator = path.contains("?") ? "&" : "?";
        assertEquals(statements, statements(path + separator + "limit=1"));
        assertEquals(statements, statements(path + separator + "limit=100"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/topics, 1",
        "/v1/series, 2",
        "/v1/editions/beta-2022, 4",
        "/v1/stories/capital-unions-2022-winter-olympics, 5",
        "/v1/stories/capital-unions-2022-winter-olympics/replay, 2",
    })
    void whatComesWholeCostsAFewStatements(String path, int statements) {
        assertEquals(statements, statements(path));
    }

    private long statements(String path) {
        // The first search at a revision reads the names of all topics, series and editions.
        given().get("/v1/stories?q=e&limit=99").then().statusCode(200);
        sessions.getStatistics().clear();
        given().get(path).then().statusCode(200);
        return sessions.getStatistics().getPrepareStatementCount();
    }
}
