package dev.shida.pages;

import static dev.shida.problem.ProblemType.NOT_FOUND;
import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;
import static dev.shida.problem.ProblemType.NO_SUCH_STORY;
import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.Series;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Slice;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.content.Topics;
import dev.shida.content.Window;
import dev.shida.http.CacheTag;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Redirect;
import dev.shida.http.SnapshotRead;
import dev.shida.pages.StoryLists.Listing;
import dev.shida.problem.ParameterError;
import dev.shida.problem.ParameterError.Code;
import dev.shida.problem.Problem;
import dev.shida.search.Deadline;
import dev.shida.search.StoryIndex;
import dev.shida.search.TopicCount;
import dev.shida.text.Words;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The pages. No path of anything else ends its first segment with a hyphen and a year, as an edition's id does. */
@Cached(Policy.PAGE)
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class PagesResource {
    /** Ids are bounded here as in manuscripts: Quarkus REST looks a pattern up at each character of a path. */
    private static final String EDITION = "{edition: [a-z0-9-]{1,60}-[0-9]{4}}";

    private static final String SLUG = "{slug: [a-z0-9-]{1,60}}";

    /** How many editions are on the first page. */
    private static final int EDITIONS = 20;

    private static final Pattern PAGE_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final Topics topics;
    private final StoryLists shelf;
    private final StoryIndex index;

    PagesResource(
            Editions editions,
            SeriesRepository series,
            Stories stories,
            Topics topics,
            StoryLists shelf,
            StoryIndex index) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.topics = topics;
        this.shelf = shelf;
        this.index = index;
    }

    @GET
    @Operation(hidden = true)
    public Response home(@Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> home(PageRequest.of(request), value(request, "series"), page(request)));
    }

    private Response home(PageRequest visit, String id, int number) {
        List<Series> all = series.byIdAscending();
        Optional<Series> chosen =
                all.stream().filter(one -> one.id().equals(id)).findFirst();
        if (chosen.isEmpty() && !id.isEmpty()) {
            throw NOT_FOUND.problem("There is no such series.");
        }
        Slice<Edition> slice = editions.newestFirst(
                        new Scope(id.isEmpty() ? List.of() : List.of(id), List.of(), List.of()),
                        new Window(EDITIONS, new Window.Page(number)))
                .slice();
        List<Edition> others = new ArrayList<>(slice.items());
        Edition lead = number > 1 || others.isEmpty() ? null : others.remove(0);
        PageLayout frame = PageLayouts.home(visit, chosen, number, lead);
        return page(
                frame,
                Templates.home(
                        frame,
                        lead,
                        lead == null ? List.of() : stories.of(lead, false),
                        others,
                        chosen.isEmpty() ? all : List.of(),
                        Pager.of(number, slice)),
                Stream.of(CacheTag.EDITION.all(), CacheTag.SERIES.all()));
    }

    @GET
    @Path(EDITION)
    @Operation(hidden = true)
    public Response roundUp(String edition, @Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> roundUp(PageRequest.of(request), edition, value(request, "topic")));
    }

    private Response roundUp(PageRequest visit, String id, String topic) {
        Edition edition = editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
        if (!topic.isEmpty() && topics.known(List.of(topic)).isEmpty()) {
            throw NO_SUCH_TOPIC.about(topic);
        }
        List<Story> all = stories.of(edition, false);
        List<StoryItem> entries = topic.isEmpty()
                ? all.stream().map(StoryItem::of).toList()
                : shelf.of(edition, topic).entries();
        List<TopicCount> carried = shelf.topics(edition);
        PageLayout frame = PageLayouts.roundUp(visit, edition, all, topic);
        return page(
                frame,
                Templates.roundUp(
                        frame,
                        edition,
                        PartParagraphs.paragraphs(edition.introduction()),
                        edition.closing().map(PartParagraphs::paragraphs).orElse(List.of()),
                        entries,
                        carried,
                        topic),
                edition.language(),
                Stream.concat(
                        Stream.of(CacheTag.EDITION.of(id), CacheTag.SERIES.of(edition.series())),
                        carried.stream()
                                .map(count -> CacheTag.TOPIC.of(count.topic().id()))));
    }

    @GET
    @Path(EDITION + "/" + SLUG)
    @Operation(hidden = true)
    public Response story(String edition, String slug, @Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> story(PageRequest.of(request), edition, edition + "-" + slug));
    }

    private Response story(PageRequest visit, String in, String id) {
        Edition edition = editions.byId(in).orElseThrow(() -> NO_SUCH_EDITION.about(in));
        Optional<Story> found =
                stories.byId(id, true).filter(one -> one.edition().equals(in));
        if (found.isEmpty()) {
            String now = stories.idOfFormer(id)
                    .filter(other -> other.startsWith(in + "-"))
                    .orElseThrow(() -> NO_SUCH_STORY.about(id));
            return Redirect.permanently(visit.to(Link.toStory(in, now)));
        }
        Story story = found.get();
        Stories.Neighbours neighbours = stories.neighbours(story);
        PageLayout frame = PageLayouts.story(visit, edition, story);
        return page(
                frame,
                Templates.story(
                        frame,
                        edition,
                        story,
                        story.byline().or(edition::byline),
                        story.parts().orElseThrow().stream()
                                .map(PartParagraphs::of)
                                .toList(),
                        neighbours.previous().flatMap(this::titled).orElse(null),
                        neighbours.next().flatMap(this::titled).orElse(null)),
                story.language(),
                CacheTag.ofStory(
                        id,
                        in,
                        story.series(),
                        story.topics().stream().map(Topic::id).toList()));
    }

    private Optional<Story> titled(String id) {
        return stories.byId(id, false);
    }

    @GET
    @Path("topics/{id}")
    @Operation(hidden = true)
    public Response topic(String id, @Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> topic(PageRequest.of(request), id, page(request)));
    }

    private Response topic(PageRequest visit, String id, int number) {
        TopicCount topic = shelf.topic(id).orElseThrow(() -> NO_SUCH_TOPIC.about(id));
        Listing listing = shelf.of(id, number);
        PageLayout frame = PageLayouts.topic(visit, topic, number);
        return page(
                frame,
                Templates.topic(frame, topic, listing, Pager.of(number, listing.slice())),
                Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id)));
    }

    @GET
    @Path("search")
    @Operation(hidden = true)
    public Response search(@Context HttpServerRequest request) {
        return SnapshotRead.toSearch(
                index,
                request,
                deadline -> search(
                        PageRequest.of(request),
                        value(request, "q"),
                        value(request, "topic"),
                        page(request),
                        value(request, "exact").equals("true"),
                        deadline));
    }

    private Response search(PageRequest visit, String q, String topic, int number, boolean exact, Deadline deadline) {
        Words words = words(q);
        if (!topic.isEmpty() && topics.known(List.of(topic)).isEmpty()) {
            throw NO_SUCH_TOPIC.about(topic);
        }
        Listing listing = shelf.find(words, topic.isEmpty() ? List.of() : List.of(topic), number, exact, deadline);
        PageLayout frame = PageLayouts.search(visit, words.isEmpty() ? "" : q, topic, number, exact);
        Pager pager = Pager.of(number, listing.slice());
        return page(
                frame,
                Templates.search(frame, listing, topic, pager),
                Stream.of(CacheTag.STORY.all(), CacheTag.TOPIC.all()));
    }

    private static Words words(String q) {
        try {
            return Words.of(q);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameters(
                    List.of(new ParameterError("q", q, Code.TOO_LONG, String.valueOf(e.getMessage()), null, null)));
        }
    }

    /** A page of the interface's language alone. */
    private static Response page(PageLayout frame, TemplateInstance template, Stream<String> tags) {
        return page(frame, template, frame.language().tag(), tags);
    }

    private static Response page(PageLayout frame, TemplateInstance template, String language, Stream<String> tags) {
        String html = template.setLocale(frame.language().id()).render();
        return PageResponse.of(html, language, !frame.visit().chosen(), tags);
    }

    private static String value(HttpServerRequest request, String name) {
        String value = request.getParam(name);
        return value == null || value.isBlank() ? "" : value;
    }

    /** The parameter {@code page}; the first page for whatever is no number of one. */
    private static int page(HttpServerRequest request) {
        String page = value(request, "page");
        return PAGE_NUMBER.matcher(page).matches() ? Integer.parseInt(page) : 1;
    }
}
