/**
 * Pages for people: the content that the API tells in JSON, laid out. Start reading at
 * {@link dev.shida.reader.PagesResource}; the templates are in {@code src/main/resources/templates}, and what all pages
 * look like is in {@code src/main/resources/pages}.
 */
@NullMarked
package dev.shida.pages;

import org.jspecify.annotations.NullMarked;
