package dev.shida.feed;

import dev.shida.content.Edition;
import dev.shida.content.Editions;
import dev.shida.content.Revision;
import dev.shida.content.Revisions;
import dev.shida.content.Scope;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Story;
import dev.shida.content.Topics;
import dev.shida.feed.Feed.Entry;
import dev.shida.http.Filters;
import dev.shida.http.Link;
import dev.shida.http.Origin;
import dev.shida.http.Paging;
import dev.shida.http.Parameters;
import dev.shida.http.QueryParameters;
import dev.shida.http.Sorting;
import dev.shida.http.StoryFilter;
import dev.shida.search.Deadline;
import dev.shida.search.StoryIndex;
import dev.shida.search.StorySort;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the feed that a request asks for; the caller holds the transaction. */
@ApplicationScoped
class Feeds {
    /** The stories of one page, five editions of most newspapers. */
    static final int SIZE = 50;

    /** The newest year first, so that what is new is on the first page; also where something is looked for. */
    private static final StorySort ORDER = StorySort.DEFAULT;

    /** Of the names in a title where the stories do not tell. */
    private static final String LANGUAGE = "zh";

    private final StoryIndex index;
    private final Editions editions;
    private final SeriesRepository series;
    private final Topics topics;
    private final Revisions revisions;
    private final Filters filters;

    Feeds(
            StoryIndex index,
            Editions editions,
            SeriesRepository series,
            Topics topics,
            Revisions revisions,
            Filters filters) {
        this.index = index;
        this.editions = editions;
        this.series = series;
        this.topics = topics;
        this.revisions = revisions;
        this.filters = filters;
    }

    Feed of(HttpServerRequest request, Deadline deadline) {
        Parameters parameters = new Parameters(request);
        StoryFilter filter = filters.stories(parameters);
        Paging paging = Paging.read(parameters, Sorting.write(ORDER), ORDER.keys(), SIZE);
        parameters.check();

        StoryIndex.Result listing =
                index.find(filter.words(), filter.query(ORDER, paging.window(), true, true), deadline);
        List<Story> found =
                listing.slice().items().stream().map(StoryIndex.Hit::story).toList();
        Optional<String> language = language(found);
        Link whole = Link.to(request).without(QueryParameters.CURSOR.name());
        return new Feed(
                Feed.idOf(new Link("/feeds/stories", whole.query())),
                title(filter, QueryParameters.Q.read(parameters), language.orElse(LANGUAGE)),
                language,
                updated(found),
                page(whole),
                paging.links(request, listing.slice(), listing.total(), StoryIndex.Hit::position),
                Origin.of(request),
                entries(found));
    }

    private List<Entry> entries(List<Story> stories) {
        List<String> ids = stories.stream().map(Story::edition).distinct().toList();
        Map<String, Edition> byId =
                editions.byIds(ids).stream().collect(Collectors.toMap(Edition::id, Function.identity()));
        return stories.stream()
                .map(story -> new Entry(Objects.requireNonNull(byId.get(story.edition())), story))
                .toList();
    }

    private static Optional<String> language(List<Story> stories) {
        List<String> languages =
                stories.stream().map(Story::language).distinct().toList();
        return languages.size() == 1 ? Optional.of(languages.get(0)) : Optional.empty();
    }

    /** Where there is no story, a publication took the last away, or may bring the first. */
    private Instant updated(List<Story> stories) {
        return stories.stream()
                .map(Story::updatedAt)
                .max(Comparator.naturalOrder())
                .or(() -> revisions.ofSnapshot().map(Revision::publishedAt))
                .orElse(Instant.EPOCH);
    }

    /** What is in the feed, by name. */
    private String title(StoryFilter filter, Optional<String> q, String language) {
        Scope scope = filter.scope();
        Stream<String> names = Stream.of(
                        scope.series().stream()
                                .flatMap(id -> series.labelOf(id).map(label -> label.in(language)).stream()),
                        scope.years().stream().map(String::valueOf),
                        editions.byIds(scope.editions()).stream().map(Edition::title),
                        filter.topics().stream().map(id -> nameOf(id, language)),
                        filter.without().stream().map(id -> "-" + nameOf(id, language)),
                        q.stream().map(text -> "“" + text.strip() + "”"))
                .flatMap(Function.identity());
        String title = names.collect(Collectors.joining(" · "));
        return title.isEmpty() ? "Shida 十大" : title;
    }

    private String nameOf(String topic, String language) {
        return topics.byId(topic).map(found -> found.label().in(language)).orElse(topic);
    }

    /** The page on which people find the same stories; the first of all, if none has just these. */
    private static Link page(Link feed) {
        if (feed.query().size() == 1) {
            String parameter = feed.query().get(0);
            String value = Link.valueOf(parameter);
            return switch (Link.nameOf(parameter)) {
                case "edition" -> Link.toEdition(value);
                case "topic" -> Link.toTopic(value);
                case "series" -> Link.toSeries(value);
                case "q" -> Link.to("/search").with("q", value);
                default -> Link.to("/");
            };
        }
        return Link.to("/");
    }
}
