package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.PATH;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import dev.shida.content.Scope;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Filters;
import dev.shida.http.Link;
import dev.shida.http.PageLinks;
import dev.shida.http.Parameters;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
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
@Path("/v1/topics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class TopicsResource {
    private final StoryIndex index;
    private final Filters filters;
    private final SnapshotRead reads;

    TopicsResource(StoryIndex index, Filters filters, SnapshotRead reads) {
        this.index = index;
        this.filters = filters;
        this.reads = reads;
    }

    @GET
    @Operation(operationId = "listTopics", summary = "List topics", description = """
            Every topic of the stories in question, with how many of them carry it; the most frequent first, then by id.""")
    @Parameter(name = "series", in = QUERY)
    @Parameter(name = "year", in = QUERY)
    @Parameter(name = "edition", in = QUERY)
    @APIResponse(
            responseCode = "200",
            description = "The topics, all of them.",
            headers = @Header(name = "Link", ref = "Link"))
    public TopicList list(@Context HttpServerRequest request) {
        return reads.inTransaction(() -> {
            Parameters parameters = new Parameters(request);
            Scope scope = filters.scope(parameters);
            parameters.check();
            List<TopicBody> items = TopicBody.of(index.topics(scope));
            return new TopicList(items, items.size(), PageLinks.of(Link.to(request)));
        });
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getTopic",
            summary = "Get one topic",
            description = "One topic, with how many of all stories carry it.")
    @Parameter(name = "id", in = PATH, ref = "topicId")
    @APIResponse(responseCode = "200", description = "The topic.")
    public TopicBody one(String id, @Context HttpServerRequest request) {
        return reads.inTransaction(() -> {
            Parameters.none(request);
            return index.topic(id).map(TopicBody::of).orElseThrow(() -> NO_SUCH_TOPIC.about(id));
        });
    }
}
