package dev.shida.problem;

import dev.shida.problem.ParameterError.Code;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Fails in every way that a resource can. */
@Path("/failing")
public class FailingResource {
    @GET
    @Path("/{how}")
    @Produces("text/plain")
    @Operation(hidden = true)
    public String fail(@PathParam("how") String how) throws Exception {
        switch (how) {
            case "no-such-story" -> throw ProblemType.NO_SUCH_STORY.about("x");
            case "invalid-parameters" ->
                throw Problem.invalidParameters(List.of(
                        new ParameterError("year", "20x2", Code.INVALID, "A year has four digits.", null, null),
                        new ParameterError(
                                "sort",
                                "😀".repeat(101),
                                Code.NOT_ALLOWED,
                                "No such key.",
                                List.of("year", "rank"),
                                "rank")));
            case "not-found" -> throw new NotFoundException("secret");
            case "not-acceptable" -> throw new NotAcceptableException("secret");
            case "precondition" -> throw new WebApplicationException("secret", 412);
            case "unavailable" -> throw new ServiceUnavailableException("secret");
            case "busy" -> throw new RejectedExecutionException("secret");
            case "teapot" -> throw new WebApplicationException("secret", 418);
            case "gateway" -> throw new WebApplicationException("secret", 502);
            case "exception" -> throw new Exception("secret");
            case "error" -> throw new StackOverflowError("secret");
            case "redirect" ->
                throw new WebApplicationException(jakarta.ws.rs.core.Response.temporaryRedirect(URI.create("/openapi"))
                        .build());
            default -> {
                return how;
            }
        }
    }

    @PUT
    @Path("/{how}")
    @Consumes("text/markdown")
    @Operation(hidden = true)
    public String put(String body) {
        return "put " + body.length();
    }

    @GET
    @Path("/echo/q")
    @Produces("text/plain")
    @Operation(hidden = true)
    public String echo(@QueryParam("q") String q, @Context UriInfo uri) {
        return q + " " + uri.getRequestUri().getRawPath();
    }

    @PUT
    @Path("/only/put")
    @Operation(hidden = true)
    public void onlyPut() {}
}
