package dev.shida.pages;

import dev.shida.content.Story;
import dev.shida.http.Link;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of a page.
 *
 * @param title of the page; empty for the first
 * @param description a sentence or two of what is on it
 * @param self where it is, whatever the language of the interface
 * @param narrowing the parameters by which a feed has just the stories that it is about
 * @param calls what gives its content
 * @param data what it says to programs that read pages, JSON-LD
 * @param image a picture to share it with, if there is one
 * @param query what is in the search box
 */
record PageLayout(
        PageRequest visit,
        String title,
        String description,
        Link self,
        List<String> narrowing,
        List<ApiCall> calls,
        String data,
        @Nullable Link image,
        String query) {

    public Language language() {
        return visit.language();
    }

    public List<Language> languages() {
        return Arrays.asList(Language.values());
    }

    /** The page with its interface in a language. */
    public Link in(Language language) {
        return self.with(PageRequest.LANG, language.id());
    }

    /** In full. */
    public String url(Link link) {
        return visit.address(link);
    }

    /** A feed of the stories that the page is about. */
    public Link feed(String format) {
        return new Link("/feeds/stories." + format, narrowing);
    }

    /** Something that is no page. */
    public Link to(String path) {
        return Link.to(path);
    }

    public Link home() {
        return visit.to(Links.HOME);
    }

    public Link edition(String id) {
        return visit.to(Link.toEdition(id));
    }

    public Link series(String id) {
        return visit.to(Links.HOME.with("series", id));
    }

    public Link story(Story story) {
        return visit.to(Link.toPage(story));
    }

    public Link topic(String id) {
        return visit.to(Link.toTopic(id));
    }

    public Link searchFor(String words) {
        return visit.to(Links.SEARCH.with("q", words));
    }

    /** This page with another parameter. */
    public Link with(String name, String value) {
        return visit.to(self.without(name).with(name, value));
    }

    /** This page without a parameter. */
    public Link without(String name) {
        return visit.to(self.without(name));
    }

    /** What is in the page besides its markup. */
    public String style() {
        return PageResponse.LOOK.style();
    }

    public String script() {
        return PageResponse.SCRIPT;
    }
}
