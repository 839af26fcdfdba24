package dev.shida.pages;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Parameters;
import dev.shida.http.RenderedBody;
import dev.shida.text.Resource;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The service worker: a browser that has it shows pages that it has shown before when there is no connection. */
@Cached(Policy.DOCUMENT)
@Path("/offline.js")
public class OfflineResource {
    private final String worker;

    OfflineResource(PagesConfig config) {
        worker = "const MAX_PAGES = " + config.maxOffline() + ";\n" + Resource.text("/pages/offline.js");
    }

    @GET
    @Operation(hidden = true)
    public Response worker(@Context HttpServerRequest request) {
        Parameters.none(request);
        return Response.ok(new RenderedBody(worker, Stream.of()), "text/javascript;charset=UTF-8")
                .header("Content-Security-Policy", "default-src 'none'; connect-src 'self'")
                .build();
    }
}
