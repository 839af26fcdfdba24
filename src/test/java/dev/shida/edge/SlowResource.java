package dev.shida.edge;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Answers when it is let. */
@Path("/slow")
public class SlowResource {
    static final Semaphore PERMITS = new Semaphore(0);

    @GET
    @Path("/{text}")
    @Produces("text/plain")
    @Operation(hidden = true)
    public Response answer(@PathParam("text") String text) throws InterruptedException {
        PERMITS.acquire();
        return Response.ok(text).header("Cache-Control", "no-store").build();
    }
}
