package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Label;
import dev.shida.content.Story;
import dev.shida.http.Link;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is around the content of a page.
 *
 * @param title of the page; empty for the first
 * @param description a sentence or two of what is on it
 * @param self where it is, whatever the language of the interface
 * @param crumbs the pages above it, the first one first; none for the first page
 * @param narrowing the parameters by which a feed has just the stories that it is about
 * @param calls what gives its content
 * @param data what it says to programs that read pages, JSON-LD
 * @param image a picture to share it with
 * @param article whether it is an article, and not a list
 * @param query what is in the search box
 * @param content the language of its content, a BCP 47 tag; that of the interface for most lists
 */
record PageLayout(
        PageRequest pageRequest,
        String title,
        String description,
        Link self,
        List<NamedLink> crumbs,
        List<String> narrowing,
        List<ApiCall> calls,
        List<String> data,
        Link image,
        boolean article,
        String query,
        String content) {

    /** The same at the address of all of its texts: for people alone, as no call answers it. */
    PageLayout withTexts(Link address) {
        return new PageLayout(
                pageRequest,
                title,
                description,
                address,
                crumbs,
                narrowing,
                List.of(),
                List.of(),
                image,
                article,
                query,
                content);
    }

    public Language language() {
        return pageRequest.language();
    }

    public List<Language> languages() {
        return Arrays.asList(Language.values());
    }

    /** The page with its interface in a language. */
    public Link in(Language language) {
        return self.with(PageRequest.LANG, language.id());
    }

    /** The address of this page for crawlers: each language has its own, and so has the page that negotiates it. */
    public String canonical() {
        return url(pageRequest.to(self));
    }

    /** Whether the page has the answer to its call. */
    public boolean answered() {
        return calls.stream().anyMatch(call -> call.answer().isPresent());
    }

    /** Whether its content is written from right to left. */
    public boolean mirrored() {
        return isRightToLeft(content);
    }

    public boolean isRightToLeft(String tag) {
        return Languages.isRightToLeft(tag);
    }

    /** Editions in their order, those of a year together. */
    public Collection<List<Edition>> byYear(List<Edition> editions) {
        return editions.stream()
                .collect(Collectors.groupingBy(Edition::year, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** A headline, whose lines end between words. */
    public HighlightedText headline(String text, String language) {
        return HighlightedText.headline(text, language);
    }

    /** The name that a label has in the language of the interface. */
    public Named name(Label label) {
        return Named.of(label, language());
    }

    /** In full. */
    public String url(Link link) {
        return pageRequest.address(link);
    }

    /** A feed of the stories that the page is about. */
    public Link feed(String format) {
        return new Link("/feeds/stories." + format, narrowing);
    }

    /** Something that is no page. */
    public Link to(String path) {
        return Link.to(path);
    }

    /** A page. */
    public Link page(String path) {
        return pageRequest.to(Link.to(path));
    }

    /** The page about a call of the API. */
    public Link call(String id) {
        return page("/docs/" + id);
    }

    public Link home() {
        return pageRequest.to(Links.HOME);
    }

    public boolean isHome() {
        return self.equals(Links.HOME);
    }

    public Link edition(String id) {
        return pageRequest.to(Link.toEdition(id));
    }

    public Link series(String id) {
        return pageRequest.to(Link.toSeries(id));
    }

    public Link story(Story story) {
        return pageRequest.to(Link.toPage(story));
    }

    public Link topic(String id) {
        return pageRequest.to(Link.toTopic(id));
    }

    public Link searchFor(String words) {
        return pageRequest.to(Links.SEARCH.with("q", words));
    }

    /** A page that is above this one. */
    public Link above(NamedLink crumb) {
        return pageRequest.to(crumb.link());
    }

    /** This page with another parameter. */
    public Link with(String name, String value) {
        return pageRequest.to(self.without(name).with(name, value));
    }

    /** This page without a parameter. */
    public Link without(String name) {
        return pageRequest.to(self.without(name));
    }
}
