package dev.shida.search;

import dev.shida.edition.Revision;
import dev.shida.edition.Story;
import dev.shida.edition.Story.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.jboss.logging.Logger;

/**
 * The index on disk. Each commit records which revision it has, and by which schema; what is not committed is gone when
 * the process ends, and then indexed again.
 */
final class IndexFolder implements Closeable {
    private static final Logger LOG = Logger.getLogger(IndexFolder.class);
    private static final String SCHEMA = "schema";
    private static final String REVISION = "revision";
    private static final String STATE = "state";
    /** What is indexed and not written yet takes so much of the heap, in bytes. */
    private static final long BUFFER = Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** As much text is gathered, in UTF-16 units: about as much as fits into the buffer when it is indexed. */
    private static final long GATHERED = BUFFER / 16;

    private final Directory directory;
    private final IndexWriter writer;
    private final Map<String, List<Story>> gathered = new HashMap<>();
    private long size;
    private Recorded gatheredUp;
    private Recorded reached;
    private Recorded committed;

    private IndexFolder(Directory directory, IndexWriter writer, Recorded recorded) {
        this.directory = directory;
        this.writer = writer;
        gatheredUp = recorded;
        reached = recorded;
        committed = recorded;
    }

    /**
     * Opens the index, or an empty one in its place if it cannot be used: every byte of it is checked.
     *
     * @param isPast whether the store has been in a state, as {@link #commit} was told of it
     */
    static IndexFolder open(Directory directory, Predicate<Recorded> isPast) throws IOException {
        Optional<Recorded> recorded = usable(directory, isPast);
        if (recorded.isEmpty()) {
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        }
        IndexWriterConfig config = new IndexWriterConfig()
                .setIndexSort(StoryDocument.ORDER)
                .setCommitOnClose(false)
                .setOpenMode(
                        recorded.isPresent() ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE);
        return new IndexFolder(directory, new IndexWriter(directory, config), recorded.orElse(Recorded.NOTHING));
    }

    /**
     * The state of the store that an index has.
     *
     * @param state tells revisions of the same number apart, if the store is another one
     */
    record Recorded(long revision, String state) {
        static final Recorded NOTHING = new Recorded(0, "");

        static Recorded of(Revision revision) {
            return new Recorded(revision.number(), revision.edition() + " " + revision.publishedAt());
        }
    }

    private static Optional<Recorded> usable(Directory directory, Predicate<Recorded> isPast) throws IOException {
        if (directory.listAll().length == 0) {
            return Optional.empty();
        }
        Optional<Recorded> recorded = Optional.empty();
        String fault = "it has none";
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = reader.getIndexCommit().getUserData();
            if (!String.valueOf(StoryDocument.SCHEMA).equals(data.get(SCHEMA))) {
                fault = "it is of another schema";
            } else {
                Recorded state =
                        new Recorded(Long.parseLong(data.getOrDefault(REVISION, "")), data.getOrDefault(STATE, ""));
                for (LeafReaderContext leaf : reader.leaves()) {
                    leaf.reader().checkIntegrity();
                }
                fault = "it is of another store";
                recorded = Optional.of(state).filter(isPast);
            }
        } catch (IOException | RuntimeException | InternalError e) {
            // A memory-mapped file that is shorter than it was is an InternalError.
            fault = "it is damaged (" + e + ")";
        }
        if (recorded.isEmpty()) {
            LOG.warnf("the search index cannot be used, as %s; it is built anew", fault);
        }
        return recorded;
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
            try (StorySegment segment = new StorySegment(stories)) {
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
