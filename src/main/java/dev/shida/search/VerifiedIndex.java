package dev.shida.search;

import dev.shida.search.IndexDirectory.StoreState;
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
 * An index as it is found on disk, with its checksums verified.
 *
 * @param reader of it, if it is sound
 * @param state of the store that its commit records
 * @param fault what is wrong with it; empty if it is sound or not there at all
 */
record VerifiedIndex(Directory directory, Optional<DirectoryReader> reader, StoreState state, String fault)
        implements Closeable {

    /** The revision that the last commit in a folder records; 0 if none can be read. Nothing else of it is read. */
    static long revisionIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Directory directory = new NIOFSDirectory(folder, NoLockFactory.INSTANCE)) {
            return StoreState.in(SegmentInfos.readLatestCommit(directory).getUserData())
                    .revision();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Verifies the index in a directory, and fills the caches of each segment. */
    static VerifiedIndex verify(Directory directory) throws IOException {
        if (directory.listAll().length == 0) {
            return new VerifiedIndex(directory, Optional.empty(), StoreState.EMPTY, "");
        }
        try {
            Optional<String> fault = fault(directory);
            if (fault.isPresent()) {
                return new VerifiedIndex(directory, Optional.empty(), StoreState.EMPTY, fault.get());
            }
            DirectoryReader reader = DirectoryReader.open(directory);
            for (LeafReaderContext leaf : reader.leaves()) {
                StorySearcher.warmUp(leaf.reader());
            }
            StoreState state = StoreState.in(reader.getIndexCommit().getUserData());
            return new VerifiedIndex(directory, Optional.of(reader), state, "");
        } catch (IOException | RuntimeException | InternalError e) {
            // A memory-mapped file that is shorter than it was is an InternalError.
            return new VerifiedIndex(directory, Optional.empty(), StoreState.EMPTY, "it is damaged (" + e + ")");
        }
    }

    /** With a reader of its own: all pages of this one's memory maps would stay in the process. */
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

    /** Closes the reader; the writer shares its open files from now on. */
    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
        }
    }
}
