package dev.shida.api;

import dev.shida.content.SeriesRepository;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.PageLinks;
import dev.shida.http.Parameters;
import dev.shida.http.SnapshotRead;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Cached(Policy.CONTENT)
@Path("/v1/series")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class SeriesResource {
    private final SeriesRepository series;
    private final SnapshotRead reads;

    SeriesResource(SeriesRepository series, SnapshotRead reads) {
        this.series = series;
        this.reads = reads;
    }

    @GET
    @Operation(
            operationId = "listSeries",
            summary = "List series",
            description = "Every series by id, with how many stories its editions have together.")
    @APIResponse(
            responseCode = "200",
            description = "The series, all of them.",
            headers = @Header(name = "Link", ref = "Link"))
    public SeriesList list(@Context HttpServerRequest request) {
        Parameters.none(request);
        List<SeriesBody> items = reads.inTransaction(series::byIdAscending).stream()
                .map(SeriesBody::of)
                .toList();
        return new SeriesList(items, items.size(), PageLinks.of(Link.to(request)));
    }
}
