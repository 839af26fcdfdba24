package dev.shida.search;

import dev.shida.content.Revision;
import dev.shida.content.Story;
import java.util.List;
import java.util.Optional;

/** The published content, as the index reads it; each call reads the current state. */
interface IndexSource {
    /** A revision by its number. */
    Optional<Revision> revision(long number);

    /**
     * The editions that have been published after a revision, each as the revision that last did, in order.
     *
     * @param limit the most of them
     */
    List<Revision> after(long number, int limit);

    /** The stories that these revisions, or any between them, published last, with their texts. */
    List<Story> stories(Revision first, Revision last);
}
