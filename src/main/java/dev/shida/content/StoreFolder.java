package dev.shida.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of the store, held by one process at a time: until it is closed, or until the process ends, however it ends, as
 * the operating system then releases the lock.
 */
public final class StoreFolder implements AutoCloseable {
    /** The name of the file that is locked. */
    public static final String LOCK = "shida.lock";

    private final Path path;
    private final FileLock lock;

    private StoreFolder(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Where the folder is.
     *
     * @param setting the value of {@code shida.data}
     * @throws UnusableStore if no folder can have this name
     */
    public static Path locate(String setting) throws UnusableStore {
        try {
            // In the database's address a semicolon ends the folder; an empty one is the current folder.
            if (setting.isEmpty() || setting.contains(";")) {
                throw new InvalidPathException(setting, setting.isEmpty() ? "it is empty" : "it has a semicolon");
            }
            // H2 refuses a relative folder that does not begin with "./".
            return Path.of(setting).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UnusableStore(
                    setting + ": this cannot be the name of the folder, as " + e.getReason() + ". Give another.");
        }
    }

    /**
     * Holds a folder, which is created when absent.
     *
     * @return empty if another process holds it
     * @throws UnusableStore if it cannot be written
     */
    public static Optional<StoreFolder> tryHold(Path path) throws UnusableStore {
        try {
            Path file = Files.createDirectories(path).resolve(LOCK);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            // The process that held the folder may just have deleted the file, which another could then make anew.
            if (lock == null || Files.notExists(file)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new StoreFolder(path, lock));
        } catch (IOException e) {
            throw new UnusableStore(path + ": this folder cannot be written (" + e
                    + "). Mend that, or give this process another folder.");
        }
    }

    /**
     * Holds a folder, which is created when absent.
     *
     * @throws UnusableStore if it cannot be written, or another process holds it
     */
    public static StoreFolder hold(Path path) throws UnusableStore {
        return tryHold(path)
                .orElseThrow(() -> new UnusableStore(path
                        + ": another process is using this folder. Stop it, or give this process another folder."));
    }

    /** The absolute path. */
    public Path path() {
        return path;
    }

    /** Releases it; where there is no store in it, as after a restore that failed, it is left without the lock's file. */
    @Override
    public void close() throws IOException {
        if (Files.notExists(path.resolve(StoreFile.NAME))) {
            Files.deleteIfExists(path.resolve(LOCK));
        }
        lock.acquiredBy().close();
    }
}
