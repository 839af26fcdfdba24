package dev.shida.pages;

import static dev.shida.problem.ProblemType.NOT_FOUND;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.pages.Reference.Call;
import dev.shida.pages.Reference.Parameter;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The OpenAPI document for people: a page of all calls, and one for each, on which it can be tried. */
@Cached(Policy.DOCUMENT)
@Path("/docs")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Singleton
public class DocsResource {
    /** The parameter that sends a filled in form on to the API. */
    private static final String TRY = "try";

    private static final int SEE_OTHER = 303;

    /** Read when it is first asked for. */
    private static final class LoadedReference {
        static final Reference REFERENCE = Reference.load();
    }

    @GET
    @Operation(hidden = true)
    public Response all(@Context HttpServerRequest request) {
        PageLayout layout = PageLayouts.docs(PageRequest.of(request));
        return PageResponse.of(
                PageSecurity.DOCS, layout, Templates.docs(layout, LoadedReference.REFERENCE), Stream.of());
    }

    @GET
    @Path("{call: [a-zA-Z]{1,60}}")
    @Operation(hidden = true)
    public Response one(@PathParam("call") String id, @Context HttpServerRequest request) {
        Call call = LoadedReference.REFERENCE.call(id).orElseThrow(() -> NOT_FOUND.problem("There is no such call."));
        if (request.getParam(TRY) != null && isFilledIn(call, request)) {
            return Response.status(SEE_OTHER)
                    .header(HttpHeaders.LOCATION, target(call, request).toString())
                    .build();
        }
        PageLayout layout = PageLayouts.call(PageRequest.of(request), call);
        return PageResponse.of(PageSecurity.CALL, layout, Templates.call(layout, call), Stream.of());
    }

    private static boolean isFilledIn(Call call, HttpServerRequest request) {
        return call.parameters().stream()
                .filter(Parameter::inPath)
                .map(parameter -> request.getParam(parameter.name()))
                .noneMatch(value -> value == null || value.isBlank());
    }

    /** What a form asks for that was filled in; what was left empty is left out. */
    private static Link target(Call call, HttpServerRequest request) {
        String path = call.path();
        Link target = Link.to(path);
        for (Parameter parameter : call.parameters()) {
            for (String value : request.params().getAll(parameter.name())) {
                if (parameter.inPath()) {
                    path = path.replace(
                            "{" + parameter.name() + "}",
                            URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
                } else if (!value.isEmpty()) {
                    target = target.with(parameter.name(), value);
                }
            }
        }
        return new Link(path, target.query());
    }
}
