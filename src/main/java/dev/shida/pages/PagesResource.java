package dev.shida.pages;

import static dev.shida.problem.ProblemType.NOT_FOUND;
import static dev.shida.problem.ProblemType.NO_SUCH_EDITION;
import static dev.shida.problem.ProblemType.NO_SUCH_STORY;
import static dev.shida.problem.ProblemType.NO_SUCH_TOPIC;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Label;
import dev.shida.content.Scope;
import dev.shida.content.Series;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.content.Window;
import dev.shida.http.ApiAnswers;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

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

    /** How many editions are shown to go on with. */
    private static final int NEWEST = 5;

    /** How many topics are on a page of all of them. */
    private static final int TOPICS = 400;

    /** The parameter of an edition that asks for all of it, and its value. */
    static final String READ = "read";

    static final String READ_ALL = "all";

    private static final Pattern PAGE_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final StoryLists shelf;
    private final StoryIndex index;
    private final ApiAnswers answers;

    PagesResource(
            Editions editions,
            SeriesRepository series,
            Stories stories,
            StoryLists shelf,
            StoryIndex index,
            ApiAnswers answers) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.shelf = shelf;
        this.index = index;
        this.answers = answers;
    }

    @GET
    @Operation(hidden = true)
    public Response home(@Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> home(PageRequest.of(request), value(request, "series"), page(request)));
    }

    private Response home(PageRequest visit, String id, int number) {
        if (!id.isEmpty()) {
            return Redirect.permanently(visit.to(Link.toSeries(seriesOf(id).id())));
        }
        Editions.Listing listing = list(Scope.EVERYTHING, number);
        Optional<Edition> lead = number > 1 ? Optional.empty() : editions.latest();
        PageLayout frame = PageLayouts.home(visit, number, lead.orElse(null));
        Pager pager = pager(frame, number, listing.total(), EDITIONS);
        return page(
                PageSecurity.HOME,
                frame,
                Templates.home(
                        frame,
                        lead.orElse(null),
                        lead.map(edition -> stories.of(edition, false)).orElse(List.of()),
                        listing.slice().items().stream()
                                .filter(edition -> !lead.equals(Optional.of(edition)))
                                .toList(),
                        number > 1 ? List.of() : series.byIdAscending(),
                        number > 1
                                ? List.of()
                                : shelf.topics().stream()
                                        .limit(TopicWall.FREQUENT)
                                        .toList(),
                        pager),
                Stream.of(CacheTag.EDITION.all(), CacheTag.SERIES.all(), CacheTag.TOPIC.all()));
    }

    private @Nullable DotGrid picture(Series one, List<Edition> shown, PageRequest visit) {
        return shelf.frequentIn(one.id())
                .flatMap(topic -> Pictures.ofSeries(
                        visit.language().say(one.label()),
                        shown,
                        Named.of(topic.topic().label(), visit.language()),
                        shelf.carrying(topic.topic().id(), one.id()),
                        visit.messages()))
                .orElse(null);
    }

    private Editions.Listing list(Scope scope, int number) {
        return editions.newestFirst(scope, new Window(EDITIONS, new Window.Page(number)));
    }

    private Series seriesOf(String id) {
        return series.byId(id).orElseThrow(() -> NOT_FOUND.problem("There is no such series."));
    }

    @GET
    @Path("series/{id}")
    @Operation(hidden = true)
    public Response series(String id, @Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> series(PageRequest.of(request), id, page(request)));
    }

    private Response series(PageRequest visit, String id, int number) {
        Series one = seriesOf(id);
        Editions.Listing listing = list(new Scope(List.of(id), List.of(), List.of()), number);
        PageLayout frame = PageLayouts.series(visit, one, number);
        Pager pager = pager(frame, number, listing.total(), EDITIONS);
        return page(
                PageSecurity.SERIES,
                frame,
                Templates.series(
                        frame,
                        one,
                        listing.slice().items(),
                        pager,
                        picture(one, listing.slice().items(), visit)),
                Stream.of(CacheTag.SERIES.of(id), CacheTag.EDITION.all()));
    }

    @GET
    @Path(EDITION)
    @Operation(hidden = true)
    public Response roundUp(String edition, @Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> value(request, READ).equals(READ_ALL)
                ? whole(PageRequest.of(request), edition)
                : roundUp(PageRequest.of(request), edition, value(request, "topic")));
    }

    /** The whole edition on one page, to be read and to be printed. */
    private Response whole(PageRequest visit, String id) {
        Edition edition = editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
        List<Story> all = stories.of(edition, true);
        PageLayout frame = PageLayouts.whole(visit, edition, labelOf(edition.series()), all);
        return PageResponse.of(
                PageSecurity.WHOLE,
                frame,
                Templates.whole(
                        frame,
                        edition,
                        PartParagraphs.paragraphs(edition.introduction(), edition.language()),
                        PartParagraphs.paragraphs(edition.closing().orElse(""), edition.language()),
                        all.stream().map(WholeStory::of).toList(),
                        ReadingTime.of(edition, all)),
                edition.language(),
                Stream.of(CacheTag.EDITION.of(id), CacheTag.SERIES.of(edition.series())));
    }

    private Response roundUp(PageRequest visit, String id, String topic) {
        Edition edition = editions.byId(id).orElseThrow(() -> NO_SUCH_EDITION.about(id));
        Optional<TopicCount> chosen = topicOf(topic);
        List<Story> all = stories.of(edition, false);
        List<StoryItem> entries = topic.isEmpty()
                ? all.stream().map(StoryItem::of).toList()
                : shelf.of(edition, topic).entries();
        List<TopicCount> carried = shelf.topics(edition);
        PageLayout frame = PageLayouts.roundUp(visit, edition, labelOf(edition.series()), all, chosen);
        Editions.Beside beside = editions.beside(edition);
        return PageResponse.of(
                PageSecurity.ROUND_UP,
                frame,
                Templates.roundUp(
                        frame,
                        edition,
                        PartParagraphs.paragraphs(edition.introduction(), edition.language()),
                        PartParagraphs.paragraphs(edition.closing().orElse(""), edition.language()),
                        entries,
                        TopicWall.of(carried, topic),
                        topic,
                        beside.before().orElse(null),
                        beside.after().orElse(null),
                        topic.isEmpty()
                                ? Pictures.ofRoundUp(all, carried, visit.language())
                                        .orElse(null)
                                : null),
                edition.language(),
                Stream.concat(
                        // Those of the years around it are on it too.
                        Stream.of(
                                CacheTag.EDITION.of(id), CacheTag.EDITION.all(), CacheTag.SERIES.of(edition.series())),
                        carried.stream()
                                .map(count -> CacheTag.TOPIC.of(count.topic().id()))));
    }

    private Label labelOf(String id) {
        return series.labelOf(id).orElseThrow();
    }

    /** A topic that a list is narrowed to; empty if it is not. */
    private Optional<TopicCount> topicOf(String id) {
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(shelf.topic(id).orElseThrow(() -> NO_SUCH_TOPIC.about(id)));
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
        PageLayout frame =
                PageLayouts.story(visit, edition, labelOf(edition.series()), story, answers.of(story, neighbours));
        Optional<List<Story>> like = shelf.like(story);
        Response page = PageResponse.of(
                PageSecurity.STORY,
                frame,
                Templates.story(
                        frame,
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
            // The next reader is to have them.
            page.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return page;
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
        Listing listing = named(shelf.of(id, number), visit);
        PageLayout frame = PageLayouts.topic(visit, topic, number);
        Pager pager = pager(frame, number, listing.total(), StoryLists.PAGE);
        return page(
                PageSecurity.TOPIC,
                frame,
                Templates.topic(
                        frame,
                        topic,
                        listing,
                        pager,
                        number > 1
                                ? null
                                : Pictures.ofTopic(
                                                visit.language()
                                                        .say(topic.topic().label()),
                                                index.ranksByYear(id),
                                                visit.messages())
                                        .orElse(null)),
                Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id)));
    }

    private Listing named(Listing listing, PageRequest visit) {
        return listing.inSeries(id -> Named.of(labelOf(id), visit.language()));
    }

    @GET
    @Path("topics")
    @Operation(hidden = true)
    public Response topics(@Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> topics(PageRequest.of(request), page(request)));
    }

    private Response topics(PageRequest visit, int number) {
        List<TopicCount> all = shelf.topics();
        PageLayout frame = PageLayouts.topics(visit, all.size(), number);
        Pager pager = pager(frame, number, all.size(), TOPICS);
        List<TopicCount> some =
                all.stream().skip((number - 1L) * TOPICS).limit(TOPICS).toList();
        return page(PageSecurity.TOPICS, frame, Templates.topics(frame, some, pager), Stream.of(CacheTag.TOPIC.all()));
    }

    @GET
    @Path("subscribe")
    @Operation(hidden = true)
    public Response subscribe(@Context HttpServerRequest request) {
        return SnapshotRead.inTransaction(() -> {
            PageLayout frame = PageLayouts.subscribe(PageRequest.of(request));
            return page(
                    PageSecurity.SUBSCRIBE,
                    frame,
                    Templates.subscribe(frame, series.byIdAscending()),
                    Stream.of(CacheTag.SERIES.all()));
        });
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
        Optional<TopicCount> chosen = topicOf(topic);
        Listing listing =
                named(shelf.find(words, topic.isEmpty() ? List.of() : List.of(topic), number, exact, deadline), visit);
        PageLayout frame = PageLayouts.search(visit, words.isEmpty() ? "" : q, chosen, number, exact);
        Pager pager = pager(frame, number, listing.total(), StoryLists.PAGE);
        boolean empty = listing.total() == 0;
        return page(
                PageSecurity.SEARCH,
                frame,
                Templates.search(
                        frame,
                        listing,
                        TopicWall.of(listing.topics(), topic),
                        topic,
                        empty
                                ? shelf.topics().stream()
                                        .limit(TopicWall.FREQUENT)
                                        .toList()
                                : List.of(),
                        empty
                                ? list(Scope.EVERYTHING, 1).slice().items().stream()
                                        .limit(NEWEST)
                                        .toList()
                                : List.of(),
                        pager),
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
    private static Response page(PageSecurity kind, PageLayout frame, TemplateInstance template, Stream<String> tags) {
        return PageResponse.of(kind, frame, template, frame.language().tag(), tags);
    }

    /**
     * The pages of a list.
     *
     * @throws Problem if it has fewer
     */
    private static Pager pager(PageLayout frame, int number, long items, int size) {
        Pager pager = Pager.of(number, items, size);
        if (number > pager.last()) {
            Link last = pager.last() == 1 ? frame.without("page") : frame.with("page", String.valueOf(pager.last()));
            throw Problem.pastTheEnd(pager.last(), last.toString());
        }
        return pager;
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
