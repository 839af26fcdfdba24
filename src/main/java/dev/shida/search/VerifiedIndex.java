package dev.shida.search;

import dev.shida.search.IndexDirectory.Recorded;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NoLockFactory;

/**
 * An index as it is found on disk, every byte of which has been looked at.
 *
 * @param reader of it, if it is sound
 * @param recorded the state of the store that it says it has
 * @param fault what is wrong with it; empty if it is sound or not there at all
 */
record VerifiedIndex(Directory directory, Optional<DirectoryReader> reader, Recorded recorded, String fault)
        implements Closeable {

    /** The revision that the last commit in a folder records; 0 if none can be read. Nothing else is read of it. */
    static long revisionIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Directory directory = new NIOFSDirectory(folder, NoLockFactory.INSTANCE)) {
            return Recorded.in(SegmentInfos.readLatestCommit(directory).getUserData())
                    .revision();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Looks through what is in a directory, and makes what is kept of each segment. */
    static VerifiedIndex lookThrough(Directory directory) throws IOException {
        if (directory.listAll().length == 0) {
            return new VerifiedIndex(directory, Optional.empty(), Recorded.NOTHING, "");
        }
        try {
            Optional<String> fault = fault(directory);
            if (fault.isPresent()) {
                return new VerifiedIndex(directory, Optional.empty(), Recorded.NOTHING, fault.get());
            }
            DirectoryReader reader = DirectoryReader.open(directory);
            for (LeafReaderContext leaf : reader.leaves()) {
                StorySearcher.prepare(leaf.reader());
            }
            Recorded recorded = Recorded.in(reader.getIndexCommit().getUserData());
            return new VerifiedIndex(directory, Optional.of(reader), recorded, "");
        } catch (IOException | RuntimeException | InternalError e) {
            // A memory-mapped file that is shorter than it was is an InternalError.
            return new VerifiedIndex(directory, Optional.empty(), Recorded.NOTHING, "it is damaged (" + e + ")");
        }
    }

    /** With a reader of its own: of this one's memory maps all pages would stay in the process. */
    private static Optional<String> fault(Directory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> data = reader.getIndexCommit().getUserData();
            if (!String.valueOf(StoryDocument.SCHEMA).equals(data.get(IndexDirectory.SCHEMA))) {
                return Optional.of("it is of another schema");
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return Optional.empty();
        }
    }

    /** Closes the reader; whoever writes to the index from now on shares what it has open. */
    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
        }
    }
}
