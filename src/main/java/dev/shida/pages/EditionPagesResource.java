package dev.shida.pages;

import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;
import static dev.shida.problem.ProblemType.NO_SUCH_STORY;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Label;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.http.CacheTag;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Redirect;
import dev.shida.http.SnapshotRead;
import dev.shida.http.StoryJson;
import dev.shida.search.TopicCount;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The pages of an edition and of its stories. No path of anything else ends its first segment with a hyphen and a year, as an
 * edition's id does.
 */
@Cached(Policy.PAGE)
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class EditionPagesResource {
    /** Ids are bounded here as in manuscripts: Quarkus REST looks a pattern up at each character of a path. */
    private static final String EDITION = "{edition: [a-z0-9-]{1,60}-[0-9]{4}}";

    private static final String SLUG = "{slug: [a-z0-9-]{1,60}}";

    /** The parameter of an edition that asks for all of it, and its value. */
    static final String READ = "read";

    static final String READ_ALL = "all";

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final StoryLists lists;
    private final StoryJson storyJson;
    private final SnapshotRead reads;

    EditionPagesResource(
            Editions editions,
            SeriesRepository series,
            Stories stories,
            StoryLists lists,
            StoryJson storyJson,
            SnapshotRead reads) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.lists = lists;
        this.storyJson = storyJson;
        this.reads = reads;
    }

    @GET
    @Path(EDITION)
    @Operation(hidden = true)
    public Response edition(String edition, @Context HttpServerRequest request) {
        return reads.inTransaction(() -> {
            PageRequest pageRequest = PageRequest.of(request);
            return pageRequest.value(READ).equals(READ_ALL)
                    ? whole(pageRequest, editionOf(edition))
                    : roundUp(pageRequest, editionOf(edition), pageRequest.value("topic"));
        });
    }

    private Edition editionOf(String id) {
        return editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
    }

    /** The whole edition on one page, to be read and to be printed. */
    private Response whole(PageRequest pageRequest, Edition edition) {
        List<Story> all = stories.of(edition, true);
        PageLayout layout = PageLayouts.whole(pageRequest, edition, seriesOf(edition), all);
        return PageResponse.of(
                PageSecurity.WHOLE,
                layout,
                Templates.whole(
                        layout,
                        edition,
                        PartParagraphs.paragraphs(edition.introduction(), edition.language()),
                        PartParagraphs.paragraphs(edition.closing().orElse(""), edition.language()),
                        all.stream().map(WholeStory::of).toList(),
                        ReadingTime.of(edition, all)),
                edition.language(),
                Stream.of(CacheTag.EDITION.of(edition.id()), CacheTag.SERIES.of(edition.series())));
    }

    private Response roundUp(PageRequest pageRequest, Edition edition, String topic) {
        Optional<TopicCount> chosen = lists.chosen(topic);
        List<Story> all = stories.of(edition, false);
        List<TopicCount> carried = lists.topics(edition);
        PageLayout layout = PageLayouts.roundUp(pageRequest, edition, seriesOf(edition), all, chosen);
        Editions.Beside beside = editions.beside(edition);
        return PageResponse.of(
                PageSecurity.ROUND_UP,
                layout,
                Templates.roundUp(
                        layout,
                        edition,
                        PartParagraphs.paragraphs(edition.introduction(), edition.language()),
                        PartParagraphs.paragraphs(edition.closing().orElse(""), edition.language()),
                        topic.isEmpty()
                                ? all.stream().map(StoryItem::of).toList()
                                : lists.of(edition, topic).entries(),
                        TopicWall.of(carried, topic),
                        topic,
                        beside.before().orElse(null),
                        beside.after().orElse(null),
                        topic.isEmpty()
                                ? Pictures.ofRoundUp(all, carried, pageRequest.language())
                                        .orElse(null)
                                : null),
                edition.language(),
                Stream.concat(
                        // Those of the years around it are on it too.
                        Stream.of(
                                CacheTag.EDITION.of(edition.id()),
                                CacheTag.EDITION.all(),
                                CacheTag.SERIES.of(edition.series())),
                        carried.stream()
                                .map(count -> CacheTag.TOPIC.of(count.topic().id()))));
    }

    private Label seriesOf(Edition edition) {
        return series.labelOf(edition.series()).orElseThrow();
    }

    @GET
    @Path(EDITION + "/" + SLUG)
    @Operation(hidden = true)
    public Response story(String edition, String slug, @Context HttpServerRequest request) {
        return reads.inTransaction(() -> story(PageRequest.of(request), editionOf(edition), slug));
    }

    private Response story(PageRequest pageRequest, Edition edition, String slug) {
        String in = edition.id();
        String id = in + "-" + slug;
        Optional<Story> found =
                stories.byId(id, true).filter(one -> one.edition().equals(in));
        if (found.isEmpty()) {
            String now = stories.idOfFormer(id)
                    .filter(other -> other.startsWith(in + "-"))
                    .orElseThrow(() -> NO_SUCH_STORY.about(id));
            return Redirect.permanently(pageRequest.to(Link.toStory(in, now)));
        }
        Story story = found.get();
        Stories.Neighbours neighbours = stories.neighbours(story);
        PageLayout layout =
                PageLayouts.story(pageRequest, edition, seriesOf(edition), story, storyJson.of(story, neighbours));
        Optional<List<Story>> like = lists.like(story);
        Response page = PageResponse.of(
                PageSecurity.STORY,
                layout,
                Templates.story(
                        layout,
                        edition,
                        story,
                        story.byline().or(edition::byline),
                        story.parts().orElseThrow().stream()
                                .map(part -> PartParagraphs.of(part, story.language()))
                                .toList(),
                        neighbours.previous().flatMap(this::titled).orElse(null),
                        neighbours.next().flatMap(this::titled).orElse(null),
                        like.orElse(List.of())),
                story.language(),
                Stream.concat(
                        // Stories like it may be published with any edition.
                        Stream.of(CacheTag.EDITION.of(in), CacheTag.STORY.all()),
                        CacheTag.ofStory(
                                id,
                                in,
                                story.series(),
                                story.topics().stream().map(Topic::id).toList())));
        if (like.isEmpty()) {
            // The next response has them, once the index is available.
            page.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return page;
    }

    private Optional<Story> titled(String id) {
        return stories.byId(id, false);
    }
}
