package dev.shida.search;

import dev.shida.content.DamagedContent;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IORunnable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index up to date with what is published.
 *
 * <p>An index has a revision, and catches up by indexing the editions that were published since. It does so after each
 * publication, and when a caller needs a revision that it does not have yet: so it does not matter which process published,
 * nor whether its event arrived. A caller names the revision that its transaction reads, and gets a snapshot of exactly that
 * revision or an exception. So the ids that the index finds and the stories that the store reads belong to one state.
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
 */
final class IndexUpdater implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IndexUpdater.class);

    private static final long FAILURE_LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);
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

    private final Snapshots snapshots = new Snapshots();
    private final Indexer indexer;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "search index");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable CompletableFuture<Void> requested;
    private @Nullable Failure failure;
    private OptionalLong loggedAt = OptionalLong.empty();

    IndexUpdater(IndexSource source, Opener opener) {
        indexer = new Indexer(source, opener, snapshots, this::showMerged);
    }

    private record Failure(Throwable cause, long at) {}

    /** The index as of one revision; its caller closes it. */
    record Snapshot(long revision, StorySearcher searcher) implements AutoCloseable {
        boolean tryAcquire() {
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
        Optional<Snapshot> snapshot = snapshots.acquire(revision);
        if (snapshot.isPresent()) {
            return snapshot.get();
        }
        checkFailure();
        await(requestCatchUp());
        return snapshots.acquire(revision).orElseThrow(() -> new IndexUnavailable("The search index is behind."));
    }

    /** Fails at once for a while after a failure, in place of trying again for every caller. */
    private synchronized void checkFailure() {
        if (failure != null && System.nanoTime() - failure.at < RETRY_DELAY) {
            throw new IndexUnavailable("The search index cannot be updated at present.", failure.cause);
        }
    }

    private void await(CompletableFuture<Void> done) {
        String now = indexer.progress();
        try {
            if (now == null) {
                done.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
                return;
            }
        } catch (TimeoutException e) {
            now = indexer.progress();
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
                    indexer.update();
                    synchronized (this) {
                        failure = null;
                    }
                },
                done);
    }

    /** Indexes what is published by now, in the background, without a snapshot of it. */
    void indexPending() {
        worker.execute(() -> attempt(indexer::indexNew, new CompletableFuture<>()));
    }

    private void attempt(IORunnable step, CompletableFuture<Void> done) {
        try {
            step.run();
            done.complete(null);
        } catch (IOException | RuntimeException | InternalError e) {
            logFailure(e);
            fail(e);
            done.completeExceptionally(e);
        } finally {
            indexer.resetProgress();
        }
    }

    /** Logs a failure once a minute: each caller makes another attempt, and a full disk makes them fail in many ways. */
    private void logFailure(Throwable e) {
        long now = System.nanoTime();
        if (loggedAt.isEmpty() || now - loggedAt.getAsLong() > FAILURE_LOG_INTERVAL) {
            loggedAt = OptionalLong.of(now);
            LOG.error(
                    "the search index cannot be brought up to date: " + e,
                    e instanceof IOException || e instanceof DamagedContent ? null : e);
        }
    }

    private void showMerged() {
        try {
            worker.execute(() -> attempt(indexer::showMerged, new CompletableFuture<>()));
        } catch (RejectedExecutionException e) {
            LOG.debug("merged while the index was closed", e);
        }
    }

    /** The latest revision that can be searched; empty while there is none. */
    OptionalLong revision() {
        Snapshot current = snapshots.current();
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.revision());
    }

    /** Closes an index in which a search failed; it is verified when it is opened again. */
    void reportFailure(Throwable cause) {
        LOG.errorf(cause, "the search index fails; it is verified");
        worker.execute(() -> fail(cause));
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            failure = new Failure(cause, System.nanoTime());
        }
        indexer.close();
    }

    /** Waits for what is being written; the thread is not interrupted, as that would close the store's file. */
    @Override
    public void close() {
        indexer.stop();
        worker.execute(indexer::commitPending);
        worker.execute(indexer::close);
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
