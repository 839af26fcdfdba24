package dev.shida.api;

import static dev.shida.problem.ProblemType.NO_SUCH_PART;
import static dev.shida.problem.ProblemType.NO_SUCH_STORY;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.PATH;
import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.PartKind;
import dev.shida.content.Stories;
import dev.shida.content.Stories.PartOfStory;
import dev.shida.content.Story;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Filters;
import dev.shida.http.Link;
import dev.shida.http.NewsArticle;
import dev.shida.http.Origin;
import dev.shida.http.Paging;
import dev.shida.http.Parameters;
import dev.shida.http.QueryParameters;
import dev.shida.http.Redirect;
import dev.shida.http.RenderedBody;
import dev.shida.http.SnapshotRead;
import dev.shida.http.Sorting;
import dev.shida.http.StoryFilter;
import dev.shida.problem.ParameterError.Code;
import dev.shida.search.Deadline;
import dev.shida.search.MatchKind;
import dev.shida.search.StoryIndex;
import dev.shida.search.StorySort;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Cached(Policy.CONTENT)
@Path("/v1/stories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stories")
public class StoriesResource {
    private static final String MARKDOWN = "text/markdown";
    private static final String MOVED = "The slug was changed: the story is at another address now.";
    private static final String JSON_LD = "application/ld+json";
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

    /** In the order of preference where the client has none. */
    private static final List<Variant> VARIANTS = Variant.mediaTypes(
                    JSON,
                    MediaType.valueOf(MARKDOWN).withCharset("UTF-8"),
                    MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"),
                    MediaType.valueOf(JSON_LD),
                    MediaType.TEXT_HTML_TYPE)
            .build();

    private final Stories stories;
    private final Editions editions;
    private final StoryIndex index;
    private final Filters filters;
    private final SnapshotRead reads;
    private final ObjectMapper json;

    StoriesResource(
            Stories stories,
            Editions editions,
            StoryIndex index,
            Filters filters,
            SnapshotRead reads,
            ObjectMapper json) {
        this.stories = stories;
        this.editions = editions;
        this.index = index;
        this.filters = filters;
        this.reads = reads;
        this.json = json;
    }

    @GET
    @Operation(operationId = "listStories", summary = "List, filter and search stories", description = """
            The stories that match every filter, and the words that are looked for; a summary of each, and how many of all of \
            them carry each topic. With `q`, each story tells why it was found (`highlights`), the best match comes first \
            unless `sort` says otherwise. Where no story has every word, the list has the stories that come closest (`match`: \
            `relaxed`), and `didYouMean` is a `q` that finds something exactly.""")
    @Parameter(name = "q", in = QUERY)
    @Parameter(name = "series", in = QUERY)
    @Parameter(name = "year", in = QUERY)
    @Parameter(name = "edition", in = QUERY)
    @Parameter(name = "topic", in = QUERY)
    @Parameter(name = "match", in = QUERY)
    @Parameter(name = "without", in = QUERY)
    @Parameter(name = "exact", in = QUERY)
    @Parameter(name = "sort", in = QUERY)
    @Parameter(name = "limit", in = QUERY)
    @Parameter(name = "page", in = QUERY)
    @Parameter(name = "cursor", in = QUERY)
    @Parameter(name = "fields", in = QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page of the stories that match.",
            headers = @Header(name = "Link", ref = "Link"))
    public StoryList list(@Context HttpServerRequest request) {
        return reads.toSearch(request, deadline -> answer(request, deadline));
    }

    private StoryList answer(HttpServerRequest request, Deadline deadline) {
        Parameters parameters = new Parameters(request);
        StoryFilter filter = filters.stories(parameters);
        StorySort sort = Sorting.read(parameters, !filter.words().isEmpty());
        Paging paging = Paging.read(parameters, Sorting.order(sort, filter.words()), sort.keys());
        Set<String> fields =
                StoryFields.read(parameters, StoryFields.LIST_PARAMETER).orElse(StoryFields.SUMMARY);
        boolean exact = QueryParameters.EXACT.read(parameters);
        parameters.check();

        StoryIndex.Result found = index.find(
                filter.words(), filter.query(sort, paging.window(), StoryFields.needParts(fields), exact), deadline);
        return new StoryList(
                found.slice().items().stream()
                        .map(hit -> StoryBody.of(hit, fields))
                        .toList(),
                found.total(),
                TopicBody.of(found.topics()),
                found.match().map(MatchKind::id).orElse(null),
                found.didYouMean().orElse(null),
                paging.next(found.slice(), StoryIndex.Hit::position).orElse(null),
                paging.links(request, found.slice(), found.total(), StoryIndex.Hit::position));
    }

    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, MARKDOWN, MediaType.TEXT_PLAIN, JSON_LD, MediaType.TEXT_HTML})
    @Operation(operationId = "getStory", summary = "Get one story", description = """
            One story with its replay and commentary, and links to the previous and the next of its edition. It comes in the \
            media type that `Accept` prefers: as JSON, as Markdown or plain text to read, or in the vocabulary of schema.org. \
            A browser is sent on to the page of the story. With `fields` it comes as JSON only.""")
    @Parameter(name = "id", in = PATH, ref = "storyId")
    @Parameter(name = "fields", in = QUERY, ref = "storyFields")
    @APIResponse(
            responseCode = "200",
            description = "The story.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StoryBody.class)),
                @Content(mediaType = MARKDOWN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = JSON_LD, schema = @Schema(implementation = NewsArticle.class))
            })
    @APIResponse(
            responseCode = "303",
            description = "A client that prefers HTML is redirected to the page of the story.",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Vary", ref = "Vary"),
                @Header(name = "Cache-Status", ref = "Cache-Status")
            })
    @APIResponse(responseCode = "308", description = MOVED)
    public Response one(String id, @Context HttpServerRequest http, @Context Request request) {
        return reads.inTransaction(() -> story(id, http, request));
    }

    private Response story(String id, HttpServerRequest http, Request request) throws JsonProcessingException {
        Parameters parameters = new Parameters(http);
        Optional<Set<String>> named = StoryFields.read(parameters, StoryFields.STORY_PARAMETER);
        Set<String> fields = named.orElse(StoryFields.STORY);
        // Only JSON has fields, so a client that names some and accepts JSON at all is given that.
        Variant variant = request.selectVariant(named.isEmpty() ? VARIANTS : List.of(VARIANTS.get(0)));
        if (variant == null && named.isPresent()) {
            parameters.fault(
                    "fields",
                    http.getParam("fields"),
                    Code.CONFLICT,
                    "is for application/json alone, which the header Accept leaves out");
        }
        parameters.check();
        if (variant == null) {
            throw new NotAcceptableException();
        }
        Optional<Story> found = stories.byId(id, StoryFields.needParts(fields));
        if (found.isEmpty()) {
            return moved(id, "", http);
        }
        Story story = found.get();
        StoryBody body = StoryBody.of(story, stories.neighbours(story), fields);
        if (variant.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE)) {
            return Response.status(Status.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, Link.toPage(story).toString())
                    .build();
        }
        Object entity =
                switch (variant.getMediaType().getSubtype()) {
                    case "markdown" -> new RenderedBody(StoryFormats.markdown(story), body.tags());
                    case "plain" -> new RenderedBody(StoryFormats.plain(story), body.tags());
                    case "ld+json" -> new RenderedBody(linkedData(story, http), body.tags());
                    default -> body;
                };
        return Response.ok(entity, variant)
                .header(HttpHeaders.CONTENT_LANGUAGE, story.language())
                .build();
    }

    /** To where a story is that had this id under an earlier slug, if one had. */
    private Response moved(String id, String path, HttpServerRequest http) {
        String now = stories.idOfFormer(id).orElseThrow(() -> NO_SUCH_STORY.about(id));
        return Redirect.permanently(
                new Link(StoryBody.linkTo(now).path() + path, Link.to(http).query()));
    }

    private String linkedData(Story story, HttpServerRequest http) throws JsonProcessingException {
        Edition edition = editions.byId(story.edition()).orElseThrow();
        return json.writeValueAsString(NewsArticle.of(story, edition, Origin.of(http)));
    }

    @GET
    @Path("{id}/{part: " + PartKind.PATTERN + "}")
    @Operation(operationId = OpenApiCompletion.PART)
    @Parameter(name = "id", in = PATH, ref = "storyId")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PartBody.class)))
    @APIResponse(responseCode = "308", description = MOVED)
    public Response part(String id, String part, @Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> part(id, PartKind.of(part).orElseThrow(), request));
    }

    private Response part(String id, PartKind part, HttpServerRequest request) {
        Optional<PartOfStory> story = stories.part(id, part);
        if (story.isEmpty()) {
            return moved(id, "/" + part.id(), request);
        }
        return Response.ok(PartBody.of(
                        story.get(), story.get().part().orElseThrow(() -> NO_SUCH_PART.about(part.id() + " of " + id))))
                .build();
    }
}
