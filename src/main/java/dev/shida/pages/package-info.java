/**
 * The HTML pages, those of problems too. Start reading at {@link dev.shida.pages.PagesResource}; the templates are in
 * {@code src/main/resources/templates}, the stylesheet and the script in {@code src/main/resources/pages}.
 */
@NullMarked
package dev.shida.pages;

import org.jspecify.annotations.NullMarked;
