package dev.shida.pages;

import dev.shida.http.Link;
import dev.shida.http.Origin;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * How someone comes to a page. Parameters that it does not know it lets pass: who shares an address may have added
 * some.
 *
 * @param origin that they came to
 * @param language of the interface
 * @param chosen whether by the parameter {@code lang}, which links then carry on, and not by what the browser prefers
 */
record PageRequest(Origin origin, Language language, boolean chosen) {
    /** The parameter that chooses the language. */
    static final String LANG = "lang";

    /** {@code Accept-Language} has come down to one of the languages on offer, or is not there. */
    static PageRequest of(HttpServerRequest request) {
        Optional<Language> chosen = Language.of(request.getParam(LANG));
        return new PageRequest(
                Origin.of(request),
                chosen.or(() -> Language.of(request.getHeader("Accept-Language")))
                        .orElse(Language.ZH),
                chosen.isPresent());
    }

    /** The absolute address of a page, or of what the API says. */
    String address(Link link) {
        return origin.address(link);
    }

    /** What the interface says to this reader. */
    Messages messages() {
        return language.messages();
    }

    public Link home() {
        return to(Links.HOME);
    }

    /** The address of a page for this reader. */
    public Link to(Link page) {
        return chosen ? page.with(LANG, language.id()) : page;
    }
}
