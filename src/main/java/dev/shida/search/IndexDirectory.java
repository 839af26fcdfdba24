package dev.shida.search;

import dev.shida.content.Revision;
import dev.shida.content.Story;
import dev.shida.content.Story.Texts;
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
 * The index on disk. Each commit records which revision it has, and by which schema; what is not committed is gone when
 * the process ends, and then indexed again.
 */
final class IndexDirectory implements Closeable {
    private static final Logger LOG = Logger.getLogger(IndexDirectory.class);
    static final String SCHEMA = "schema";
    private static final String REVISION = "revision";
    private static final String STATE = "state";

    /** So much text is gathered, in UTF-16 units, of which each takes some 24 bytes while it is indexed. */
    private static final long GATHERED =
            Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8) / 16;

    /**
     * Of each size, once the index has caught up; each size is as many times the next smaller one. Lucene's ten, of which
     * each document is merged less often, are enough until then.
     */
    private static final double FEW_SEGMENTS = 4;

    private final Directory directory;
    private final IndexWriter writer;
    private final TieredMergePolicy merging;
    private final Map<String, List<Story>> gathered = new HashMap<>();
    private long size;
    private Recorded gatheredUp;
    private Recorded reached;
    private Recorded committed;

    private IndexDirectory(Directory directory, IndexWriter writer, TieredMergePolicy merging, Recorded recorded) {
        this.directory = directory;
        this.writer = writer;
        this.merging = merging;
        gatheredUp = recorded;
        reached = recorded;
        committed = recorded;
    }

    /**
     * Opens the index, or an empty one in its place if it cannot be used.
     *
     * @param isPast whether the store has been in a state, as {@link #commit} was told of it
     * @param merged told when segments have become one
     */
    static IndexDirectory open(VerifiedIndex found, Predicate<Recorded> isPast, Runnable merged) throws IOException {
        try (found) {
            Directory directory = found.directory();
            TieredMergePolicy merging = new TieredMergePolicy();
            IndexWriterConfig config = new IndexWriterConfig()
                    .setMergePolicy(merging)
                    .setMergeScheduler(telling(merged))
                    .setIndexSort(StoryDocument.ORDER)
                    .setCommitOnClose(false);
            Optional<DirectoryReader> usable = found.reader().filter(reader -> isPast.test(found.recorded()));
            if (usable.isPresent()) {
                config.setOpenMode(IndexWriterConfig.OpenMode.APPEND)
                        .setIndexCommit(usable.get().getIndexCommit());
                return new IndexDirectory(directory, new IndexWriter(directory, config), merging, found.recorded());
            }
            String fault = found.reader().isPresent() ? "it is of another store" : found.fault();
            if (!fault.isEmpty()) {
                LOG.warnf("the search index cannot be used, as %s; it is built anew", fault);
            }
            // Its files are deleted, which not every system does while they are open.
            found.close();
            empty(directory);
            config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
            return new IndexDirectory(directory, new IndexWriter(directory, config), merging, Recorded.NOTHING);
        }
    }

    private static void empty(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
    }

    private static MergeScheduler telling(Runnable merged) {
        return new ConcurrentMergeScheduler() {
            @Override
            protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
                super.doMerge(source, merge);
                // What is taken in whole is scheduled as a merge too, of none.
                if (!merge.segments.isEmpty()) {
                    merged.run();
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
     * The state of the store that an index has.
     *
     * @param state tells revisions of the same number apart, if the store is another one
     */
    record Recorded(long revision, String state) {
        static final Recorded NOTHING = new Recorded(0, "");

        /** What a commit says. */
        static Recorded in(Map<String, String> data) {
            return new Recorded(Long.parseLong(data.getOrDefault(REVISION, "")), data.getOrDefault(STATE, ""));
        }

        static Recorded of(Revision revision) {
            return new Recorded(revision.number(), revision.edition() + " " + revision.publishedAt());
        }
    }

    /** The revision up to which everything is gathered, to be written. */
    long gathered() {
        return gatheredUp.revision;
    }

    /** The revision up to which everything is in. */
    long revision() {
        return reached.revision;
    }

    /** The revision that the last commit has; 0 before the first. */
    long committed() {
        return committed.revision;
    }

    /**
     * Puts the stories that a revision published in place of those that its edition had. They are gathered, and written
     * many at a time in the index's order.
     */
    void replace(Revision revision, List<Story> stories) throws IOException {
        gathered.put(revision.edition(), stories);
        gatheredUp = Recorded.of(revision);
        for (Story story : stories) {
            Texts texts = story.texts().orElseThrow();
            size += texts.replay().length() + texts.commentary().length();
        }
        if (size > GATHERED) {
            write();
        }
    }

    private void write() throws IOException {
        writer.deleteDocuments(gathered.keySet().stream()
                .map(edition -> new Term(StoryDocument.EDITION, edition))
                .toArray(Term[]::new));
        List<Story> stories = gathered.values().stream()
                .flatMap(List::stream)
                .sorted(StoryDocument.IN_ORDER)
                .toList();
        if (!stories.isEmpty()) {
            try (InvertedSegment segment = new InvertedSegment(stories)) {
                writer.addIndexes(segment.reader());
            }
        }
        gathered.clear();
        size = 0;
    }

    /** Has all that is gathered in. */
    void reach() throws IOException {
        write();
        reached = gatheredUp;
    }

    /** Writes down up to which revision everything is in. */
    void commit() throws IOException {
        writer.setLiveCommitData(Map.of(
                        SCHEMA,
                        String.valueOf(StoryDocument.SCHEMA),
                        REVISION,
                        String.valueOf(reached.revision),
                        STATE,
                        reached.state)
                .entrySet());
        writer.commit();
        committed = reached;
    }

    /** Has segments merged until there are few, in the background: every search has to look into each of them. */
    void settle() throws IOException {
        merging.setSegmentsPerTier(FEW_SEGMENTS);
        writer.maybeMerge();
    }

    /** A reader of everything that is in now. */
    DirectoryReader read() throws IOException {
        return DirectoryReader.open(writer);
    }

    /** Leaves what is not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            writer.rollback();
        }
    }
}
