package dev.shida.pages;

import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Parameters;
import dev.shida.http.RenderedBody;
import dev.shida.problem.Prefix;
import dev.shida.text.Resource;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The icons that browsers and phones ask for by themselves, and what an installed page is called. Pages bring their own. */
@Cached(Policy.DOCUMENT)
@Path("/")
public class IconsResource {
    @GET
    @Path("favicon.ico")
    @Operation(hidden = true)
    public Response favicon(@Context HttpServerRequest request) {
        return file("favicon.ico", "image/x-icon", request);
    }

    @GET
    @Path("apple-touch-icon.png")
    @Operation(hidden = true)
    public Response touchIcon(@Context HttpServerRequest request) {
        return file("icon-180.png", "image/png", request);
    }

    @GET
    @Path("icon-{size: 192|512}.png")
    @Operation(hidden = true)
    public Response icon(int size, @Context HttpServerRequest request) {
        return file("icon-" + size + ".png", "image/png", request);
    }

    @GET
    @Path("site.webmanifest")
    @Operation(hidden = true)
    public Response manifest(@Context HttpServerRequest request) {
        Parameters.none(request);
        String manifest = """
                {
                  "name": "Shida 十大",
                  "short_name": "十大",
                  "start_url": "%1$s",
                  "display": "browser",
                  "background_color": "#fbfaf6",
                  "theme_color": "#fbfaf6",
                  "icons": [
                    { "src": "%2$s/icon-192.png", "type": "image/png", "sizes": "192x192" },
                    { "src": "%2$s/icon-512.png", "type": "image/png", "sizes": "512x512" }
                  ]
                }
                """.formatted(Link.to("/"), Prefix.current());
        return Response.ok(new RenderedBody(manifest, Stream.of()), "application/manifest+json")
                .build();
    }

    private static Response file(String name, String type, HttpServerRequest request) {
        Parameters.none(request);
        return Response.ok(new RenderedBody(Resource.bytes("/pages/" + name), Stream.of()), type)
                .build();
    }
}
