package dev.shida.reader;

import dev.shida.web.Link;

/** Where the pages are. */
final class Links {
    static final Link HOME = Link.to("/");
    static final Link SEARCH = Link.to("/search");

    private Links() {}
}
