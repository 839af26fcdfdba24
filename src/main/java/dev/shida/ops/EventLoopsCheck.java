package dev.shida.ops;

import io.netty.util.concurrent.EventExecutor;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live: every event loop runs a task within {@value #PATIENCE_SECONDS} seconds. A process of which one does not will never
 * answer the connections of that loop again. The store is not read, as a restart would not mend it.
 *
 * <p>Vert.x lists its event loops in no public interface; where a newer version has another internal one, this does not
 * compile.
 */
@Liveness
@Singleton
final class EventLoopsCheck implements AsyncHealthCheck {
    static final int PATIENCE_SECONDS = 2;

    private final Iterable<EventExecutor> loops;

    EventLoopsCheck(Vertx vertx) {
        loops = ((VertxInternal) vertx).getEventLoopGroup();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (EventExecutor loop : loops) {
            tasks.add(CompletableFuture.runAsync(() -> {}, loop));
        }
        return Uni.createFrom()
                .completionStage(CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new))
                        .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .thenApply(done -> response(tasks)));
    }

    private static HealthCheckResponse response(List<CompletableFuture<Void>> tasks) {
        long answering = tasks.stream().filter(CompletableFuture::isDone).count();
        return HealthCheckResponse.named("event loops")
                .withData("loops", tasks.size())
                .withData("answering", answering)
                .status(answering == tasks.size())
                .build();
    }
}
