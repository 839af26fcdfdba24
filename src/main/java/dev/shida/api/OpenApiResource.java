package dev.shida.api;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Parameters;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
 * every parameter, and gives YAML to a client that accepts neither; this one is as strict as the rest of the API.
 */
@Cached(Policy.DOCUMENT)
@Path("/openapi")
public class OpenApiResource {
    private static final String YAML = "application/yaml";
    private static final String OPENAPI_YAML = "application/openapi+yaml";
    private static final String OPENAPI_JSON = "application/openapi+json";
    private static final String VENDOR = "application/vnd.oai.openapi";
    private static final String TEXT_YAML = "text/yaml";

    /** The registered type first, then those that tools ask for (the OpenAPI Specification's, and what came before RFC 9512). */
    private static final List<Variant> VARIANTS = Variant.mediaTypes(
                    MediaType.valueOf(YAML),
                    MediaType.APPLICATION_JSON_TYPE,
                    MediaType.valueOf(OPENAPI_YAML),
                    MediaType.valueOf(OPENAPI_JSON),
                    MediaType.valueOf(VENDOR),
                    MediaType.valueOf(TEXT_YAML))
            .build();

    private final OpenApiDocument document;

    OpenApiResource(OpenApiDocument document) {
        this.document = document;
    }

    @GET
    @Produces({YAML, MediaType.APPLICATION_JSON, OPENAPI_YAML, OPENAPI_JSON, VENDOR, TEXT_YAML})
    @Operation(hidden = true)
    public Response document(@Context HttpServerRequest http, @Context Request request) {
        Parameters.none(http);
        Variant variant = request.selectVariant(VARIANTS);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        boolean json = variant.getMediaType().getSubtype().endsWith("json");
        return Response.ok(document.in(json ? Format.JSON : Format.YAML), variant)
                .build();
    }

    /** The document as a file, for tools that go by the ending of a name. */
    @Cached(Policy.DOCUMENT)
    @Path("/openapi.{format: yaml|json}")
    public static class File {
        private final OpenApiDocument document;

        File(OpenApiDocument document) {
            this.document = document;
        }

        @GET
        @Produces({YAML, MediaType.APPLICATION_JSON})
        @Operation(hidden = true)
        public Response file(@PathParam("format") String format, @Context HttpServerRequest http) {
            Parameters.none(http);
            boolean json = format.equals("json");
            return Response.ok(document.in(json ? Format.JSON : Format.YAML), json ? MediaType.APPLICATION_JSON : YAML)
                    .build();
        }
    }
}
