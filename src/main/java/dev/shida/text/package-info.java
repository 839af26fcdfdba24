/**
 * Text analysis with the JDK, and the edit distance of commons-text: folding, Han characters and their readings, words of a query, grapheme
 * clusters, and excerpts; and the texts that are packaged with the service.
 */
@NullMarked
package dev.shida.text;

import org.jspecify.annotations.NullMarked;
