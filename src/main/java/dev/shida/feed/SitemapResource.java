package dev.shida.feed;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Stories;
import dev.shida.content.Stories.Change;
import dev.shida.content.Topic;
import dev.shida.content.Topics;
import dev.shida.content.Window;
import dev.shida.content.Window.Page;
import dev.shida.http.CacheTag;
import dev.shida.http.Cached;
import dev.shida.http.Cached.Policy;
import dev.shida.http.Link;
import dev.shida.http.Origin;
import dev.shida.http.Parameters;
import dev.shida.http.RenderedBody;
import dev.shida.http.SnapshotRead;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells crawlers which pages there are (https://www.sitemaps.org/protocol.html), and where they find that. */
@Cached(Policy.SITEMAP)
@Path("/")
public class SitemapResource {
    /** The most editions in a sitemap: with a hundred stories each, a fifth of the 50,000 pages that it may have. */
    static final int SIZE = 100;

    /** The most topics in a sitemap. */
    static final int TOPICS = 10_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final MediaType XML = MediaType.APPLICATION_XML_TYPE.withCharset("UTF-8");

    private final Editions editions;
    private final Stories stories;
    private final Topics topics;
    private final SeriesRepository series;
    private final SnapshotRead reads;

    SitemapResource(Editions editions, Stories stories, Topics topics, SeriesRepository series, SnapshotRead reads) {
        this.editions = editions;
        this.series = series;
        this.stories = stories;
        this.topics = topics;
        this.reads = reads;
    }

    @GET
    @Cached(Policy.DOCUMENT)
    @Path("robots.txt")
    @Operation(hidden = true)
    public Response robots(@Context HttpServerRequest request) {
        Parameters.none(request);
        String text = """
                User-agent: *
                Disallow: %1$s$
                Disallow: %1$s?

                Sitemap: %2$s
                """.formatted(Link.to("/search"), Origin.of(request).address(Link.to("/sitemap.xml")));
        return Response.ok(text, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8")).build();
    }

    /** All pages; or all sitemaps, if there are too many pages for one. */
    @GET
    @Path("sitemap.xml")
    @Operation(hidden = true)
    public Response all(@Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> everything(request));
    }

    private Response everything(HttpServerRequest request) {
        Editions.Listing listing = page(1);
        List<Topic> all = topics.byIdAscending();
        if (listing.total() > SIZE || all.size() > TOPICS) {
            return answer(index(listing.total(), all.size(), Origin.of(request)));
        }
        Xml xml = sitemap(listing, 1, request);
        add(xml, all, Origin.of(request));
        return answer(xml);
    }

    /** Some of the topics' pages. */
    @GET
    @Path("sitemap-topics-{number: [1-9][0-9]{0,5}}.xml")
    @Operation(hidden = true)
    public Response topics(int number, @Context HttpServerRequest request) {
        Parameters.none(request);
        List<Topic> some = reads.inTransaction(topics::byIdAscending).stream()
                .skip((number - 1L) * TOPICS)
                .limit(TOPICS)
                .toList();
        if (some.isEmpty()) {
            throw new NotFoundException();
        }
        Xml xml = new Xml("urlset", NAMESPACE);
        add(xml, some, Origin.of(request));
        return answer(xml);
    }

    /** Some of the other pages. */
    @GET
    @Path("sitemap-{number: [1-9][0-9]{0,5}}.xml")
    @Operation(hidden = true)
    public Response some(int number, @Context HttpServerRequest request) {
        Parameters.none(request);
        return reads.inTransaction(() -> editions(number, request));
    }

    private Response editions(int number, HttpServerRequest request) {
        Editions.Listing listing = page(number);
        if (listing.slice().items().isEmpty()) {
            throw new NotFoundException();
        }
        return answer(sitemap(listing, number, request));
    }

    private Editions.Listing page(int number) {
        return editions.newestFirst(Scope.EVERYTHING, new Window(SIZE, new Page(number)));
    }

    private static Xml index(long editions, long topics, Origin origin) {
        Xml xml = new Xml("sitemapindex", NAMESPACE);
        add(xml, "/sitemap-", (editions + SIZE - 1) / SIZE, origin);
        add(xml, "/sitemap-topics-", (topics + TOPICS - 1) / TOPICS, origin);
        return xml;
    }

    private static void add(Xml xml, String name, long sitemaps, Origin origin) {
        for (long number = 1; number <= sitemaps; number++) {
            xml.begin("sitemap")
                    .begin("loc")
                    .end(origin.address(Link.to(name + number + ".xml")))
                    .end();
        }
    }

    /** Without a time: that of its stories is not that of the page, as a story that it listed may have lost the topic. */
    private static void add(Xml xml, List<Topic> topics, Origin origin) {
        topics.forEach(topic -> xml.begin("url")
                .begin("loc")
                .end(origin.address(Link.toPage(topic)))
                .end());
    }

    private Xml sitemap(Editions.Listing listing, int number, HttpServerRequest request) {
        Origin origin = Origin.of(request);
        Xml xml = new Xml("urlset", NAMESPACE);
        if (number == 1) {
            Stream<Link> lists = series.byIdAscending().stream().map(one -> Link.toSeries(one.id()));
            Stream.concat(Stream.of(Link.to("/"), Link.to("/topics")), lists)
                    .forEach(link -> xml.begin("url")
                            .begin("loc")
                            .end(origin.address(link))
                            .end());
        }
        List<Edition> items = listing.slice().items();
        items.forEach(edition -> add(xml, origin.address(Link.toPage(edition)), edition.updatedAt()));
        for (Change change : stories.changes(items.stream().map(Edition::id).toList())) {
            add(xml, origin.address(Link.to("/" + change.edition() + "/" + change.slug())), change.updatedAt());
        }
        return xml;
    }

    private static void add(Xml xml, String address, Instant updated) {
        xml.begin("url")
                .begin("loc")
                .end(address)
                .begin("lastmod")
                .end(updated.toString())
                .end();
    }

    private static Response answer(Xml xml) {
        return Response.ok(
                        new RenderedBody(
                                xml.toText(),
                                Stream.of(
                                        CacheTag.EDITION.all(),
                                        CacheTag.STORY.all(),
                                        CacheTag.TOPIC.all(),
                                        CacheTag.SERIES.all())),
                        XML)
                .build();
    }
}
