package dev.shida.ops;

import dev.shida.content.Revision;
import dev.shida.search.StoryIndex;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: what is published is known, there is an index to answer lists from, and the service does not stop. The store is not
 * read: what is cached is answered without it.
 */
@Readiness
@Singleton
final class ContentCheck implements AsyncHealthCheck {
    private final Lifecycle lifecycle;
    private final StoryIndex index;
    private final Disk disk;

    ContentCheck(Lifecycle lifecycle, StoryIndex index, Disk disk) {
        this.lifecycle = lifecycle;
        this.index = index;
        this.disk = disk;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        Optional<Revision> published = lifecycle.published();
        OptionalLong indexed = index.indexedRevision();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("content")
                .withData("revision", published.map(Revision::number).orElse(0L))
                .withData("freeDisk", disk.free());
        published.ifPresent(revision ->
                response.withData("publishedAt", revision.publishedAt().toString()));
        indexed.ifPresent(revision -> response.withData("indexRevision", revision));
        Optional<String> reason = reason(indexed.isPresent());
        reason.ifPresent(text -> response.withData("reason", text));
        return response.status(reason.isEmpty()).build();
    }

    private Optional<String> reason(boolean isIndexed) {
        if (lifecycle.isStopping()) {
            return Optional.of("The service is stopping.");
        }
        if (!lifecycle.isStarted()) {
            return Optional.of("The service is starting.");
        }
        return isIndexed ? Optional.empty() : Optional.of("The search index is being built, or has failed.");
    }
}
