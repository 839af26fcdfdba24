package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Series;
import dev.shida.content.Story;
import dev.shida.http.Link;
import dev.shida.http.NewsArticle;
import dev.shida.search.TopicCount;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is around the content of each page. */
final class PageLayouts {
    /** How much of an introduction describes a page, in code points. */
    private static final int DESCRIPTION = 150;

    private PageLayouts() {}

    static PageLayout home(PageRequest visit, Optional<Series> series, int page, @Nullable Edition lead) {
        Messages messages = messages(visit);
        Link self = numbered(narrowed(Links.HOME, series), page);
        List<Link> calls = lead == null
                ? List.of(numbered(narrowed(Link.to("/v1/editions"), series), page))
                : List.of(narrowed(Link.to("/v1/editions"), series), Link.to("/v1/editions/" + lead.id()));
        return frame(
                visit,
                self,
                series.map(one -> visit.language().say(one.label())).orElse(""),
                messages.siteDescription(),
                series.map(one -> Link.to("").with("series", one.id())).orElse(Link.to("")),
                JsonLd.site("Shida 十大", visit.address(Links.HOME), visit.address(Links.SEARCH) + "?q={q}"),
                null,
                "",
                calls);
    }

    static PageLayout roundUp(PageRequest visit, Edition edition, List<Story> stories, String topic) {
        Link self = Link.toPage(edition);
        Link call = topic.isEmpty()
                ? Link.to("/v1/editions/" + edition.id())
                : Link.to("/v1/stories").with("edition", edition.id()).with("topic", topic);
        return frame(
                visit,
                topic.isEmpty() ? self : self.with("topic", topic),
                edition.title(),
                beginning(edition.introduction().isEmpty() ? edition.byline().orElse("") : edition.introduction()),
                Link.to("").with("edition", edition.id()),
                JsonLd.list(edition, stories, visit.address(self), story -> visit.address(Link.toPage(story))),
                null,
                "",
                List.of(call));
    }

    static PageLayout story(PageRequest visit, Edition edition, Story story) {
        Link self = Link.toPage(story);
        Link image = Link.toImage(story);
        return frame(
                visit,
                self,
                story.title(),
                story.excerpt().orElse(""),
                Link.to("").with("edition", edition.id()),
                JsonLd.article(NewsArticle.of(story, edition, visit.origin())),
                image,
                "",
                List.of(Link.to("/v1/stories/" + story.id())));
    }

    static PageLayout topic(PageRequest visit, TopicCount topic, int page) {
        String id = topic.topic().id();
        String label = visit.language().say(topic.topic().label());
        return frame(
                visit,
                numbered(Link.toTopic(id), page),
                label,
                messages(visit).about(label, topic.stories()),
                Link.to("").with("topic", id),
                "",
                null,
                "",
                List.of(numbered(Link.to("/v1/stories").with("topic", id), page), Link.to("/v1/topics/" + id)));
    }

    static PageLayout search(PageRequest visit, String q, String topic, int page, boolean exact) {
        Messages messages = messages(visit);
        Link asked = q.isEmpty() ? Link.to("") : Link.to("").with("q", q);
        Link narrowed = topic.isEmpty() ? asked : asked.with("topic", topic);
        Link searched = exact ? narrowed.with("exact", "true") : narrowed;
        return frame(
                visit,
                numbered(new Link(Links.SEARCH.path(), searched.query()), page),
                q.isEmpty() ? messages.search() : messages.searchFor(q),
                messages.siteDescription(),
                narrowed,
                "",
                null,
                q,
                List.of(numbered(new Link("/v1/stories", searched.query()), page)));
    }

    private static PageLayout frame(
            PageRequest visit,
            Link self,
            String title,
            String description,
            Link feed,
            String data,
            @Nullable Link image,
            String query,
            List<Link> calls) {
        return new PageLayout(
                visit,
                title,
                description,
                self,
                feed.query(),
                calls.stream()
                        .map(call -> new ApiCall(call, visit.address(call)))
                        .toList(),
                data,
                image,
                query);
    }

    private static Link narrowed(Link list, Optional<Series> series) {
        return series.map(one -> list.with("series", one.id())).orElse(list);
    }

    private static Link numbered(Link list, int page) {
        return page == 1 ? list : list.with("page", String.valueOf(page));
    }

    private static String beginning(String text) {
        return text.substring(
                0, text.offsetByCodePoints(0, Math.min(DESCRIPTION, text.codePointCount(0, text.length()))));
    }

    private static Messages messages(PageRequest visit) {
        return MessageBundles.get(
                Messages.class, Localized.Literal.of(visit.language().id()));
    }
}
