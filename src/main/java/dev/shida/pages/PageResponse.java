package dev.shida.pages;

import dev.shida.http.RenderedBody;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.stream.Stream;

/** Responses that are pages. */
final class PageResponse {
    private PageResponse() {}

    /** A page of the interface's language alone, laid out. */
    static Response of(PageSecurity kind, PageLayout layout, TemplateInstance template, Stream<String> tags) {
        return of(kind, layout, template, layout.language().tag(), tags);
    }

    /**
     * A page, laid out.
     *
     * @param language of what it shows, a BCP 47 tag
     */
    static Response of(
            PageSecurity kind, PageLayout layout, TemplateInstance template, String language, Stream<String> tags) {
        String html = template.data("security", kind)
                .setLocale(layout.language().id())
                .render();
        ResponseBuilder page = Response.ok(new RenderedBody(html, tags));
        kind.headers().forEach(page::header);
        page.header(HttpHeaders.CONTENT_LANGUAGE, language);
        if (!layout.pageRequest().chosen()) {
            // Its language is the one that the browser prefers.
            page.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
        return page.build();
    }
}
