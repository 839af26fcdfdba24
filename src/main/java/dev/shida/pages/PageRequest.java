package dev.shida.pages;

import dev.shida.http.Link;
import dev.shida.http.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The request of a page. Parameters that it does not know are ignored: sharing an address often adds some.
 *
 * @param origin that it was sent to
 * @param language of the interface
 * @param chosen whether by the parameter {@code lang}, which links then carry on, and not by what the browser prefers
 * @param parameters of the query
 */
record PageRequest(Origin origin, Language language, boolean chosen, MultiMap parameters) {
    /** The parameter that chooses the language. */
    static final String LANG = "lang";

    private static final Pattern PAGE_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

    /** {@code Accept-Language} has come down to one of the languages on offer, or is not there. */
    static PageRequest of(HttpServerRequest request) {
        Optional<Language> chosen = Language.of(request.getParam(LANG));
        return new PageRequest(
                Origin.of(request),
                chosen.or(() -> Language.of(request.getHeader("Accept-Language")))
                        .orElse(Language.ZH),
                chosen.isPresent(),
                request.params());
    }

    /** The value of a parameter; empty if it has none. */
    String value(String name) {
        String value = parameters.get(name);
        return value == null || value.isBlank() ? "" : value;
    }

    /** The parameter {@code page}; 1 where it is no number of a page. */
    int page() {
        String page = value("page");
        return PAGE_NUMBER.matcher(page).matches() ? Integer.parseInt(page) : 1;
    }

    /** The absolute address of a page, or of what the API says. */
    String address(Link link) {
        return origin.address(link);
    }

    /** What the interface says. */
    Messages messages() {
        return language.messages();
    }

    public Link home() {
        return to(Links.HOME);
    }

    /** The address of a page, in the language that was chosen. */
    public Link to(Link page) {
        return chosen ? page.with(LANG, language.id()) : page;
    }
}
