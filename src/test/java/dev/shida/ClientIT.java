package dev.shida;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** What a client's developer does with the document: lint it, generate types from it, and call the service with them. */
@QuarkusIntegrationTest
@TestProfile(FreshStore.class)
@OneJdk
@Needs("npm")
class ClientIT {
    @Test
    void theGeneratedClientWorks() throws Exception {
        Npm.test("openapi", RestAssured.baseURI + ":" + RestAssured.port);
    }
}
