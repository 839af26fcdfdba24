/**
 * The Lucene index of stories, and its queries; an index updater keeps it up to date with revisions. Start reading at
 * {@link dev.shida.search.StoryIndex}.
 */
@NullMarked
package dev.shida.search;

import org.jspecify.annotations.NullMarked;
