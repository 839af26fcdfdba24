package dev.shida.pages;

import dev.shida.http.Link;

/** Where the pages are. */
final class Links {
    static final Link HOME = Link.to("/");
    static final Link SEARCH = Link.to("/search");
    static final Link TOPICS = Link.to("/topics");
    static final Link DOCS = Link.to("/docs");
    static final Link SUBSCRIBE = Link.to("/subscribe");

    private Links() {}
}
