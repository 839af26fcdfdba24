package dev.shida.ops;

import dev.shida.content.DamagedContent;
import dev.shida.content.Revisions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Well: the store can be read, no damage has been found in it, and its disk has room. Neither a restart nor another process
 * helps where this is not so, and most requests are still answered: so it is for people, and no probe of an orchestrator.
 */
@Wellness
@Singleton
final class StoreCheck implements HealthCheck {
    private final Revisions revisions;
    private final Disk disk;

    StoreCheck(Revisions revisions, Disk disk) {
        this.revisions = revisions;
        this.disk = disk;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> reasons = new ArrayList<>();
        try {
            QuarkusTransaction.requiringNew().call(revisions::last);
        } catch (RuntimeException e) {
            reasons.add("The store cannot be read.");
        }
        long damaged = DamagedContent.found();
        if (damaged > 0) {
            reasons.add("The store is damaged: see the log.");
        }
        if (disk.isFull()) {
            reasons.add("The disk is nearly full.");
        }
        HealthCheckResponseBuilder response = HealthCheckResponse.named("store")
                .withData("damageFound", damaged)
                .withData("freeDisk", disk.free());
        if (!reasons.isEmpty()) {
            response.withData("reason", String.join(" ", reasons));
        }
        return response.status(reasons.isEmpty()).build();
    }
}
