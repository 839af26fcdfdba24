package dev.shida.feed;

import static dev.shida.problem.ProblemType.NO_SUCH_STORY;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
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
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** The image of each story, beside its page. */
@Cached(Policy.PAGE)
@Path("/{edition: [a-z0-9-]{1,65}}/{slug: [a-z0-9-]{1,60}}.png")
@Transactional
public class ShareImageResource {
    private static final Logger LOG = Logger.getLogger(ShareImageResource.class);

    private static volatile boolean stopping;

    private final Stories stories;
    private final Editions editions;

    ShareImageResource(Stories stories, Editions editions) {
        this.stories = stories;
        this.editions = editions;
    }

    /**
     * Loads what drawing takes right after the start, as long as there are descriptors for it, and not during it: it takes
     * a fifth of a second.
     */
    static void load(@ObservesAsync HttpServerStart started) {
        try {
            ShareImage.load();
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
    @Operation(hidden = true)
    public Response image(String edition, String slug, @Context HttpServerRequest request) {
        Parameters.none(request);
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
        byte[] image = ShareImage.draw(story.title(), story.place().orElse(""), of.title());
        return Response.ok(
                        new RenderedBody(
                                image,
                                CacheTag.ofStory(
                                        id,
                                        edition,
                                        story.series(),
                                        story.topics().stream().map(Topic::id).toList())),
                        "image/png")
                .build();
    }
}
