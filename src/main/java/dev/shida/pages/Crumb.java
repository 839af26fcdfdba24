package dev.shida.pages;

import dev.shida.http.Link;

/** A page above another one, as breadcrumbs name it. */
record Crumb(Named name, Link link) {}
