package dev.shida.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.content.Edition;
import dev.shida.content.Label;
import dev.shida.content.PartKind;
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
    static final String FIELDS = "edition,series,year,position,rank,numeral,title,excerpt,topics,"
            + String.join(",", PartKind.IDS) + ",headings,date,byline,language,publishedAt,updatedAt,links";

    /** To share pages with that have none of their own. */
    private static final Link IMAGE = Link.to("/home.png");

    private static final Link NO_PARAMETERS = Link.to("");

    private PageLayouts() {}

    static PageLayout home(PageRequest pageRequest, int page, @Nullable Edition lead) {
        Draft draft = new Draft(
                pageRequest, Links.HOME, page == 1 ? "" : pageRequest.messages().editions(), page);
        draft.crumbs.clear();
        draft.description = pageRequest.messages().siteDescription();
        draft.data.add(
                JsonLd.site("Shida 十大", pageRequest.address(Links.HOME), pageRequest.address(Links.SEARCH) + "?q={q}"));
        draft.calls = lead == null
                ? List.of(numbered(Link.to("/v1/editions"), page))
                : List.of(Link.to("/v1/editions"), Link.to("/v1/editions/" + lead.id()));
        return draft.layout();
    }

    static PageLayout series(PageRequest pageRequest, Series series, int page) {
        String name = pageRequest.language().say(series.label());
        Draft draft = new Draft(pageRequest, Link.toSeries(series.id()), name, page);
        draft.description = pageRequest.messages().ofSeries(name, series.stories());
        draft.feed = NO_PARAMETERS.with("series", series.id());
        draft.image = Link.toImage(draft.self);
        draft.calls = List.of(numbered(Link.to("/v1/editions").with("series", series.id()), page));
        return draft.layout();
    }

    static PageLayout roundUp(
            PageRequest pageRequest, Edition edition, Label series, List<Story> stories, Optional<TopicCount> topic) {
        Link self = Link.toPage(edition);
        Draft draft = topic.map(one -> new Draft(
                        pageRequest,
                        self.with("topic", one.topic().id()),
                        edition.title() + " · "
                                + pageRequest.language().say(one.topic().label())))
                .orElseGet(() -> new Draft(pageRequest, self, edition.title()));
        draft.crumbs.add(crumb(pageRequest, edition.series(), series));
        draft.description =
                edition.introduction().isEmpty() ? edition.byline().orElse(edition.title()) : edition.introduction();
        draft.feed = NO_PARAMETERS.with("edition", edition.id());
        draft.data.add(JsonLd.collection(
                edition,
                stories,
                pageRequest.language().say(series),
                pageRequest.address(self),
                pageRequest.address(Links.HOME),
                story -> pageRequest.address(Link.toPage(story))));
        draft.calls = List.of(topic.map(one -> Link.to("/v1/stories")
                        .with("edition", edition.id())
                        .with("topic", one.topic().id()))
                .orElse(Link.to("/v1/editions/" + edition.id())));
        draft.image = Link.toImage(draft.self);
        draft.content = edition.language();
        return draft.layout();
    }

    /** The same, on which all of it can be read. */
    static PageLayout whole(PageRequest pageRequest, Edition edition, Label series, List<Story> stories) {
        PageLayout layout = roundUp(pageRequest, edition, series, stories, Optional.empty());
        return layout.withTexts(layout.self().with(EditionPagesResource.READ, EditionPagesResource.READ_ALL));
    }

    static PageLayout story(PageRequest pageRequest, Edition edition, Label series, Story story, JsonNode answer) {
        Draft draft = new Draft(pageRequest, Link.toPage(story), story.title());
        draft.crumbs.add(crumb(pageRequest, edition.series(), series));
        draft.crumbs.add(new NamedLink(
                Named.of(edition.title(), edition.language(), pageRequest.language()), Link.toPage(edition)));
        draft.description = story.excerpt().orElse(story.title());
        draft.feed = NO_PARAMETERS.with("edition", edition.id());
        draft.data.add(JsonLd.article(NewsArticle.of(story, edition, pageRequest.origin())));
        draft.article = true;
        draft.calls = List.of(Link.to("/v1/stories/" + story.id()));
        draft.image = Link.toImage(draft.self);
        draft.answer = answer;
        draft.content = story.language();
        return draft.layout();
    }

    static PageLayout topic(PageRequest pageRequest, TopicCount topic, int page) {
        String id = topic.topic().id();
        String label = pageRequest.language().say(topic.topic().label());
        Draft draft = new Draft(pageRequest, Link.toTopic(id), label, page);
        draft.crumbs.add(crumb(pageRequest, pageRequest.messages().topics(), Links.TOPICS));
        draft.description = pageRequest.messages().about(label, topic.stories());
        draft.feed = NO_PARAMETERS.with("topic", id);
        draft.image = Link.toImage(draft.self);
        draft.calls = List.of(numbered(Link.to("/v1/stories").with("topic", id), page), Link.to("/v1/topics/" + id));
        return draft.layout();
    }

    static PageLayout topics(PageRequest pageRequest, int count, int page) {
        Messages messages = pageRequest.messages();
        Draft draft = new Draft(pageRequest, Links.TOPICS, messages.allTopics(), page);
        draft.description = messages.ofTopics(count);
        draft.calls = List.of(Link.to("/v1/topics"));
        return draft.layout();
    }

    static PageLayout search(PageRequest pageRequest, String q, Optional<TopicCount> topic, int page, boolean exact) {
        Messages messages = pageRequest.messages();
        Link asked = q.isEmpty() ? NO_PARAMETERS : NO_PARAMETERS.with("q", q);
        Link narrowed = topic.map(one -> asked.with("topic", one.topic().id())).orElse(asked);
        Link searched = exact ? narrowed.with("exact", "true") : narrowed;
        String words = q.isEmpty() ? messages.search() : messages.searchFor(beginning(q, QUERY));
        String title = topic.map(one ->
                        words + " · " + pageRequest.language().say(one.topic().label()))
                .orElse(words);
        Draft draft = new Draft(pageRequest, new Link(Links.SEARCH.path(), searched.query()), title, page);
        draft.description = messages.siteDescription();
        draft.feed = narrowed;
        draft.query = q;
        draft.calls = List.of(numbered(new Link("/v1/stories", searched.query()), page));
        return draft.layout();
    }

    static PageLayout subscribe(PageRequest pageRequest) {
        Draft draft =
                new Draft(pageRequest, Links.SUBSCRIBE, pageRequest.messages().feed());
        draft.description = pageRequest.messages().feedsHint();
        draft.calls = List.of(Link.to("/feeds/stories.json"));
        return draft.layout();
    }

    static PageLayout docs(PageRequest pageRequest) {
        Draft draft = new Draft(pageRequest, Links.DOCS, pageRequest.messages().docs());
        draft.description = pageRequest.messages().docsHint();
        return draft.layout();
    }

    static PageLayout call(PageRequest pageRequest, Reference.Call call) {
        Draft draft = new Draft(pageRequest, Link.to("/docs/" + call.id()), call.method() + " " + call.path());
        draft.crumbs.add(crumb(pageRequest, pageRequest.messages().docs(), Links.DOCS));
        draft.description = call.summary();
        return draft.layout();
    }

    /** What a page has, as far as it is not like most others: it is below the first page, and in the interface's language. */
    private static final class Draft {
        private final PageRequest pageRequest;
        private final Link self;
        private final String title;
        private String description = "";
        private final List<NamedLink> crumbs = new ArrayList<>();
        private Link feed = NO_PARAMETERS;
        private List<Link> calls = List.of();
        private final List<String> data = new ArrayList<>();
        private Link image = IMAGE;
        private boolean article;
        private @Nullable JsonNode answer;
        private String query = "";
        private String content;

        Draft(PageRequest pageRequest, Link self, String title) {
            this.pageRequest = pageRequest;
            this.self = self;
            this.title = title;
            crumbs.add(crumb(pageRequest, pageRequest.messages().home(), Links.HOME));
            content = pageRequest.language().tag();
        }

        /** A page of a list. */
        Draft(PageRequest pageRequest, Link list, String title, int page) {
            this(
                    pageRequest,
                    numbered(list, page),
                    page == 1 ? title : title + " · " + pageRequest.messages().page(page));
        }

        PageLayout layout() {
            if (!crumbs.isEmpty()) {
                data.add(JsonLd.breadcrumbs(
                        Stream.concat(
                                        crumbs.stream(),
                                        Stream.of(
                                                new NamedLink(Named.of(title, content, pageRequest.language()), self)))
                                .toList(),
                        crumb -> pageRequest.address(crumb.link())));
            }
            return new PageLayout(
                    pageRequest,
                    title,
                    beginning(description, DESCRIPTION),
                    self,
                    crumbs,
                    feed.query(),
                    calls.stream()
                            .map(call -> new ApiCall(
                                    call,
                                    pageRequest.address(call),
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

    private static NamedLink crumb(PageRequest pageRequest, String name, Link page) {
        return new NamedLink(Named.of(name, pageRequest.language()), page);
    }

    private static NamedLink crumb(PageRequest pageRequest, String series, Label label) {
        return new NamedLink(Named.of(label, pageRequest.language()), Link.toSeries(series));
    }

    private static Link numbered(Link list, int page) {
        return page == 1 ? list : list.with("page", String.valueOf(page));
    }

    /** The beginning of a text, on one line. */
    private static String beginning(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
    }
}
