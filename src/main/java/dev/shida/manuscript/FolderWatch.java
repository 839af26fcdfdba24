package dev.shida.manuscript;

import static dev.shida.manuscript.ManuscriptFolder.name;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder that have changed and are stable: in the same state in two scans, one after the other. It polls,
 * as file systems that are mounted, such as NFS and a Kubernetes ConfigMap, do not notify of all changes.
 */
final class FolderWatch {
    /**
     * What differs when a file has changed: its size, time of modification or identity.
     *
     * @param size negative for what is not there, such as the target of a symbolic link
     */
    record FileState(long size, FileTime modified, @Nullable Object key) {
        static final FileState NONE = new FileState(-1, FileTime.fromMillis(0), null);

        static FileState of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /** The result of reading a file. */
    enum ReadResult {
        DONE,
        /** A change elsewhere may make it publishable. */
        LEFT_OUT,
        /** It could not be read, or the store could not be written. */
        FAILED
    }

    /** The states in the last scan, by name. */
    private Map<String, FileState> seen = new HashMap<>();

    /** The states in which files were read, by name. */
    private final Map<String, FileState> read = new HashMap<>();

    private final Map<String, ReadResult> results = new HashMap<>();
    private boolean again;

    /** Scans the folder. */
    void scan(ManuscriptFolder folder) {
        seen = new HashMap<>();
        folder.manuscripts().forEach(file -> seen.put(name(file), FileState.of(file)));
    }

    /** Whether a file was modified so short a time ago that it may still be written. */
    boolean isRecentlyModified(Duration interval) {
        Instant now = Instant.now();
        return seen.values().stream()
                .map(state -> state.modified().toInstant())
                .anyMatch(modified -> modified.isAfter(now.minus(interval)) && modified.isBefore(now.plus(interval)));
    }

    /**
     * Scans again, and returns the files that are stable and have changed since they were read, in order of name; with any of
     * them those that were left out, and always those that failed.
     */
    List<Path> due(ManuscriptFolder folder) {
        Map<String, FileState> before = seen;
        scan(folder);
        boolean hasChanged = read.keySet().removeIf(name -> !seen.containsKey(name) && !before.containsKey(name));
        results.keySet().retainAll(read.keySet());
        List<Path> stable = folder.manuscripts().stream()
                .filter(file -> Objects.equals(seen.get(name(file)), before.get(name(file))))
                .toList();
        hasChanged |= again || stable.stream().anyMatch(this::hasChanged);
        ReadResult least = hasChanged ? ReadResult.LEFT_OUT : ReadResult.FAILED;
        return stable.stream()
                .filter(file -> hasChanged(file) || result(file).compareTo(least) >= 0)
                .toList();
    }

    /** Whether a file has changed since it was read. */
    boolean hasChanged(Path file) {
        return !Objects.equals(seen.get(name(file)), read.get(name(file)));
    }

    private ReadResult result(Path file) {
        return results.getOrDefault(name(file), ReadResult.DONE);
    }

    /** Makes the next scans find every file changed. */
    void reset() {
        read.clear();
    }

    /** Whether a file is as it was in the last scan. */
    boolean isUnchanged(Path file) {
        return FileState.of(file).equals(seen.get(name(file)));
    }

    /** Records the result of reading a file. */
    void record(Path file, ReadResult result) {
        read.put(name(file), seen.getOrDefault(name(file), FileState.NONE));
        results.put(name(file), result);
    }

    /** Makes the next scan return what was left out, if what is published has changed. */
    void retryLeftOut(boolean hasPublished) {
        again = hasPublished && results.containsValue(ReadResult.LEFT_OUT);
    }
}
