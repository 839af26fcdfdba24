/**
 * The content: series, editions, stories, topics and revisions, and the repositories of the store. Entities stay in this
 * package; its callers get records.
 */
@NullMarked
package dev.shida.content;

import org.jspecify.annotations.NullMarked;
