package dev.shida.feed;

import static dev.shida.problem.ProblemType.NOT_FOUND;
import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;
import static dev.shida.problem.ProblemType.NO_SUCH_STORY;
import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Series;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.http.CacheTag;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Parameters;
import dev.shida.http.Redirect;
import dev.shida.http.RenderedBody;
import dev.shida.http.SnapshotRead;
import dev.shida.search.StoryIndex;
import dev.shida.search.TopicCount;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** The image of each page, beside it. */
@Cached(Policy.PAGE)
@Path("/")
public class ShareImageResource {
    private static final Logger LOG = Logger.getLogger(ShareImageResource.class);

    private static final int LOAD_DELAY_SECONDS = 1;

    /** Static, as the observers that load the font are: they need nothing of a resource. */
    private static volatile boolean stopping;

    /** Of the names of series and topics, and of what is said of them. */
    private static final String LANGUAGE = "zh";

    private final Stories stories;
    private final Editions editions;
    private final SeriesRepository series;
    private final StoryIndex index;
    private final SnapshotRead reads;

    ShareImageResource(
            Stories stories, Editions editions, SeriesRepository series, StoryIndex index, SnapshotRead reads) {
        this.stories = stories;
        this.editions = editions;
        this.series = series;
        this.index = index;
        this.reads = reads;
    }

    /**
     * Loads what drawing takes soon after the start, as long as there are descriptors for it, and not during it: it takes
     * a fifth of a second, for which, with one core, the first requests would wait.
     */
    static void load(@ObservesAsync HttpServerStart started) {
        try {
            TimeUnit.SECONDS.sleep(LOAD_DELAY_SECONDS);
            if (!stopping) {
                ShareImage.load();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            if (!stopping) {
                LOG.warnf("share images cannot be drawn: %s", e);
            }
        }
    }

    /** From then on the files of the service are closed, which fails a load that is still in progress. */
    static void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent stop) {
        stopping = true;
    }

    @GET
    @Path("home.png")
    @Operation(hidden = true)
    public Response home(@Context HttpServerRequest request) {
        Parameters.none(request);
        return answer(ShareImage.draw("一年里的十件大事", LANGUAGE, "", "发生了什么，为什么重要"), Stream.of());
    }

    @GET
    @Path("series/{id: [a-z0-9-]{1,60}}.png")
    @Operation(hidden = true)
    public Response series(String id, @Context HttpServerRequest request) {
        Parameters.none(request);
        Series one = reads.inTransaction(() -> series.byId(id))
                .orElseThrow(() -> NOT_FOUND.problem("There is no such series."));
        return answer(
                ShareImage.draw(one.label().in(LANGUAGE), LANGUAGE, "", "历年盘点 · " + one.stories() + "条新闻"),
                Stream.of(CacheTag.SERIES.all(), CacheTag.SERIES.of(id)));
    }

    @GET
    @Path("topics/{id: [a-z0-9-]{1,60}}.png")
    @Operation(hidden = true)
    public Response topic(String id, @Context HttpServerRequest request) {
        Parameters.none(request);
        TopicCount topic = reads.inTransaction(() -> index.topic(id)).orElseThrow(() -> NO_SUCH_TOPIC.about(id));
        return answer(
                ShareImage.draw(topic.topic().label().in(LANGUAGE), LANGUAGE, "", "话题 · " + topic.stories() + "条新闻"),
                Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id)));
    }

    @GET
    @Path("{edition: [a-z0-9-]{1,60}-[0-9]{4}}.png")
    @Operation(hidden = true)
    public Response roundUp(String edition, @Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> roundUp(edition));
    }

    private Response roundUp(String edition) {
        Edition one = editions.byId(edition).orElseThrow(() -> NO_SUCH_EDITION.about(edition));
        String name = series.labelOf(one.series()).orElseThrow().in(one.language());
        return answer(
                ShareImage.draw(one.title(), one.language(), String.valueOf(one.year()), name),
                Stream.of(CacheTag.EDITION.of(edition), CacheTag.SERIES.of(one.series())));
    }

    @GET
    @Path("{edition: [a-z0-9-]{1,65}}/{slug: [a-z0-9-]{1,60}}.png")
    @Operation(hidden = true)
    public Response story(String edition, String slug, @Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> story(edition, slug));
    }

    private Response story(String edition, String slug) {
        String id = edition + "-" + slug;
        Optional<Story> found =
                stories.byId(id, false).filter(one -> one.edition().equals(edition));
        if (found.isEmpty()) {
            String now = stories.idOfFormer(id)
                    .filter(other -> other.startsWith(edition + "-"))
                    .orElseThrow(() -> NO_SUCH_STORY.about(id));
            return Redirect.permanently(Link.toImage(Link.toStory(edition, now)));
        }
        Story story = found.get();
        Edition of = editions.byId(edition).orElseThrow();
        return answer(
                ShareImage.draw(story.title(), story.language(), story.place().orElse(""), of.title()),
                CacheTag.ofStory(
                        id,
                        edition,
                        story.series(),
                        story.topics().stream().map(Topic::id).toList()));
    }

    private static Response answer(byte[] image, Stream<String> tags) {
        return Response.ok(new RenderedBody(image, tags), "image/png").build();
    }
}
