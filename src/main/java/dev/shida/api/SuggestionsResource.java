package dev.shida.api;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Parameters;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Cached(Policy.CONTENT)
@Path("/v1/suggestions")
@Produces(MediaType.APPLICATION_JSON)
public class SuggestionsResource {
    private final StoryIndex index;

    SuggestionsResource(StoryIndex index) {
        this.index = index;
    }

    @GET
    @APIResponse(responseCode = "200", description = "What completes it, the likeliest first.")
    public SuggestionList list(@Context HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        String typed = parameters.text("q").orElse("");
        parameters.check();
        return SnapshotRead.toSearch(
                index, request, deadline -> SuggestionList.of(index.suggest(typed, deadline), Link.to(request)));
    }
}
