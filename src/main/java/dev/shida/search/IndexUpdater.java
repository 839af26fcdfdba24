package dev.shida.search;

import dev.shida.content.DamagedContent;
import dev.shida.content.Revision;
import dev.shida.content.Story;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index up to date with what is published.
 *
 * <p>An index has a revision, and catches up by indexing the editions that were published since. It does so after each
 * publication, and when a caller needs a revision that it does not have yet: so it does not matter which process published,
 * nor whether its event arrived. A caller names the revision that its transaction reads, and gets a snapshot of exactly that
 * revision or an exception. So the ids that the index finds and the stories that the store reads belong to one state. The
 * last few snapshots stay open for transactions that began before a publication.
 *
 * <p>One thread does all the writing. What it has written becomes visible when it is complete up to a revision, never
 * before; a commit that records revision 7 has every edition that was last published by then. After a crash, what was
 * published later is indexed again, which changes nothing if it was there already.
 *
 * <p>On any failure the index is closed, and the next attempt opens it again; opening verifies every byte, and rebuilds the
 * index if one is wrong. Until an attempt succeeds, callers get {@link IndexUnavailable}: no answer is better than a wrong
 * one.
 *
 * <pre>
 *                first attempt                indexed up to the store's revision
 *   CLOSED ------------------------> CATCHING UP ------------------------------> CURRENT
 *     ^                                |      ^                                  |   |
 *     |            failure             |      |  publication, or a caller's      |   |
 *     +--------------------------------+      |  later revision                  |   |
 *     |                                       +----------------------------------+   |
 *     |   a search fails ({@link #reportFailure}), or {@link #close}                 |
 *     +------------------------------------------------------------------------------+
 * </pre>
 *
 * <p>Lucene's SearcherLifetimeManager looks searchers up by a version of its own, and the map from revisions to versions that it
 * needs is no shorter than this list of snapshots (src/bench/README.md).
 */
final class IndexUpdater implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IndexUpdater.class);

    /** How many earlier snapshots stay open. */
    private static final int EARLIER_SNAPSHOTS = 3;

    /** How many editions are read at once. */
    private static final int BATCH = 16;

    /** After so many editions the index is committed while it still catches up. */
    private static final int COMMIT_EVERY = 8_192;

    /** So many revisions may be uncommitted: a commit costs the disk more than to index them again after a crash. */
    private static final int MAX_UNCOMMITTED = 64;

    private static final long PROGRESS_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final long REPEATED_FAILURE_INTERVAL = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_WAIT_SECONDS = 5;
    private static final long RETRY_DELAY = TimeUnit.SECONDS.toNanos(2);

    /** Opens the directory of the index. */
    interface Opener {
        Directory open() throws IOException;

        /** Opens it, and verifies what is there. */
        default VerifiedIndex verify() throws IOException {
            return VerifiedIndex.verify(open());
        }
    }

    private final IndexSource source;
    private final Opener opener;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "search index");
        thread.setDaemon(true);
        return thread;
    });

    /** The snapshots that can be searched, the current one first. */
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();

    private @Nullable CompletableFuture<Void> requested;
    private @Nullable Failure failure;
    private volatile @Nullable String progress;
    private volatile boolean closing;

    /** Used by the worker alone. */
    private @Nullable IndexDirectory directory;

    private String logged = "";
    private long loggedAt;

    IndexUpdater(IndexSource source, Opener opener) {
        this.source = source;
        this.opener = opener;
    }

    private record Failure(Throwable cause, long at) {}

    /** The index as of one revision; its caller closes it. */
    static final class Snapshot implements AutoCloseable {
        private final long revision;
        private final StorySearcher searcher;

        Snapshot(long revision, DirectoryReader reader) {
            this.revision = revision;
            searcher = new StorySearcher(reader);
        }

        long revision() {
            return revision;
        }

        StorySearcher searcher() {
            return searcher;
        }

        private boolean tryAcquire() {
            return searcher.getIndexReader().tryIncRef();
        }

        @Override
        public void close() {
            try {
                searcher.getIndexReader().decRef();
            } catch (IOException e) {
                LOG.warn("a snapshot of the search index cannot be closed", e);
            }
        }
    }

    /**
     * The index as of a revision, which the caller closes.
     *
     * @throws StaleRevision if the index is at a later one
     * @throws IndexUnavailable if it cannot catch up in time
     */
    Snapshot acquire(long revision) {
        Optional<Snapshot> snapshot = snapshot(revision);
        if (snapshot.isPresent()) {
            return snapshot.get();
        }
        checkFailure();
        await(requestCatchUp());
        return snapshot(revision).orElseThrow(() -> new IndexUnavailable("The search index is behind."));
    }

    private synchronized Optional<Snapshot> snapshot(long revision) {
        Snapshot current = snapshots.peekFirst();
        if (current == null || current.revision < revision) {
            return Optional.empty();
        }
        for (Snapshot snapshot : snapshots) {
            if (snapshot.revision == revision && snapshot.tryAcquire()) {
                return Optional.of(snapshot);
            }
        }
        throw new StaleRevision(revision, current.revision);
    }

    /** Fails at once for a while after a failure, in place of trying again for every caller. */
    private synchronized void checkFailure() {
        if (failure != null && System.nanoTime() - failure.at < RETRY_DELAY) {
            throw new IndexUnavailable("The search index cannot be updated at present.", failure.cause);
        }
    }

    private void await(CompletableFuture<Void> done) {
        String now = progress;
        try {
            if (now == null) {
                done.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
                return;
            }
        } catch (TimeoutException e) {
            now = progress;
        } catch (ExecutionException e) {
            throw new IndexUnavailable("The search index cannot be updated at present.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IndexUnavailable("The search index is being built" + (now == null ? "." : ": " + now + "."));
    }

    /** Catches up and waits for it, but not for long. */
    void catchUp() {
        try {
            await(requestCatchUp());
        } catch (IndexUnavailable e) {
            // The failure has been logged.
            LOG.debug("the search index is behind", e);
        }
    }

    /** Catches up and waits for so long at most, even while the index is being built. */
    void awaitStart(long seconds) {
        try {
            requestCatchUp().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The failure has been logged.
            LOG.debug("the search index is behind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Catches up, in the background, with all that is published by now. */
    synchronized CompletableFuture<Void> requestCatchUp() {
        CompletableFuture<Void> pending = requested;
        if (pending == null) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            worker.execute(() -> run(done));
            requested = done;
            pending = done;
        }
        return pending;
    }

    private void run(CompletableFuture<Void> done) {
        synchronized (this) {
            // A request from now on may be for something published after this began.
            requested = null;
        }
        attempt(
                () -> {
                    update();
                    synchronized (this) {
                        failure = null;
                    }
                    done.complete(null);
                },
                done::completeExceptionally);
    }

    /** Indexes what is published by now, in the background, without a snapshot of it. */
    void indexPending() {
        worker.execute(() -> attempt(this::indexNew, e -> {}));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step, Consumer<Throwable> failed) {
        try {
            step.run();
        } catch (IOException | RuntimeException | InternalError e) {
            logFailure(e);
            fail(e);
            failed.accept(e);
        } finally {
            progress = null;
        }
    }

    /** Logs a repeated failure once a minute: each caller makes another attempt. */
    private void logFailure(Throwable e) {
        String line = "the search index cannot be brought up to date: " + e;
        if (!line.equals(logged) || System.nanoTime() - loggedAt > REPEATED_FAILURE_INTERVAL) {
            logged = line;
            loggedAt = System.nanoTime();
            LOG.error(line, e instanceof IOException || e instanceof DamagedContent ? null : e);
        }
    }

    private void update() throws IOException {
        long start = System.nanoTime();
        IndexDirectory index = openedIndex();
        long before = index.revision();
        long editions = indexNew();
        if (closing) {
            return;
        }
        if (index.bufferedRevision() > before) {
            index.flush();
        }
        long uncommitted = index.revision() - index.committed();
        if (uncommitted > MAX_UNCOMMITTED || (uncommitted > 0 && index.committed() == 0)) {
            index.commit();
        }
        boolean first = current() == null;
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

    private IndexDirectory openedIndex() throws IOException {
        IndexDirectory index = directory;
        if (index == null) {
            index = IndexDirectory.open(opener.verify(), this::isPast, this::reopenMerged);
            directory = index;
        }
        return index;
    }

    /** Indexes the editions that were published since; returns how many they were. */
    private long indexNew() throws IOException {
        IndexDirectory index = openedIndex();
        long reported = System.nanoTime();
        long editions = 0;
        List<Revision> batch = source.after(index.bufferedRevision(), BATCH);
        while (!batch.isEmpty() && !closing) {
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

    private boolean isPast(IndexDirectory.StoreState state) {
        return source.revision(state.revision())
                .map(IndexDirectory.StoreState::of)
                .filter(state::equals)
                .isPresent();
    }

    private void show(long revision, DirectoryReader reader) throws IOException {
        Snapshot snapshot = new Snapshot(revision, reader);
        snapshot.searcher.warmUp();
        synchronized (this) {
            Snapshot current = snapshots.peekFirst();
            if (current != null && current.revision == revision) {
                snapshots.removeFirst().close();
            }
            snapshots.addFirst(snapshot);
            while (snapshots.size() > EARLIER_SNAPSHOTS + 1) {
                snapshots.removeLast().close();
            }
        }
    }

    /** Opens a snapshot of the same revision with the merged segments. */
    private void reopenMerged() {
        try {
            worker.execute(() -> attempt(this::showMerged, e -> {}));
        } catch (RejectedExecutionException e) {
            LOG.debug("merged while the index was closed", e);
        }
    }

    private void showMerged() throws IOException {
        Snapshot current = current();
        IndexDirectory index = directory;
        // What is buffered may be indexed in part.
        if (index != null && current != null && index.bufferedRevision() == current.revision) {
            DirectoryReader merged = DirectoryReader.openIfChanged((DirectoryReader) current.searcher.getIndexReader());
            if (merged != null) {
                show(current.revision, merged);
            }
            // Otherwise a commit follows anyway.
            if (index.committed() == index.revision()) {
                index.commit();
            }
        }
    }

    /** The latest revision that can be searched; empty while there is none. */
    OptionalLong revision() {
        Snapshot current = current();
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.revision);
    }

    private synchronized @Nullable Snapshot current() {
        return snapshots.peekFirst();
    }

    /** Closes an index in which a search failed; it is verified when it is opened again. */
    void reportFailure(Throwable cause) {
        LOG.errorf(cause, "the search index fails; it is verified");
        worker.execute(() -> fail(cause));
    }

    private void commitPending() {
        IndexDirectory index = directory;
        if (index != null && index.revision() > index.committed()) {
            try {
                index.commit();
            } catch (IOException | RuntimeException e) {
                LOG.warnf("the search index cannot be committed; what is missing is indexed at the next start: %s", e);
            }
        }
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            failure = new Failure(cause, System.nanoTime());
        }
        closeIndex();
    }

    private void closeIndex() {
        synchronized (this) {
            snapshots.forEach(Snapshot::close);
            snapshots.clear();
        }
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

    /** Waits for what is being written; the thread is not interrupted, as that would close the store's file. */
    @Override
    public void close() {
        closing = true;
        worker.execute(this::commitPending);
        worker.execute(this::closeIndex);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the search index is still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
