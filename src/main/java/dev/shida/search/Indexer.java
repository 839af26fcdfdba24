package dev.shida.search;

import dev.shida.content.Revision;
import dev.shida.content.Story;
import dev.shida.search.IndexUpdater.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes to the index what was published, and shows it to searches. Its methods are called by one thread. */
final class Indexer {
    private static final Logger LOG = Logger.getLogger(Indexer.class);

    /** How many editions are read at once. */
    private static final int BATCH = 16;

    /** After so many editions the index is committed while it still catches up. */
    private static final int COMMIT_EVERY = 8_192;

    /** So many revisions may be uncommitted: a commit costs the disk more than to index them again after a crash. */
    private static final int MAX_UNCOMMITTED = 64;

    private static final long PROGRESS_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    /** A heap with fewer bytes for each story is collected more often than searches are answered. */
    private static final long HEAP_PER_STORY = 512;

    private final IndexSource source;
    private final IndexUpdater.Opener opener;
    private final Snapshots snapshots;
    private final Runnable onMerge;

    private volatile @Nullable String progress;
    private volatile boolean stopping;
    private @Nullable IndexDirectory directory;
    private boolean warned;

    /** @param onMerge called, by any thread, after segments were merged */
    Indexer(IndexSource source, IndexUpdater.Opener opener, Snapshots snapshots, Runnable onMerge) {
        this.source = source;
        this.opener = opener;
        this.snapshots = snapshots;
        this.onMerge = onMerge;
    }

    /** How far it is, once it has indexed for long; null before. Any thread may ask. */
    @Nullable
    String progress() {
        return progress;
    }

    void resetProgress() {
        progress = null;
    }

    /** Stops indexing after the batch that is being read. Any thread may call it. */
    void stop() {
        stopping = true;
    }

    /** Catches up with what is published by now, and shows it. */
    void update() throws IOException {
        long start = System.nanoTime();
        IndexDirectory index = opened();
        long before = index.revision();
        long editions = indexNew();
        if (stopping) {
            return;
        }
        if (index.bufferedRevision() > before) {
            index.flush();
        }
        long uncommitted = index.revision() - index.committed();
        if (uncommitted > MAX_UNCOMMITTED || (uncommitted > 0 && index.committed() == 0)) {
            index.commit();
        }
        boolean first = snapshots.current() == null;
        if (first || index.revision() > before) {
            show(index.revision(), index.openReader());
            index.mergeToFewSegments();
        }
        if (first || editions > BATCH) {
            LOG.infof(
                    "search index: at revision %d; %d editions in %d ms",
                    index.revision(), editions, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private IndexDirectory opened() throws IOException {
        IndexDirectory index = directory;
        if (index == null) {
            index = IndexDirectory.open(opener.verify(), this::isPast, onMerge);
            directory = index;
        }
        return index;
    }

    private boolean isPast(IndexDirectory.StoreState state) {
        return source.revision(state.revision())
                .map(IndexDirectory.StoreState::of)
                .filter(state::equals)
                .isPresent();
    }

    /** Indexes the editions that were published since, without showing them; returns how many they were. */
    long indexNew() throws IOException {
        IndexDirectory index = opened();
        long reported = System.nanoTime();
        long editions = 0;
        List<Revision> batch = source.after(index.bufferedRevision(), BATCH);
        while (!batch.isEmpty() && !stopping) {
            Revision last = batch.get(batch.size() - 1);
            // An edition that was published again meanwhile has no stories here: it comes in a later batch.
            Map<String, List<Story>> stories =
                    source.stories(batch.get(0), last).stream().collect(Collectors.groupingBy(Story::edition));
            for (Revision revision : batch) {
                index.replace(revision, stories.getOrDefault(revision.edition(), List.of()));
            }
            editions += batch.size();
            if (index.bufferedRevision() - index.committed() >= COMMIT_EVERY) {
                index.flush();
                index.commit();
            }
            if (System.nanoTime() - reported > PROGRESS_INTERVAL) {
                reported = System.nanoTime();
                progress = editions + " editions are indexed";
                LOG.infof("search index: %d editions are indexed, up to revision %d", editions, last.number());
            }
            batch = source.after(last.number(), BATCH);
        }
        return editions;
    }

    private void show(long revision, DirectoryReader reader) throws IOException {
        Snapshot snapshot = new Snapshot(revision, new StorySearcher(reader));
        snapshot.searcher().warmUp();
        snapshots.show(snapshot);
        if (!warned) {
            Optional<String> warning =
                    heapWarning(reader.numDocs(), Runtime.getRuntime().maxMemory());
            warning.ifPresent(LOG::warn);
            warned = warning.isPresent();
        }
    }

    /** What to say if the heap is small for so many stories. */
    static Optional<String> heapWarning(long stories, long heap) {
        long needed = stories * HEAP_PER_STORY;
        return needed <= heap
                ? Optional.empty()
                : Optional.of(
                        "%d stories take a heap of %d MB, and it may take %d: answers become slow, or the process ends. Give it more, such as -Xmx%2$dm in JDK_JAVA_OPTIONS"
                                .formatted(stories, megabytes(needed), megabytes(heap)));
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** Shows the same revision with the merged segments. */
    void showMerged() throws IOException {
        Snapshot current = snapshots.current();
        IndexDirectory index = directory;
        // What is buffered may be indexed in part.
        if (index != null && current != null && index.bufferedRevision() == current.revision()) {
            DirectoryReader merged = DirectoryReader.openIfChanged(
                    (DirectoryReader) current.searcher().getIndexReader());
            if (merged != null) {
                show(current.revision(), merged);
            }
            // Otherwise a commit follows anyway.
            if (index.committed() == index.revision()) {
                index.commit();
            }
        }
    }

    void commitPending() {
        IndexDirectory index = directory;
        if (index != null && index.revision() > index.committed()) {
            try {
                index.commit();
            } catch (IOException | RuntimeException e) {
                LOG.warnf("the search index cannot be committed; what is missing is indexed at the next start: %s", e);
            }
        }
    }

    /** Closes the index; it is verified when it is opened again. */
    void close() {
        snapshots.closeAll();
        IndexDirectory index = directory;
        directory = null;
        if (index != null) {
            try {
                index.close();
            } catch (IOException | RuntimeException e) {
                LOG.debug("the search index cannot be closed", e);
            }
        }
    }
}
