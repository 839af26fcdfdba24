package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;

import dev.shida.edition.Scope;
import dev.shida.edition.Topics;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/v1/topics")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
public class TopicsResource {
    private final Topics topics;
    private final Filters filters;

    TopicsResource(Topics topics, Filters filters) {
        this.topics = topics;
        this.filters = filters;
    }

    @GET
    @APIResponse(responseCode = "200", description = "The topics, all of them.")
    public TopicList list(@Context HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        Scope scope = filters.scope(parameters);
        parameters.check();
        List<TopicBody> items = TopicBody.of(topics.in(scope));
        return new TopicList(items, items.size(), PageLinks.of(Link.to(request)));
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", description = "The topic.")
    public TopicBody one(String id, @Context HttpServerRequest request) {
        Parameters.none(request);
        return topics.byId(id).map(TopicBody::of).orElseThrow(() -> NO_SUCH_TOPIC.about(id));
    }
}
