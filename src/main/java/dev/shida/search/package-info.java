/**
 * How stories are listed and found: an index of their topics and of every character, which follows publications. What is
 * read of a query is {@link dev.shida.search.Words}; {@link dev.shida.search.StoryIndex} finds the stories.
 */
@NullMarked
package dev.shida.search;

import org.jspecify.annotations.NullMarked;
