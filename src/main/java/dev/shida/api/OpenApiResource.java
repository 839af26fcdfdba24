package dev.shida.api;

import dev.shida.web.Parameters;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The OpenAPI document, in YAML unless JSON is preferred. Quarkus has a handler for it, which takes every method and
 * every parameter, and gives YAML to whoever wants neither; this one is as strict as the rest of the API.
 */
@Path("/openapi")
public class OpenApiResource {
    private static final String YAML = "application/yaml";
    private static final List<Variant> VARIANTS = Variant.mediaTypes(
                    MediaType.valueOf(YAML), MediaType.APPLICATION_JSON_TYPE)
            .build();

    private final OpenApiDocument document;

    OpenApiResource(OpenApiDocument document) {
        this.document = document;
    }

    @GET
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public Response document(@Context HttpServerRequest http, @Context Request request) {
        Parameters.none(http);
        Variant variant = request.selectVariant(VARIANTS);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        boolean json = variant.getMediaType().equals(MediaType.APPLICATION_JSON_TYPE);
        return Response.ok(document.in(json ? Format.JSON : Format.YAML), variant)
                .build();
    }
}
