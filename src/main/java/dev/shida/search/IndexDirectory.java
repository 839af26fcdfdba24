package dev.shida.search;

import dev.shida.content.Revision;
import dev.shida.content.Story;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy.OneMerge;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.jboss.logging.Logger;

/**
 * The index on disk. Each commit records which revision it has, and by which schema; what is not committed is lost when
 * the process ends, and indexed again.
 */
final class IndexDirectory implements Closeable {
    private static final Logger LOG = Logger.getLogger(IndexDirectory.class);
    static final String SCHEMA = "schema";
    private static final String REVISION = "revision";
    private static final String STATE = "state";

    /** So many bytes Lucene may take for what it indexes, before it writes a segment. */
    private static final long MAX_INDEXED =
            Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** So much text is buffered, in UTF-16 units, and sorted; Lucene took half as long again to sort it by itself. */
    private static final long MAX_BUFFERED = MAX_INDEXED / 16;

    /**
     * Segments of each tier once the index has caught up: a search looks into every one. Until then Lucene's ten, with which
     * each document is merged less often.
     */
    private static final double FEW_SEGMENTS = 4;

    private final Directory directory;
    private final IndexWriter writer;
    private final TieredMergePolicy merging;
    private final Map<String, List<Story>> buffered = new HashMap<>();
    private long bufferedSize;
    private StoreState bufferedState;
    private StoreState flushedState;
    private StoreState committedState;

    private IndexDirectory(Directory directory, IndexWriter writer, TieredMergePolicy merging, StoreState state) {
        this.directory = directory;
        this.writer = writer;
        this.merging = merging;
        bufferedState = state;
        flushedState = state;
        committedState = state;
    }

    /**
     * Opens the index, or an empty one in its place if it cannot be used.
     *
     * @param isPast whether the store has been in the state that a commit records
     * @param onMerge called after segments were merged
     */
    static IndexDirectory open(VerifiedIndex found, Predicate<StoreState> isPast, Runnable onMerge) throws IOException {
        try (found) {
            Directory directory = found.directory();
            TieredMergePolicy merging = new TieredMergePolicy();
            IndexWriterConfig config = new IndexWriterConfig(new WordAnalyzer())
                    .setRAMBufferSizeMB(MAX_INDEXED / (double) (1 << 20))
                    .setMergePolicy(merging)
                    .setMergeScheduler(notifying(onMerge))
                    .setIndexSort(StoryDocument.ORDER)
                    .setCommitOnClose(false);
            Optional<DirectoryReader> usable = found.reader().filter(reader -> isPast.test(found.state()));
            if (usable.isPresent()) {
                config.setOpenMode(IndexWriterConfig.OpenMode.APPEND)
                        .setIndexCommit(usable.get().getIndexCommit());
                return new IndexDirectory(directory, new IndexWriter(directory, config), merging, found.state());
            }
            String fault = found.reader().isPresent() ? "it is of another store" : found.fault();
            if (!fault.isEmpty()) {
                LOG.warnf("the search index cannot be used, as %s; it is rebuilt", fault);
            }
            // Its files are deleted, which not every system does while they are open.
            found.close();
            empty(directory);
            config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
            return new IndexDirectory(directory, new IndexWriter(directory, config), merging, StoreState.EMPTY);
        }
    }

    private static void empty(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
    }

    private static MergeScheduler notifying(Runnable onMerge) {
        return new ConcurrentMergeScheduler() {
            @Override
            protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
                super.doMerge(source, merge);
                // addIndexes is scheduled as a merge too, of no segments.
                if (!merge.segments.isEmpty()) {
                    onMerge.run();
                }
            }

            /** The writer fails with it, and that is logged; thrown, it would be a trace on the thread's error stream. */
            @Override
            protected void handleMergeException(Throwable failure) {
                LOG.debug("segments of the search index cannot be merged", failure);
            }
        };
    }

    /**
     * The state of the store that an index was made from.
     *
     * @param identity distinguishes revisions of the same number in different stores
     */
    record StoreState(long revision, String identity) {
        static final StoreState EMPTY = new StoreState(0, "");

        /** As the user data of a commit records it. */
        static StoreState in(Map<String, String> data) {
            return new StoreState(Long.parseLong(data.getOrDefault(REVISION, "")), data.getOrDefault(STATE, ""));
        }

        static StoreState of(Revision revision) {
            return new StoreState(revision.number(), revision.edition() + " " + revision.publishedAt());
        }
    }

    /** The revision up to which everything is buffered or flushed. */
    long bufferedRevision() {
        return bufferedState.revision;
    }

    /** The revision up to which everything is flushed. */
    long revision() {
        return flushedState.revision;
    }

    /** The revision that the last commit has; 0 before the first. */
    long committed() {
        return committedState.revision;
    }

    /**
     * Replaces the stories of an edition by those that a revision published. They are buffered, and flushed many at a time
     * in the index's order.
     */
    void replace(Revision revision, List<Story> stories) throws IOException {
        buffered.put(revision.edition(), stories);
        bufferedState = StoreState.of(revision);
        for (Story story : stories) {
            bufferedSize += story.parts().orElseThrow().stream()
                    .mapToInt(part -> part.text().length())
                    .sum();
        }
        if (bufferedSize > MAX_BUFFERED) {
            flushBuffer();
        }
    }

    private void flushBuffer() throws IOException {
        writer.deleteDocuments(buffered.keySet().stream()
                .map(edition -> new Term(StoryDocument.EDITION, edition))
                .toArray(Term[]::new));
        List<Story> stories = buffered.values().stream()
                .flatMap(List::stream)
                .sorted(StoryDocument.IN_ORDER)
                .toList();
        for (Story story : stories) {
            writer.addDocument(StoryDocument.of(story));
        }
        buffered.clear();
        bufferedSize = 0;
    }

    /** Flushes all that is buffered. */
    void flush() throws IOException {
        flushBuffer();
        flushedState = bufferedState;
    }

    /** Commits, with the state up to which everything is flushed. */
    void commit() throws IOException {
        writer.setLiveCommitData(Map.of(
                        SCHEMA,
                        String.valueOf(StoryDocument.SCHEMA),
                        REVISION,
                        String.valueOf(flushedState.revision),
                        STATE,
                        flushedState.identity)
                .entrySet());
        writer.commit();
        committedState = flushedState;
    }

    /** Merges segments until there are few, in the background. */
    void mergeToFewSegments() throws IOException {
        merging.setSegmentsPerTier(FEW_SEGMENTS);
        writer.maybeMerge();
    }

    /** A reader of everything that is flushed. */
    DirectoryReader openReader() throws IOException {
        return DirectoryReader.open(writer);
    }

    /** Discards what is not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            writer.rollback();
        }
    }
}
