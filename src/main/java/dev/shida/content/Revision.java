package dev.shida.content;

import java.time.Instant;

/**
 * The state of all published content. It is fired as an event when a publication or withdrawal has been committed in this
 * process; when a request reads one that has not been announced yet; when {@link RevisionPoll} finds one of another process;
 * and at start, if anything has been published before. One may be fired more than once, and a later one first.
 *
 * @param number grows by one with every publication or withdrawal, from 1
 * @param edition the id of the edition that was published or withdrawn
 * @param publishedAt when, to the second; not before any earlier revision
 */
public record Revision(long number, String edition, Instant publishedAt) {
    /**
     * An event: something else than the content has changed on which responses depend, such as the synonyms, so that those
     * made before are outdated, although they are of the current revision.
     */
    public record ResponsesOutdated() {}
}
