package dev.shida.feed;

import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.feed.Feed.Entry;
import dev.shida.http.PageLinks;
import jakarta.ws.rs.core.MediaType;

/**
 * Writes a feed as Atom (RFC 4287); its pages are linked as RFC 5005 has it. It has no place for an image of an entry but
 * an enclosure, which programs download, and whose length they should be told (section 4.2.7.6): that takes drawing it.
 */
final class AtomWriter {
    static final MediaType TYPE = new MediaType("application", "atom+xml", "UTF-8");

    private AtomWriter() {}

    static String write(Feed feed) {
        Xml xml = new Xml("feed", "http://www.w3.org/2005/Atom");
        feed.language().ifPresent(language -> xml.attribute("xml:lang", language));
        xml.begin("id").end(feed.id());
        xml.begin("title").end(feed.title());
        xml.begin("updated").end(feed.updated().toString());
        PageLinks links = feed.links();
        link(xml, "self", feed.absolute(links.self()));
        link(xml, "first", feed.absolute(links.first()));
        if (links.prev() != null) {
            link(xml, "previous", feed.absolute(links.prev()));
        }
        if (links.next() != null) {
            link(xml, "next", feed.absolute(links.next()));
        }
        page(xml, feed.absolute(feed.page()));
        feed.entries().forEach(entry -> write(xml, feed, entry));
        return xml.toText();
    }

    private static void write(Xml xml, Feed feed, Entry entry) {
        Story story = entry.story();
        xml.begin("entry").attribute("xml:lang", story.language());
        xml.begin("id").end(entry.id());
        xml.begin("title").end(story.heading());
        xml.begin("published").end(story.publishedAt().toString());
        xml.begin("updated").end(story.updatedAt().toString());
        // An entry must have an author (RFC 4287, section 4.1.2).
        String author = entry.byline().orElse(entry.edition().title());
        xml.begin("author").begin("name").end(author).end();
        page(xml, feed.absolute(entry.page()));
        for (Topic topic : story.topics()) {
            xml.begin("category")
                    .attribute("term", topic.id())
                    .attribute("label", entry.labelOf(topic))
                    .end();
        }
        story.excerpt().ifPresent(excerpt -> xml.begin("summary").end(excerpt));
        xml.begin("content").attribute("type", "html").end(entry.prose().html());
        xml.end();
    }

    /** A link to a page of the feed. */
    private static void link(Xml xml, String relation, String address) {
        xml.begin("link")
                .attribute("rel", relation)
                .attribute("type", TYPE.getType() + "/" + TYPE.getSubtype())
                .attribute("href", address)
                .end();
    }

    /** A link to what people read instead. */
    private static void page(Xml xml, String address) {
        xml.begin("link")
                .attribute("rel", "alternate")
                .attribute("type", MediaType.TEXT_HTML)
                .attribute("href", address)
                .end();
    }
}
