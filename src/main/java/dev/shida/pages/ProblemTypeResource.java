package dev.shida.pages;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Parameters;
import dev.shida.problem.Prefix;
import dev.shida.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Explains the types of problems, at the addresses that identify them. */
@Cached(Policy.DOCUMENT)
@Path("/problems")
@Tag(name = "problems")
public final class ProblemTypeResource {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    /** JSON comes first: it is what a client gets that does not say what it prefers. */
    private static final List<Variant> VARIANTS =
            Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, HTML).build();

    /**
     * What there is to know about a type of problem.
     *
     * @param explanation a few sentences: what happened, and what to do about it
     */
    @Schema(
            name = "ProblemExplanation",
            description = "What a type of problem means.",
            requiredProperties = {"type", "title", "status", "explanation"})
    record ProblemTypeBody(
            @Schema(description = "Identifies the type.", format = "uri-reference")
            String type,

            @Schema(description = "A few words that every problem of the type has.")
            String title,

            @Schema(description = "The status of every problem of the type.", minimum = "400", maximum = "599")
            int status,

            @Schema(description = "What happened, and what to do about it.")
            String explanation) {
        static ProblemTypeBody of(ProblemType type) {
            return new ProblemTypeBody(Prefix.current() + type.type(), type.title(), type.status(), type.explanation());
        }
    }

    @GET
    @Path("/{type}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(
            operationId = "getProblemType",
            summary = "What a type of problem means",
            description = "The member `type` of every problem is the address of one of these pages.")
    @APIResponse(
            responseCode = "200",
            description = "What there is to know about the type.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ProblemTypeBody.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING))
            })
    public Response get(
            @PathParam("type")
                    @Parameter(
                            description = "The name of the type.",
                            example = "no-such-story",
                            schema = @Schema(type = SchemaType.STRING, pattern = "^[a-z-]+$", maxLength = 60))
                    String slug,
            @Context Request request,
            @Context HttpServerRequest http) {
        ProblemType type = ProblemType.bySlug(slug).orElseThrow(() -> ProblemType.NO_SUCH_PROBLEM_TYPE.about(slug));
        Variant variant = request.selectVariant(VARIANTS);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        boolean asPage = variant.getMediaType().equals(HTML);
        Parameters parameters = new Parameters(http);
        if (asPage) {
            parameters.ignore(PageRequest.LANG);
        }
        parameters.check();
        if (!asPage) {
            return Response.ok(ProblemTypeBody.of(type), variant).build();
        }
        PageRequest pageRequest = PageRequest.of(http);
        Response.ResponseBuilder page = Response.ok(ProblemPage.of(type, pageRequest), variant);
        PageSecurity.PROBLEM.headers().forEach(page::header);
        page.header(HttpHeaders.CONTENT_LANGUAGE, pageRequest.language().tag());
        if (!pageRequest.chosen()) {
            page.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
        return page.build();
    }
}
