package dev.shida.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shida.content.Edition;
import dev.shida.content.Story;
import dev.shida.content.Topic;
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
                .put("creditText", edition.byline().orElse(null))
                .put("datePublished", edition.publishedAt().toString())
                .put("dateModified", edition.updatedAt().toString())
                .put("numberOfItems", edition.stories());
        ArrayNode items = list.putArray("itemListElement");
        stories.forEach(story -> items.addObject()
                .put("@type", "ListItem")
                .put("position", story.position())
                .put("name", story.title())
                .put("url", urlOf.apply(story)));
        return write(list);
    }

    static String article(Story story, Edition edition, String url, String list, String image) {
        ObjectNode article = thing("NewsArticle")
                .put("headline", story.title())
                .put("inLanguage", story.language())
                .put("url", url)
                .put("mainEntityOfPage", url)
                .put("image", image)
                .put("abstract", story.excerpt().orElse(null))
                .put("creditText", edition.byline().orElse(null))
                .put("datePublished", story.publishedAt().toString())
                .put("dateModified", story.updatedAt().toString())
                .put("position", story.position());
        ArrayNode keywords = article.putArray("keywords");
        story.topics().stream()
                .map(Topic::label)
                .forEach(label -> label.texts().values().forEach(keywords::add));
        article.putObject("isPartOf")
                .put("@type", "ItemList")
                .put("name", edition.title())
                .put("url", list);
        return write(article);
    }

    private static ObjectNode thing(String type) {
        return JSON.createObjectNode().put("@context", "https://schema.org").put("@type", type);
    }

    /** JSON that stays within its element: only a less-than sign could end that. */
    private static String write(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
