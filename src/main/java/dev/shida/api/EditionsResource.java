package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.Stories;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Filters;
import dev.shida.http.Paging;
import dev.shida.http.Parameters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Cached(Policy.CONTENT)
@Path("/v1/editions")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
public class EditionsResource {
    private final Editions editions;
    private final Stories stories;
    private final Filters filters;

    EditionsResource(Editions editions, Stories stories, Filters filters) {
        this.editions = editions;
        this.stories = stories;
        this.filters = filters;
    }

    @GET
    @APIResponse(responseCode = "200", description = "A page of the editions.")
    public EditionList list(@Context HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        Scope scope = filters.scopeOfEditions(parameters);
        Paging paging = Paging.read(parameters, "newest first", List.of(Integer.class, String.class));
        parameters.check();

        Editions.Listing listing = editions.newestFirst(scope, paging.window());
        return new EditionList(
                listing.slice().items().stream().map(EditionBody::of).toList(),
                listing.total(),
                paging.next(listing.slice(), Editions::positionOf).orElse(null),
                paging.links(request, listing.slice(), listing.total(), Editions::positionOf));
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", description = "The edition.")
    public EditionBody one(String id, @Context HttpServerRequest request) {
        Parameters.none(request);
        Edition edition = editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
        return EditionBody.of(edition, stories.of(edition, false));
    }
}
