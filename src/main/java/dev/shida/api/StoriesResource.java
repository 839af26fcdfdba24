package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_STORY;

import dev.shida.edition.Part;
import dev.shida.edition.Sort;
import dev.shida.edition.Stories;
import dev.shida.edition.Story;
import dev.shida.search.StoryIndex;
import dev.shida.web.Attempt;
import dev.shida.web.Filters;
import dev.shida.web.Paging;
import dev.shida.web.Parameters;
import dev.shida.web.Sorting;
import dev.shida.web.StoryFilter;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/v1/stories")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
public class StoriesResource {
    private final Stories stories;
    private final StoryIndex index;
    private final Filters filters;

    StoriesResource(Stories stories, StoryIndex index, Filters filters) {
        this.stories = stories;
        this.index = index;
        this.filters = filters;
    }

    @GET
    @APIResponse(responseCode = "200", description = "A page of the stories that match.")
    @Transactional(TxType.NOT_SUPPORTED)
    public StoryList list(@Context HttpServerRequest request) {
        return Attempt.inTransaction(() -> answer(request));
    }

    private StoryList answer(HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        StoryFilter filter = filters.stories(parameters);
        Sort sort = Sorting.read(parameters, !filter.words().isEmpty());
        Paging paging = Paging.read(parameters, Sorting.write(sort), Sorting.types(sort));
        Set<StoryField> fields = StoryField.read(parameters, StoryField.ALL, StoryField.SUMMARY);
        parameters.check();

        StoryIndex.Found found =
                index.find(filter.words(), filter.query(sort, paging.window(), StoryField.needTexts(fields)));
        return new StoryList(
                found.slice().items().stream()
                        .map(hit -> StoryBody.of(hit, fields))
                        .toList(),
                found.total(),
                TopicBody.of(found.topics()),
                found.didYouMean().orElse(null),
                paging.links(request, found.slice(), found.total(), StoryIndex.Hit::place));
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", description = "The story.")
    public StoryBody one(String id, @Context HttpServerRequest request) {
        Parameters parameters = new Parameters(request);
        Set<StoryField> fields = StoryField.read(parameters, StoryField.STORY, StoryField.STORY);
        parameters.check();
        Story story = stories.byId(id, StoryField.needTexts(fields)).orElseThrow(() -> NO_SUCH_STORY.about(id));
        return StoryBody.of(story, stories.neighbours(story), fields);
    }

    @GET
    @Path("{id}/replay")
    @APIResponse(responseCode = "200", description = "The replay.")
    public PartBody replay(String id, @Context HttpServerRequest request) {
        return part(id, Part.REPLAY, request);
    }

    @GET
    @Path("{id}/commentary")
    @APIResponse(responseCode = "200", description = "The commentary.")
    public PartBody commentary(String id, @Context HttpServerRequest request) {
        return part(id, Part.COMMENTARY, request);
    }

    private PartBody part(String id, Part part, HttpServerRequest request) {
        Parameters.none(request);
        return stories.telling(id, part)
                .map(telling -> PartBody.of(part, telling))
                .orElseThrow(() -> NO_SUCH_STORY.about(id));
    }
}
