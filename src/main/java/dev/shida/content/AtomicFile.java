package dev.shida.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole, or not at all. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Puts a complete file in the place of another, which may exist. After a crash the other is there, or the complete one.
     *
     * @param complete in the same folder
     */
    public static void replace(Path file, Path complete) throws IOException {
        sync(complete, StandardOpenOption.WRITE);
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
