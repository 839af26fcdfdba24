package dev.shida.feed;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.RenderedBody;
import dev.shida.http.SnapshotRead;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Feeds. Each address has one format, whatever {@code Accept} says, as many programs say too little there. */
@Cached(Policy.FEED)
@Path("/feeds")
public class FeedsResource {
    private final Feeds feeds;
    private final JsonFeedWriter json;
    private final SnapshotRead reads;

    FeedsResource(Feeds feeds, JsonFeedWriter json, SnapshotRead reads) {
        this.feeds = feeds;
        this.json = json;
        this.reads = reads;
    }

    @GET
    @Path("stories.atom")
    @Operation(hidden = true)
    public Response atom(@Context HttpServerRequest request) {
        return answer(request, AtomWriter::write, AtomWriter.TYPE);
    }

    @GET
    @Path("stories.json")
    @Operation(hidden = true)
    public Response json(@Context HttpServerRequest request) {
        return answer(request, json::write, JsonFeedWriter.TYPE);
    }

    private Response answer(HttpServerRequest request, Function<Feed, String> format, MediaType type) {
        Feed feed = reads.toSearch(request, deadline -> feeds.of(request, deadline));
        return Response.ok(new RenderedBody(format.apply(feed), feed.tags()), type)
                .header(HttpHeaders.CONTENT_LANGUAGE, feed.language().orElse(null))
                .build();
    }
}
