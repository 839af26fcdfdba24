/**
 * What the content is: series, editions, stories, topics and revisions, and the repositories that answer
 * questions about them. Entities stay in here; what leaves is a record.
 */
@NullMarked
package dev.shida.content;

import org.jspecify.annotations.NullMarked;
