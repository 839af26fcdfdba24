package dev.shida.search;

import dev.shida.search.IndexUpdater.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that can be searched: the current one, and the last few before it, for transactions that began before a
 * publication.
 *
 * <p>Lucene's SearcherLifetimeManager looks searchers up by a version of its own, and the map from revisions to versions that it
 * needs is no shorter than this list (src/bench/README.md).
 */
final class Snapshots {
    /** How many earlier ones stay open. */
    private static final int EARLIER = 3;

    /** The current one first. */
    private final Deque<Snapshot> open = new ArrayDeque<>();

    /**
     * The snapshot of a revision; empty if the current one is of an earlier revision.
     *
     * @throws StaleRevision if it is of a later one, and that of the revision is not open any more
     */
    synchronized Optional<Snapshot> acquire(long revision) {
        Snapshot current = open.peekFirst();
        if (current == null || current.revision() < revision) {
            return Optional.empty();
        }
        for (Snapshot snapshot : open) {
            if (snapshot.revision() == revision && snapshot.tryAcquire()) {
                return Optional.of(snapshot);
            }
        }
        throw new StaleRevision(revision, current.revision());
    }

    synchronized @Nullable Snapshot current() {
        return open.peekFirst();
    }

    /** Makes a snapshot the current one, in place of another of the same revision. */
    synchronized void show(Snapshot snapshot) {
        Snapshot current = open.peekFirst();
        if (current != null && current.revision() == snapshot.revision()) {
            open.removeFirst().close();
        }
        open.addFirst(snapshot);
        while (open.size() > EARLIER + 1) {
            open.removeLast().close();
        }
    }

    synchronized void closeAll() {
        open.forEach(Snapshot::close);
        open.clear();
    }
}
