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
 * Keeps an index in step with what is published.
 *
 * <p>An index has a revision, and catches up by indexing the editions that were published since. It does so when it is
 * told of a publication, and when someone asks for a revision that it does not have yet: so it does not matter who
 * published, nor on which machine, nor whether the news came through. Whoever asks names the revision that their
 * transaction reads, and gets the index of that revision or none. So the list that the index finds and the stories that
 * the store tells are of one state. The last few revisions are kept for transactions that began before a publication.
 *
 * <p>One thread does all the writing. What it has written can be read when it is complete up to a revision, never before;
 * a commit that says revision 7 has every edition that was last published by then. What was published later is indexed
 * again after a crash, which changes nothing if it was in already.
 *
 * <p>If anything fails, the index is closed and opened again for the next attempt; opening checks every byte, and begins
 * anew if one is wrong. Until an attempt succeeds, whoever asks is told so: no answer is better than a wrong one.
 */
final class IndexUpdater implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IndexUpdater.class);

    /** How many states are kept besides the present one. */
    private static final int KEPT = 3;

    /** How many editions are asked for at once. */
    private static final int BATCH = 16;

    /** After so many editions what is in is committed, if there are more. */
    private static final int COMMIT_EVERY = 8_192;

    /** So many revisions may be in without a commit, which takes the disk longer than to find them again after a crash. */
    private static final int UNCOMMITTED = 64;

    private static final long LOG_EVERY = TimeUnit.SECONDS.toNanos(10);
    private static final long LOG_AGAIN = TimeUnit.MINUTES.toNanos(1);
    private static final long PATIENCE_SECONDS = 5;
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);

    /** Opens the directory of the index. */
    interface Opening {
        Directory open() throws IOException;

        /** Looks through what is there. */
        default VerifiedIndex lookThrough() throws IOException {
            return VerifiedIndex.lookThrough(open());
        }
    }

    private final IndexSource published;
    private final Opening opening;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "search index");
        thread.setDaemon(true);
        return thread;
    });

    /** The states that can be read, the present one first. */
    private final Deque<State> states = new ArrayDeque<>();

    private @Nullable CompletableFuture<Void> waiting;
    private @Nullable Failure failure;
    private volatile @Nullable String progress;
    private volatile boolean closing;

    /** The worker's own. */
    private @Nullable IndexDirectory folder;

    private String logged = "";
    private long loggedAt;

    IndexUpdater(IndexSource published, Opening opening) {
        this.published = published;
        this.opening = opening;
    }

    private record Failure(Throwable cause, long at) {}

    /** The index of one revision. Whoever got it closes it. */
    static final class State implements AutoCloseable {
        private final long revision;
        private final StorySearcher searcher;

        State(long revision, DirectoryReader reader) {
            this.revision = revision;
            searcher = new StorySearcher(reader);
        }

        long revision() {
            return revision;
        }

        StorySearcher searcher() {
            return searcher;
        }

        private boolean acquire() {
            return searcher.getIndexReader().tryIncRef();
        }

        @Override
        public void close() {
            try {
                searcher.getIndexReader().decRef();
            } catch (IOException e) {
                LOG.warn("a state of the search index cannot be closed", e);
            }
        }
    }

    /**
     * The index of a revision.
     *
     * @throws StaleRevision if the index is at a later one
     * @throws IndexUnavailable if it cannot be had
     */
    State at(long revision) {
        Optional<State> state = held(revision);
        if (state.isPresent()) {
            return state.get();
        }
        checkFailure();
        await(catchUp());
        return held(revision).orElseThrow(() -> new IndexUnavailable("The search index is behind."));
    }

    private synchronized Optional<State> held(long revision) {
        State present = states.peekFirst();
        if (present == null || present.revision < revision) {
            return Optional.empty();
        }
        for (State state : states) {
            if (state.revision == revision && state.acquire()) {
                return Optional.of(state);
            }
        }
        throw new StaleRevision(revision, present.revision);
    }

    /** Does not try again at once what has just failed. */
    private synchronized void checkFailure() {
        if (failure != null && System.nanoTime() - failure.at < PAUSE_AFTER_FAILURE) {
            throw new IndexUnavailable("The search index cannot be kept at present.", failure.cause);
        }
    }

    private void await(CompletableFuture<Void> done) {
        String now = progress;
        try {
            if (now == null) {
                done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            }
        } catch (TimeoutException e) {
            now = progress;
        } catch (ExecutionException e) {
            throw new IndexUnavailable("The search index cannot be kept at present.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IndexUnavailable("The search index is being built" + (now == null ? "." : ": " + now + "."));
    }

    /** Has the index catch up, and waits for it, but not for long: whoever looks for something does that. */
    void keepUp() {
        try {
            await(catchUp());
        } catch (IndexUnavailable e) {
            // What failed has been logged.
            LOG.debug("the search index is behind", e);
        }
    }

    /** Has the index catch up, and waits for it for so long at most, even while it is being built. */
    void settle(long seconds) {
        try {
            catchUp().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What failed has been logged.
            LOG.debug("the search index is behind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the index catch up with all that is published by now. */
    synchronized CompletableFuture<Void> catchUp() {
        CompletableFuture<Void> pending = waiting;
        if (pending == null) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            worker.execute(() -> run(done));
            waiting = done;
            pending = done;
        }
        return pending;
    }

    private void run(CompletableFuture<Void> done) {
        synchronized (this) {
            // Who asks from now on may mean something published after this began.
            waiting = null;
        }
        attempt(
                () -> {
                    follow();
                    synchronized (this) {
                        failure = null;
                    }
                    done.complete(null);
                },
                done::completeExceptionally);
    }

    /** Has the index take in what is published by now, to be read once it catches up. */
    void takeIn() {
        worker.execute(() -> attempt(this::gather, e -> {}));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step, Consumer<Throwable> failed) {
        try {
            step.run();
        } catch (IOException | RuntimeException | InternalError e) {
            logFailure(e);
            abandon(e);
            failed.accept(e);
        } finally {
            progress = null;
        }
    }

    /** Once a minute, as long as it is the same: each caller makes another attempt. */
    private void logFailure(Throwable e) {
        String line = "the search index cannot be brought up to date: " + e;
        if (!line.equals(logged) || System.nanoTime() - loggedAt > LOG_AGAIN) {
            logged = line;
            loggedAt = System.nanoTime();
            LOG.error(line, e instanceof IOException || e instanceof DamagedContent ? null : e);
        }
    }

    private void follow() throws IOException {
        long start = System.nanoTime();
        IndexDirectory index = opened();
        long before = index.revision();
        long editions = gather();
        if (closing) {
            return;
        }
        if (index.gathered() > before) {
            index.reach();
        }
        long uncommitted = index.revision() - index.committed();
        if (uncommitted > UNCOMMITTED || (uncommitted > 0 && index.committed() == 0)) {
            index.commit();
        }
        boolean first = present() == null;
        if (first || index.revision() > before) {
            show(index.revision(), index.read());
            index.settle();
        }
        if (first || editions > BATCH) {
            LOG.infof(
                    "search index: at revision %d; %d editions in %d ms",
                    index.revision(), editions, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private IndexDirectory opened() throws IOException {
        IndexDirectory index = folder;
        if (index == null) {
            index = IndexDirectory.open(opening.lookThrough(), this::isPast, this::refresh);
            folder = index;
        }
        return index;
    }

    /** Gathers what is published and not in yet; says how many editions that was. */
    private long gather() throws IOException {
        IndexDirectory index = opened();
        long told = System.nanoTime();
        long editions = 0;
        List<Revision> batch = published.after(index.gathered(), BATCH);
        while (!batch.isEmpty() && !closing) {
            Revision last = batch.get(batch.size() - 1);
            // Of an edition that has been published again meanwhile there are none: it comes again.
            Map<String, List<Story>> stories =
                    published.stories(batch.get(0), last).stream().collect(Collectors.groupingBy(Story::edition));
            for (Revision revision : batch) {
                index.replace(revision, stories.getOrDefault(revision.edition(), List.of()));
            }
            editions += batch.size();
            if (index.gathered() - index.committed() >= COMMIT_EVERY) {
                index.reach();
                index.commit();
            }
            if (System.nanoTime() - told > LOG_EVERY) {
                told = System.nanoTime();
                progress = editions + " editions are in";
                LOG.infof("search index: %d editions are in, up to revision %d", editions, last.number());
            }
            batch = published.after(last.number(), BATCH);
        }
        return editions;
    }

    private boolean isPast(IndexDirectory.Recorded recorded) {
        return published
                .revision(recorded.revision())
                .map(IndexDirectory.Recorded::of)
                .filter(recorded::equals)
                .isPresent();
    }

    private void show(long revision, DirectoryReader reader) throws IOException {
        State state = new State(revision, reader);
        state.searcher.prepare();
        synchronized (this) {
            State present = states.peekFirst();
            if (present != null && present.revision == revision) {
                states.removeFirst().close();
            }
            states.addFirst(state);
            while (states.size() > KEPT + 1) {
                states.removeLast().close();
            }
        }
    }

    /** Shows the present revision in the segments that there are now, which some of before have become. */
    private void refresh() {
        try {
            worker.execute(() -> attempt(this::showMerged, e -> {}));
        } catch (RejectedExecutionException e) {
            LOG.debug("merged while the index was closed", e);
        }
    }

    private void showMerged() throws IOException {
        State present = present();
        IndexDirectory index = folder;
        // What is gathered may be in, in part.
        if (index != null && present != null && index.gathered() == present.revision) {
            DirectoryReader now = DirectoryReader.openIfChanged((DirectoryReader) present.searcher.getIndexReader());
            if (now != null) {
                show(present.revision, now);
            }
            // Otherwise a commit comes anyway.
            if (index.committed() == index.revision()) {
                index.commit();
            }
        }
    }

    private synchronized @Nullable State present() {
        return states.peekFirst();
    }

    /** Gives an index up that does not answer as it should; it is checked when it is opened again. */
    void suspect(Throwable cause) {
        LOG.errorf(cause, "the search index fails; it is checked");
        worker.execute(() -> abandon(cause));
    }

    private void keep() {
        IndexDirectory index = folder;
        if (index != null && index.revision() > index.committed()) {
            try {
                index.commit();
            } catch (IOException | RuntimeException e) {
                LOG.warnf("the search index cannot be written down; what is missing is found at the next start: %s", e);
            }
        }
    }

    private void abandon(Throwable cause) {
        synchronized (this) {
            failure = new Failure(cause, System.nanoTime());
        }
        leave();
    }

    private void leave() {
        synchronized (this) {
            states.forEach(State::close);
            states.clear();
        }
        IndexDirectory index = folder;
        folder = null;
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
        worker.execute(this::keep);
        worker.execute(this::leave);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the search index is still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
