package dev.shida.pages;

import dev.shida.http.Link;

/** Where the pages are. */
final class Links {
    static final Link HOME = Link.to("/");
    static final Link SEARCH = Link.to("/search");

    private Links() {}
}
