package dev.shida.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shida.content.Edition;
import dev.shida.content.Edition.Ranking;
import dev.shida.content.Story;
import dev.shida.http.NewsArticle;
import java.util.List;
import java.util.function.Function;

/** What a page says to programs that read pages, in the words of schema.org. */
final class JsonLd {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLd() {}

    static String site(String name, String url, String search) {
        ObjectNode site = thing("WebSite").put("name", name).put("url", url);
        site.putObject("potentialAction")
                .put("@type", "SearchAction")
                .put("target", search)
                .put("query-input", "required name=q");
        return write(site);
    }

    /** A round-up: a page about a list of stories. */
    static String collection(
            Edition edition,
            List<Story> stories,
            String series,
            String url,
            String home,
            Function<Story, String> urlOf) {
        ObjectNode page = thing("CollectionPage")
                .put("name", edition.title())
                .put("url", url)
                .put("inLanguage", edition.language())
                .put("datePublished", edition.publishedAt().toString())
                .put("dateModified", edition.updatedAt().toString());
        edition.byline()
                .ifPresent(byline ->
                        page.putObject("author").put("@type", "Person").put("name", byline));
        page.putObject("publisher")
                .put("@type", "Organization")
                .put("name", "Shida 十大")
                .put("url", home);
        page.putObject("isPartOf").put("@type", "CreativeWorkSeries").put("name", series);
        ObjectNode list = page.putObject("mainEntity")
                .put("@type", "ItemList")
                .put("name", edition.title())
                .put("numberOfItems", edition.stories())
                .put("itemListOrder", "https://schema.org/ItemList" + orderOf(edition));
        ArrayNode items = list.putArray("itemListElement");
        stories.forEach(story -> items.addObject()
                .put("@type", "ListItem")
                .put("position", story.position())
                .put("name", story.title())
                .put("url", urlOf.apply(story)));
        return write(page);
    }

    private static String orderOf(Edition edition) {
        if (edition.order() == Ranking.UNRANKED) {
            return "Unordered";
        }
        return edition.order() == Ranking.RANKED ? "OrderAscending" : "OrderDescending";
    }

    static String breadcrumbs(List<NamedLink> crumbs, Function<NamedLink, String> urlOf) {
        ObjectNode list = thing("BreadcrumbList");
        ArrayNode items = list.putArray("itemListElement");
        for (NamedLink crumb : crumbs) {
            items.addObject()
                    .put("@type", "ListItem")
                    .put("position", items.size())
                    .put("name", crumb.name().text())
                    .put("item", urlOf.apply(crumb));
        }
        return write(list);
    }

    static String article(NewsArticle article) {
        return write(article);
    }

    private static ObjectNode thing(String type) {
        return JSON.createObjectNode().put("@context", "https://schema.org").put("@type", type);
    }

    /** JSON that stays within its element: only a less-than sign could end that. */
    private static String write(Object node) {
        try {
            return JSON.writeValueAsString(node).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
