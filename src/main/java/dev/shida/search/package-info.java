/**
 * How stories are found: an index of every character of them, which follows publications. What is read of a query is
 * {@link dev.shida.search.Words}; {@link dev.shida.search.StoryIndex} finds them.
 */
@NullMarked
package dev.shida.search;

import org.jspecify.annotations.NullMarked;
