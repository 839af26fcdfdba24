/**
 * What programs fetch to tell people of stories: feeds of them, as Atom (RFC 4287) and as JSON Feed 1.1, which are asked
 * for as lists of stories are; sitemaps; and an image of each story to share it with.
 */
@NullMarked
package dev.shida.feed;

import org.jspecify.annotations.NullMarked;
