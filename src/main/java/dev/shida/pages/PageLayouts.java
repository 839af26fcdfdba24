package dev.shida.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.content.Edition;
import dev.shida.content.Label;
import dev.shida.content.Series;
import dev.shida.content.Story;
import dev.shida.http.Link;
import dev.shida.http.NewsArticle;
import dev.shida.search.TopicCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is around the content of each page. */
final class PageLayouts {
    /** How much of a text describes a page, in code points. */
    private static final int DESCRIPTION = 150;

    /** How much of what was searched for is in a title, in code points. */
    private static final int QUERY = 60;

    /** Those of a story that come by default; who asks for any is given JSON. */
    static final String FIELDS =
            "edition,series,year,position,rank,numeral,title,excerpt,topics,replay,commentary,headings,"
                    + "date,byline,language,publishedAt,updatedAt,links";

    /** To share pages with that have none of their own. */
    private static final Link IMAGE = Link.to("/home.png");

    private static final Link NO_PARAMETERS = Link.to("");

    private PageLayouts() {}

    static PageLayout home(PageRequest visit, int page, @Nullable Edition lead) {
        Link self = numbered(Links.HOME, page);
        Draft draft = new Draft(visit, self);
        draft.title = page == 1 ? "" : numbered(visit, visit.messages().editions(), page);
        draft.description = visit.messages().siteDescription();
        draft.data.add(JsonLd.site("Shida 十大", visit.address(Links.HOME), visit.address(Links.SEARCH) + "?q={q}"));
        draft.calls = lead == null
                ? List.of(numbered(Link.to("/v1/editions"), page))
                : List.of(Link.to("/v1/editions"), Link.to("/v1/editions/" + lead.id()));
        return draft.layout();
    }

    static PageLayout series(PageRequest visit, Series series, int page) {
        Named name = Named.of(series.label(), visit.language());
        Draft draft = new Draft(visit, numbered(Link.toSeries(series.id()), page));
        draft.title = numbered(visit, name.text(), page);
        draft.crumbs = List.of(top(visit));
        draft.description = visit.messages().ofSeries(name.text(), series.stories());
        draft.feed = NO_PARAMETERS.with("series", series.id());
        draft.image = Link.toImage(draft.self);
        draft.calls = List.of(numbered(Link.to("/v1/editions").with("series", series.id()), page));
        return draft.layout();
    }

    static PageLayout roundUp(
            PageRequest visit, Edition edition, Label series, List<Story> stories, Optional<TopicCount> topic) {
        Link self = Link.toPage(edition);
        Draft draft = new Draft(
                visit, topic.map(one -> self.with("topic", one.topic().id())).orElse(self));
        draft.title = topic.map(one -> edition.title() + " · "
                        + visit.language().say(one.topic().label()))
                .orElse(edition.title());
        draft.crumbs = List.of(top(visit), crumb(visit, edition.series(), series));
        draft.description =
                edition.introduction().isEmpty() ? edition.byline().orElse(edition.title()) : edition.introduction();
        draft.feed = NO_PARAMETERS.with("edition", edition.id());
        draft.data.add(JsonLd.collection(
                edition,
                stories,
                visit.language().say(series),
                visit.address(self),
                visit.address(Links.HOME),
                story -> visit.address(Link.toPage(story))));
        draft.calls = List.of(topic.map(one -> Link.to("/v1/stories")
                        .with("edition", edition.id())
                        .with("topic", one.topic().id()))
                .orElse(Link.to("/v1/editions/" + edition.id())));
        draft.image = Link.toImage(draft.self);
        draft.content = edition.language();
        return draft.layout();
    }

    /** The same, on which all of it can be read. */
    static PageLayout whole(PageRequest visit, Edition edition, Label series, List<Story> stories) {
        PageLayout layout = roundUp(visit, edition, series, stories, Optional.empty());
        return layout.withTexts(layout.self().with(PagesResource.READ, PagesResource.READ_ALL));
    }

    static PageLayout story(PageRequest visit, Edition edition, Label series, Story story, JsonNode answer) {
        Draft draft = new Draft(visit, Link.toPage(story));
        draft.title = story.title();
        draft.crumbs = List.of(
                top(visit),
                crumb(visit, edition.series(), series),
                new Crumb(Named.of(edition.title(), edition.language(), visit.language()), Link.toPage(edition)));
        draft.description = story.excerpt().orElse(story.title());
        draft.feed = NO_PARAMETERS.with("edition", edition.id());
        draft.data.add(JsonLd.article(NewsArticle.of(story, edition, visit.origin())));
        draft.article = true;
        draft.calls = List.of(Link.to("/v1/stories/" + story.id()));
        draft.image = Link.toImage(draft.self);
        draft.answer = answer;
        draft.content = story.language();
        return draft.layout();
    }

    static PageLayout topic(PageRequest visit, TopicCount topic, int page) {
        String id = topic.topic().id();
        String label = visit.language().say(topic.topic().label());
        Draft draft = new Draft(visit, numbered(Link.toTopic(id), page));
        draft.title = numbered(visit, label, page);
        draft.crumbs =
                List.of(top(visit), new Crumb(Named.of(visit.messages().topics(), visit.language()), Links.TOPICS));
        draft.description = visit.messages().about(label, topic.stories());
        draft.feed = NO_PARAMETERS.with("topic", id);
        draft.image = Link.toImage(draft.self);
        draft.calls = List.of(numbered(Link.to("/v1/stories").with("topic", id), page), Link.to("/v1/topics/" + id));
        return draft.layout();
    }

    static PageLayout topics(PageRequest visit, int count, int page) {
        Messages messages = visit.messages();
        Draft draft = new Draft(visit, numbered(Links.TOPICS, page));
        draft.title = numbered(visit, messages.allTopics(), page);
        draft.crumbs = List.of(top(visit));
        draft.description = messages.ofTopics(count);
        draft.calls = List.of(Link.to("/v1/topics"));
        return draft.layout();
    }

    static PageLayout search(PageRequest visit, String q, Optional<TopicCount> topic, int page, boolean exact) {
        Messages messages = visit.messages();
        Link asked = q.isEmpty() ? NO_PARAMETERS : NO_PARAMETERS.with("q", q);
        Link narrowed = topic.map(one -> asked.with("topic", one.topic().id())).orElse(asked);
        Link searched = exact ? narrowed.with("exact", "true") : narrowed;
        Draft draft = new Draft(visit, numbered(new Link(Links.SEARCH.path(), searched.query()), page));
        String words = q.isEmpty() ? messages.search() : messages.searchFor(beginning(q, QUERY));
        draft.title = numbered(
                visit,
                topic.map(one ->
                                words + " · " + visit.language().say(one.topic().label()))
                        .orElse(words),
                page);
        draft.crumbs = List.of(top(visit));
        draft.description = messages.siteDescription();
        draft.feed = narrowed;
        draft.query = q;
        draft.calls = List.of(numbered(new Link("/v1/stories", searched.query()), page));
        return draft.layout();
    }

    static PageLayout subscribe(PageRequest visit) {
        Draft draft = new Draft(visit, Links.SUBSCRIBE);
        draft.title = visit.messages().feed();
        draft.crumbs = List.of(top(visit));
        draft.description = visit.messages().feedsHint();
        draft.calls = List.of(Link.to("/feeds/stories.json"));
        return draft.layout();
    }

    static PageLayout docs(PageRequest visit) {
        Draft draft = new Draft(visit, Links.DOCS);
        draft.title = visit.messages().docs();
        draft.crumbs = List.of(top(visit));
        draft.description = visit.messages().docsHint();
        return draft.layout();
    }

    static PageLayout call(PageRequest visit, Reference.Call call) {
        Draft draft = new Draft(visit, Link.to("/docs/" + call.id()));
        draft.title = call.method() + " " + call.path();
        draft.crumbs = List.of(top(visit), new Crumb(Named.of(visit.messages().docs(), visit.language()), Links.DOCS));
        draft.description = call.summary();
        return draft.layout();
    }

    /** What a page has, as far as it is not like most others. */
    private static final class Draft {
        private final PageRequest visit;
        private final Link self;
        private String title = "";
        private String description = "";
        private List<Crumb> crumbs = List.of();
        private Link feed = NO_PARAMETERS;
        private List<Link> calls = List.of();
        private final List<String> data = new ArrayList<>();
        private Link image;
        private boolean article;
        private @Nullable JsonNode answer;
        private String query = "";
        private String content;

        Draft(PageRequest visit, Link self) {
            this.visit = visit;
            this.self = self;
            image = IMAGE;
            content = visit.language().tag();
        }

        PageLayout layout() {
            if (!crumbs.isEmpty()) {
                data.add(JsonLd.breadcrumbs(
                        Stream.concat(
                                        crumbs.stream(),
                                        Stream.of(new Crumb(Named.of(title, content, visit.language()), self)))
                                .toList(),
                        crumb -> visit.address(crumb.link())));
            }
            return new PageLayout(
                    visit,
                    title,
                    beginning(description, DESCRIPTION),
                    self,
                    crumbs,
                    feed.query(),
                    calls.stream()
                            .map(call -> new ApiCall(
                                    call,
                                    visit.address(call),
                                    article ? call.with("fields", FIELDS) : call,
                                    Optional.ofNullable(answer).map(JsonView::of)))
                            .toList(),
                    data,
                    image,
                    article,
                    query,
                    content);
        }
    }

    private static Crumb top(PageRequest visit) {
        return new Crumb(Named.of(visit.messages().home(), visit.language()), Links.HOME);
    }

    private static Crumb crumb(PageRequest visit, String series, Label label) {
        return new Crumb(Named.of(label, visit.language()), Link.toSeries(series));
    }

    private static Link numbered(Link list, int page) {
        return page == 1 ? list : list.with("page", String.valueOf(page));
    }

    private static String numbered(PageRequest visit, String title, int page) {
        return page == 1 ? title : title + " · " + visit.messages().page(page);
    }

    /** The beginning of a text, on one line. */
    private static String beginning(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
    }
}
