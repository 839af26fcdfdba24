package dev.shida.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * The index in the store's folder.
 *
 * @param data the store's folder
 */
public record IndexFolder(Path data) implements IndexUpdater.Opener {
    private static final String NAME = "index";

    /** By the store's folder, until it is opened. Of the process, as it is filled before there are beans. */
    private static final Map<Path, CompletableFuture<VerifiedIndex>> VERIFIED = new ConcurrentHashMap<>();

    /**
     * Verifies the index in the store's folder in the background: the start of the service leaves a core idle, and waits for
     * the index at its end.
     */
    public static void verifyEarly(Path data) {
        IndexFolder folder = new IndexFolder(data);
        VERIFIED.put(
                data,
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return VerifiedIndex.verify(folder.open());
                            } catch (IOException e) {
                                // Tried again, and logged, when the index is opened.
                                throw new UncheckedIOException(e);
                            }
                        },
                        task -> {
                            Thread thread = new Thread(task, "search index, before the start");
                            thread.setDaemon(true);
                            thread.start();
                        }));
    }

    /** The revision of the store that the index in its folder has; 0 if there is none that says so. */
    public static long revisionIn(Path data) {
        return VerifiedIndex.revisionIn(data.resolve(NAME));
    }

    @Override
    public Directory open() throws IOException {
        return new MMapDirectory(data.resolve(NAME));
    }

    @Override
    public VerifiedIndex verify() throws IOException {
        CompletableFuture<VerifiedIndex> early = VERIFIED.remove(data);
        return early != null
                        && early.handle((found, failure) -> failure == null).join()
                ? early.join()
                : VerifiedIndex.verify(open());
    }
}
