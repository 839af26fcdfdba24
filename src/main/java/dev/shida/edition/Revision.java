package dev.shida.edition;

import java.time.Instant;

/**
 * The state of all published content. It is fired as an event when a publication has been committed; and at start, if
 * anything has been published before.
 *
 * @param number grows by one with every publication, from 1
 * @param edition the id of the edition whose publication made it
 * @param publishedAt when, to the second
 */
public record Revision(long number, String edition, Instant publishedAt) {}
