package dev.shida.feed;

import dev.shida.web.Attempt;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Feeds. Each address has one format, whatever {@code Accept} says, as many readers say too little there. */
@Path("/feeds")
public class FeedsResource {
    private final Feeds feeds;

    FeedsResource(Feeds feeds) {
        this.feeds = feeds;
    }

    @GET
    @Path("stories.atom")
    @Operation(hidden = true)
    public Response atom(@Context HttpServerRequest request) {
        return answer(request, AtomWriter.TYPE);
    }

    @GET
    @Path("stories.json")
    @Operation(hidden = true)
    public Response json(@Context HttpServerRequest request) {
        return answer(request, JsonFeedWriter.TYPE);
    }

    private Response answer(HttpServerRequest request, MediaType type) {
        return Response.ok(Attempt.inTransaction(() -> feeds.of(request)), type).build();
    }
}
