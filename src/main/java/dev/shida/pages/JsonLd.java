package dev.shida.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shida.content.Edition;
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

    static String list(Edition edition, List<Story> stories, String url, Function<Story, String> urlOf) {
        ObjectNode list = thing("ItemList")
                .put("name", edition.title())
                .put("inLanguage", edition.language())
                .put("url", url)
                .put("datePublished", edition.publishedAt().toString())
                .put("dateModified", edition.updatedAt().toString())
                .put("numberOfItems", edition.stories());
        edition.byline().ifPresent(byline -> list.put("creditText", byline));
        ArrayNode items = list.putArray("itemListElement");
        stories.forEach(story -> items.addObject()
                .put("@type", "ListItem")
                .put("position", story.position())
                .put("name", story.title())
                .put("url", urlOf.apply(story)));
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
