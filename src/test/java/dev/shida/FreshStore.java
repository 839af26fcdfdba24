package dev.shida;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.UUID;

/**
 * For tests of the packaged service: it starts as in production, for which the {@code %test} settings do not hold, but
 * on a free port, and with an empty store and the bundled manuscript alone. Tests that share this profile share one start.
 */
public class FreshStore implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                "quarkus.management.port", "0",
                "shida.data", "./target/test-data/" + UUID.randomUUID(),
                "shida.manuscripts", "target/no-manuscripts");
    }
}
