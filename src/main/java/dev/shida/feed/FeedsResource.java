package dev.shida.feed;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Parameters;
import dev.shida.http.RenderedBody;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Feeds. Each address has one format, whatever {@code Accept} says, as many readers say too little there. */
@Cached(Policy.FEED)
@Path("/feeds")
public class FeedsResource {
    /** What browsers that have no reader of feeds show them by. */
    static final String STYLESHEET = "/feeds/style.css";

    private static final String STYLE = """
            feed {
                color-scheme: light dark;
                display: block;
                max-width: 42.6rem;
                margin: 0 auto;
                padding: 1.2rem;
                font: 106.25%/1.7 Georgia, "Noto Serif", serif;
            }
            feed::before {
                content: "这是订阅源：把本页的地址交给阅读器，新的新闻就会自己来。\\A This is a feed: give the address of this page to a feed reader, and new stories come to you.";
                display: block;
                padding: .7rem .95rem;
                border: 1px solid;
                white-space: pre-line;
                font: .9rem/1.7 system-ui, sans-serif;
            }
            feed > *, entry > * { display: none }
            feed > title, entry, entry > title, entry > summary { display: block }
            feed > title { margin: 1.4rem 0; font-size: 1.8rem; font-weight: 700 }
            entry { padding: 1.2rem 0; border-top: 1px solid #8a8478 }
            entry > title { font-size: 1.2rem; font-weight: 700 }
            """;

    private final Feeds feeds;
    private final JsonFeedWriter json;
    private final StoryIndex index;

    FeedsResource(Feeds feeds, JsonFeedWriter json, StoryIndex index) {
        this.feeds = feeds;
        this.index = index;
        this.json = json;
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

    @GET
    @Cached(Policy.DOCUMENT)
    @Path("style.css")
    @Operation(hidden = true)
    public Response style(@Context HttpServerRequest request) {
        Parameters.none(request);
        return Response.ok(new RenderedBody(STYLE, Stream.of()), "text/css;charset=UTF-8")
                .build();
    }

    private Response answer(HttpServerRequest request, Function<Feed, String> format, MediaType type) {
        Feed feed = SnapshotRead.toSearch(index, request, deadline -> feeds.of(request, deadline));
        return Response.ok(new RenderedBody(format.apply(feed), feed.tags()), type)
                .header(HttpHeaders.CONTENT_LANGUAGE, feed.language().orElse(null))
                .build();
    }
}
