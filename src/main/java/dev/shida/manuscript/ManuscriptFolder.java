package dev.shida.manuscript;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that manuscripts are read from. Symbolic links may lead about within it, as those of a Kubernetes ConfigMap
 * do, but not out of it.
 *
 * @param path without symbolic links
 * @param manuscripts its manuscripts, in order of name
 * @param others its other entries, in order of name; none whose name begins with a full stop
 */
record ManuscriptFolder(Path path, List<Path> manuscripts, List<Path> others) {

    static ManuscriptFolder of(Path folder) throws IOException {
        Path path = folder.toRealPath();
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> visible = entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted(Comparator.comparing(ManuscriptFolder::name))
                    .toList();
            return new ManuscriptFolder(
                    path,
                    visible.stream().filter(ManuscriptFolder::isManuscript).toList(),
                    visible.stream()
                            .filter(entry -> !isManuscript(entry) && !SynonymsFile.is(entry))
                            .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The bytes of a manuscript; of one that is too large, one more than it may have.
     *
     * @throws IOException also for what is no regular file: opening a named pipe would block until something is written to it
     */
    byte[] read(Path manuscript) throws IOException {
        Path file = manuscript.toRealPath();
        if (!file.startsWith(path)) {
            throw new FileNotFoundException("it is a symbolic link that leads out of the folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(
                    Files.isDirectory(file) ? "it is a folder" : "it is no regular file but a pipe, socket or device");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Manuscript.MAX_BYTES + 1);
        }
    }

    /** Whether there is a file to read: no folder, pipe or device, nor a link that leads out of the folder or nowhere. */
    boolean has(Path manuscript) {
        try {
            Path file = manuscript.toRealPath();
            return file.startsWith(path) && Files.isRegularFile(file);
        } catch (IOException e) {
            return false;
        }
    }

    static String name(Path entry) {
        return entry.getFileName().toString();
    }

    private static boolean isManuscript(Path entry) {
        return name(entry).endsWith(".md");
    }

    /** Why something cannot be read, without its path, which the caller names. */
    static Message reason(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return Message.of("unreadable.no-permission");
        }
        if (failure instanceof NoSuchFileException) {
            return Message.of("unreadable.missing");
        }
        return Message.of(
                "unreadable.other",
                failure instanceof FileSystemException e && e.getReason() != null
                        ? Wording.printable(e.getReason())
                        : Wording.cause(failure));
    }
}
