package dev.shida.api;

import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Parameters;
import dev.shida.http.QueryParameters;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Cached(Policy.CONTENT)
@Path("/v1/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stories")
public class SuggestionsResource {
    private final StoryIndex index;
    private final SnapshotRead reads;

    SuggestionsResource(StoryIndex index, SnapshotRead reads) {
        this.index = index;
        this.reads = reads;
    }

    @GET
    @Operation(operationId = "listSuggestions", summary = "Complete what is being typed", description = """
            Topics and titles that complete what someone is typing into a search box, at most 10; for a box that asks on every \
            key.""")
    @Parameter(name = "q", in = QUERY, ref = "typed")
    @APIResponse(responseCode = "200", description = "What completes it, the likeliest first.")
    public SuggestionList list(@Context HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        String typed = QueryParameters.TYPED.read(parameters).orElse("");
        parameters.check();
        return reads.toSearch(request, deadline -> SuggestionList.of(index.suggest(typed, deadline), Link.to(request)));
    }
}
