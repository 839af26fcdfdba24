package dev.shida.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** What the management interface says of a service that serves. */
@QuarkusTest
class HealthTest {
    @TestHTTPResource(value = "/health", management = true)
    @SuppressWarnings("NullAway.Init")
    URI health;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Vertx vertx;

    @Test
    void isLiveWhileEveryEventLoopAnswers() {
        ask("/live", "event loops").body("checks.status", is(List.of("UP")));
    }

    @Test
    void aBlockedEventLoopIsNotLive() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ((VertxInternal) vertx).getEventLoopGroup().next().execute(() -> {
            blocked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        blocked.await();
        try {
            HealthCheckResponse response =
                    new EventLoopsCheck(vertx).call().await().indefinitely();
            assertEquals(HealthCheckResponse.Status.DOWN, response.getStatus());
        } finally {
            end.countDown();
        }
    }

    @Test
    void isReadyWithWhatIsPublishedAndIndexed() {
        JsonPath ready = ask("/ready", "content")
                .body("checks.find { it.name == 'content' }.data.freeDisk", greaterThan(0L))
                .extract()
                .jsonPath();
        String data = "checks.find { it.name == 'content' }.data.";
        assertEquals(ready.getLong(data + "revision"), ready.getLong(data + "indexRevision"));
        assertNull(ready.get(data + "reason"));
    }

    @Test
    void theServiceIsStartedOnceItAnswers() {
        ask("/started", "start");
    }

    @Test
    void theStoreIsWell() {
        ask("/well", "store");
    }

    @Test
    void thePublicPortKnowsNoHealth() {
        given().get("/q/health").then().statusCode(404);
    }

    private ValidatableResponse ask(String kind, String check) {
        return given().noFilters()
                .get(health + kind)
                .then()
                .statusCode(200)
                .body("checks.name", hasItem(check))
                .body("status", is("UP"));
    }
}
