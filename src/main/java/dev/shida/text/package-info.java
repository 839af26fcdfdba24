/**
 * Text analysis with the JDK alone: folding, Han characters and their readings, words of a query, grapheme clusters,
 * excerpts, and edit distance.
 */
@NullMarked
package dev.shida.text;

import org.jspecify.annotations.NullMarked;
