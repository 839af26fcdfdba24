package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.PATH;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.Stories;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Filters;
import dev.shida.http.Paging;
import dev.shida.http.Parameters;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StorySort.Key;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Cached(Policy.CONTENT)
@Path("/v1/editions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "editions")
public class EditionsResource {
    private final Editions editions;
    private final Stories stories;
    private final Filters filters;
    private final SnapshotRead reads;

    EditionsResource(Editions editions, Stories stories, Filters filters, SnapshotRead reads) {
        this.editions = editions;
        this.stories = stories;
        this.filters = filters;
        this.reads = reads;
    }

    @GET
    @Operation(
            operationId = "listEditions",
            summary = "List editions",
            description = "Editions, the newest year first, without their stories.")
    @Parameter(name = "series", in = QUERY)
    @Parameter(name = "year", in = QUERY)
    @Parameter(name = "limit", in = QUERY)
    @Parameter(name = "page", in = QUERY)
    @Parameter(name = "cursor", in = QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page of the editions.",
            headers = @Header(name = "Link", ref = "Link"))
    public EditionList list(@Context HttpServerRequest request) {
        return reads.inTransaction(() -> answer(request));
    }

    private EditionList answer(HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        Scope scope = filters.scopeOfEditions(parameters);
        Paging paging = Paging.read(parameters, "newest first", List.of(Key.YEAR));
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
    @Operation(
            operationId = "getEdition",
            summary = "Get one edition",
            description = "One edition with a summary of each of its stories, in the order of print.")
    @Parameter(name = "id", in = PATH, ref = "editionId")
    @APIResponse(responseCode = "200", description = "The edition.")
    public EditionBody one(String id, @Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> {
            Edition edition = editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
            return EditionBody.of(edition, stories.of(edition, false));
        });
    }
}
