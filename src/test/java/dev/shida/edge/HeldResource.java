package dev.shida.edge;

import dev.shida.http.Cached;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Reads its content, then blocks until the test releases the response. */
@Path("/held")
@Cached(Cached.Policy.PAGE)
@Singleton
public class HeldResource {
    /** One of its paths. */
    static final class Hold {
        final String path;
        final AtomicInteger asked = new AtomicInteger();
        final CountDownLatch found = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);
        /** The response that is being computed. */
        volatile @Nullable HttpServerResponse response;
        /** The content that is read. */
        volatile String content;

        private Hold(String path, String content) {
            this.path = path;
            this.content = content;
        }
    }

    private final Map<String, Hold> holds = new ConcurrentHashMap<>();

    /** Content at a new path. */
    Hold hold(String content) {
        String name = UUID.randomUUID().toString();
        Hold hold = new Hold("/held/" + name, content);
        holds.put(name, hold);
        return hold;
    }

    @GET
    @Path("/{name}")
    @Produces("text/plain")
    @Operation(hidden = true)
    public String get(@PathParam("name") String name, @Context HttpServerRequest request) throws InterruptedException {
        Hold hold = Objects.requireNonNull(holds.get(name));
        hold.response = request.response();
        hold.asked.incrementAndGet();
        String content = hold.content;
        hold.found.countDown();
        if (!hold.letGo.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("held for ever");
        }
        return content;
    }
}
