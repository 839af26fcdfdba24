package dev.shida.pages;

import dev.shida.http.Link;

/** A link to a page, with the name that it is shown by. */
record NamedLink(Named name, Link link) {}
