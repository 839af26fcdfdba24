package dev.shida.pages;

import static dev.shida.problem.ProblemType.NOT_FOUND;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.Series;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Window;
import dev.shida.http.CacheTag;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Redirect;
import dev.shida.http.SnapshotRead;
import dev.shida.pages.StoryLists.StoryListing;
import dev.shida.problem.ParameterError;
import dev.shida.problem.ParameterError.Code;
import dev.shida.problem.Problem;
import dev.shida.search.Deadline;
import dev.shida.search.StoryIndex;
import dev.shida.search.TopicCount;
import dev.shida.text.Words;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The pages that list editions, stories and topics. */
@Cached(Policy.PAGE)
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class PagesResource {
    /** How many editions are on the first page. */
    private static final int EDITIONS = 20;

    /** How many editions are shown to go on with. */
    private static final int NEWEST = 5;

    /** How many topics are on a page of all of them. */
    private static final int TOPICS = 400;

    private final Editions editions;
    private final SeriesRepository series;
    private final Stories stories;
    private final StoryLists lists;
    private final StoryIndex index;
    private final SnapshotRead reads;

    PagesResource(
            Editions editions,
            SeriesRepository series,
            Stories stories,
            StoryLists lists,
            StoryIndex index,
            SnapshotRead reads) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.lists = lists;
        this.index = index;
        this.reads = reads;
    }

    @GET
    @Operation(hidden = true)
    public Response home(@Context HttpServerRequest request) {
        return reads.inTransaction(() -> home(PageRequest.of(request)));
    }

    private Response home(PageRequest pageRequest) {
        String narrowed = pageRequest.value("series");
        if (!narrowed.isEmpty()) {
            return Redirect.permanently(
                    pageRequest.to(Link.toSeries(seriesOf(narrowed).id())));
        }
        int number = pageRequest.page();
        Editions.Listing listing = list(Scope.EVERYTHING, number);
        Optional<Edition> lead = number > 1 ? Optional.empty() : editions.latest();
        PageLayout layout = PageLayouts.home(pageRequest, number, lead.orElse(null));
        Pager pager = Pager.of(layout, number, listing.total(), EDITIONS);
        return PageResponse.of(
                PageSecurity.HOME,
                layout,
                Templates.home(
                        layout,
                        lead.orElse(null),
                        lead.map(edition -> stories.of(edition, false)).orElse(List.of()),
                        listing.slice().items().stream()
                                .filter(edition -> !lead.equals(Optional.of(edition)))
                                .toList(),
                        number > 1 ? List.of() : series.byIdAscending(),
                        number > 1 ? List.of() : lists.frequent(),
                        pager),
                Stream.of(CacheTag.EDITION.all(), CacheTag.SERIES.all(), CacheTag.TOPIC.all()));
    }

    private @Nullable DotGrid picture(Series one, List<Edition> shown, PageRequest pageRequest) {
        return lists.frequentIn(one.id())
                .flatMap(topic -> Pictures.ofSeries(
                        pageRequest.language().say(one.label()),
                        shown,
                        Named.of(topic.topic().label(), pageRequest.language()),
                        lists.carrying(topic.topic().id(), one.id()),
                        pageRequest.messages()))
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
        return reads.inTransaction(() -> series(PageRequest.of(request), id));
    }

    private Response series(PageRequest pageRequest, String id) {
        int number = pageRequest.page();
        Series one = seriesOf(id);
        Editions.Listing listing = list(new Scope(List.of(id), List.of(), List.of()), number);
        PageLayout layout = PageLayouts.series(pageRequest, one, number);
        Pager pager = Pager.of(layout, number, listing.total(), EDITIONS);
        return PageResponse.of(
                PageSecurity.SERIES,
                layout,
                Templates.series(
                        layout,
                        one,
                        listing.slice().items(),
                        pager,
                        picture(one, listing.slice().items(), pageRequest)),
                Stream.of(CacheTag.SERIES.of(id), CacheTag.EDITION.all()));
    }

    @GET
    @Path("topics/{id}")
    @Operation(hidden = true)
    public Response topic(String id, @Context HttpServerRequest request) {
        return reads.inTransaction(() -> topic(PageRequest.of(request), id));
    }

    private Response topic(PageRequest pageRequest, String id) {
        int number = pageRequest.page();
        TopicCount topic = lists.topic(id);
        StoryListing listing = named(lists.of(id, number), pageRequest);
        PageLayout layout = PageLayouts.topic(pageRequest, topic, number);
        Pager pager = Pager.of(layout, number, listing.total(), StoryLists.PAGE);
        return PageResponse.of(
                PageSecurity.TOPIC,
                layout,
                Templates.topic(
                        layout,
                        topic,
                        listing,
                        pager,
                        number > 1
                                ? null
                                : Pictures.ofTopic(
                                                pageRequest
                                                        .language()
                                                        .say(topic.topic().label()),
                                                index.ranksByYear(id),
                                                pageRequest.messages())
                                        .orElse(null)),
                Stream.of(CacheTag.TOPIC.all(), CacheTag.TOPIC.of(id)));
    }

    private StoryListing named(StoryListing listing, PageRequest pageRequest) {
        return listing.inSeries(id -> Named.of(series.labelOf(id).orElseThrow(), pageRequest.language()));
    }

    @GET
    @Path("topics")
    @Operation(hidden = true)
    public Response topics(@Context HttpServerRequest request) {
        return reads.inTransaction(() -> topics(PageRequest.of(request)));
    }

    private Response topics(PageRequest pageRequest) {
        int number = pageRequest.page();
        List<TopicCount> all = lists.topics();
        PageLayout layout = PageLayouts.topics(pageRequest, all.size(), number);
        Pager pager = Pager.of(layout, number, all.size(), TOPICS);
        List<TopicCount> some =
                all.stream().skip((number - 1L) * TOPICS).limit(TOPICS).toList();
        return PageResponse.of(
                PageSecurity.TOPICS, layout, Templates.topics(layout, some, pager), Stream.of(CacheTag.TOPIC.all()));
    }

    @GET
    @Path("subscribe")
    @Operation(hidden = true)
    public Response subscribe(@Context HttpServerRequest request) {
        return reads.inTransaction(() -> {
            PageLayout layout = PageLayouts.subscribe(PageRequest.of(request));
            return PageResponse.of(
                    PageSecurity.SUBSCRIBE,
                    layout,
                    Templates.subscribe(layout, series.byIdAscending()),
                    Stream.of(CacheTag.SERIES.all()));
        });
    }

    @GET
    @Path("search")
    @Operation(hidden = true)
    public Response search(@Context HttpServerRequest request) {
        return reads.toSearch(request, deadline -> search(PageRequest.of(request), deadline));
    }

    private Response search(PageRequest pageRequest, Deadline deadline) {
        String q = pageRequest.value("q");
        String topic = pageRequest.value("topic");
        boolean exact = pageRequest.value("exact").equals("true");
        int number = pageRequest.page();
        Words words = words(q);
        Optional<TopicCount> chosen = lists.chosen(topic);
        StoryListing listing = named(
                lists.find(words, topic.isEmpty() ? List.of() : List.of(topic), number, exact, deadline), pageRequest);
        PageLayout layout = PageLayouts.search(pageRequest, words.isEmpty() ? "" : q, chosen, number, exact);
        Pager pager = Pager.of(layout, number, listing.total(), StoryLists.PAGE);
        boolean empty = listing.total() == 0;
        return PageResponse.of(
                PageSecurity.SEARCH,
                layout,
                Templates.search(
                        layout,
                        listing,
                        TopicWall.of(listing.topics(), topic),
                        topic,
                        empty ? lists.frequent() : List.of(),
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
}
