package dev.shida.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: what the start publishes is published. */
@Startup
@Singleton
final class StartCheck implements AsyncHealthCheck {
    private final Lifecycle lifecycle;

    StartCheck(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() -> HealthCheckResponse.named("start")
                        .status(lifecycle.isStarted())
                        .build());
    }
}
