package dev.shida.pages;

import dev.shida.http.RenderedBody;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.stream.Stream;

/** What all pages have. */
final class PageResponse {
    static final String SCRIPT = PageSecurity.compact("/pages/script.js");
    static final PageSecurity LOOK = PageSecurity.with(SCRIPT);

    private PageResponse() {}

    /**
     * A page, laid out.
     *
     * @param look its style and scripts
     * @param language of what it shows, a BCP 47 tag
     * @param negotiated whether its language is the one that the browser prefers
     */
    static Response of(PageSecurity look, String html, String language, boolean negotiated, Stream<String> tags) {
        ResponseBuilder page = Response.ok(new RenderedBody(html, tags));
        look.headers().forEach(page::header);
        page.header(HttpHeaders.CONTENT_LANGUAGE, language);
        if (negotiated) {
            page.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
        return page.build();
    }
}
