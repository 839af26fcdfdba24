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
 * Tells which files of a folder have changed and are still: in the same state at two looks, one after the other. It looks
 * at the state of each file rather than be told of changes, as file systems that are mounted, such as NFS and a
 * Kubernetes ConfigMap, do not tell of all of them.
 */
final class FolderWatch {
    /**
     * What a change of a file changes: its size or time of modification, or which file it is.
     *
     * @param size negative for what is not there, such as the target of a symbolic link
     */
    private record State(
            long size, FileTime modified, @Nullable Object key) {
        private static final State NONE = new State(-1, FileTime.fromMillis(0), null);

        static State of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /** What came of a file that was read. */
    enum Result {
        DONE,
        /** A change elsewhere may make it publishable. */
        LEFT_OUT,
        /** It could not be read, or the store could not be written. */
        FAILED
    }

    /** The states at the last look, by name. */
    private Map<String, State> seen = new HashMap<>();

    /** The states in which files were read, by name. */
    private final Map<String, State> read = new HashMap<>();

    private final Map<String, Result> results = new HashMap<>();
    private boolean again;

    /** Looks at the folder for the first time. */
    void look(ManuscriptFolder folder) {
        seen = new HashMap<>();
        folder.manuscripts().forEach(file -> seen.put(name(file), State.of(file)));
    }

    /** Whether a file was modified so short a time ago that it may still be written. */
    boolean mayBeWritten(Duration interval) {
        Instant now = Instant.now();
        return seen.values().stream()
                .map(state -> state.modified().toInstant())
                .anyMatch(modified -> modified.isAfter(now.minus(interval)) && modified.isBefore(now.plus(interval)));
    }

    /**
     * Looks again: the files that are still, and have changed since they were read, in order of name. With any of them come
     * those that were left out; and those that failed always come.
     */
    List<Path> due(ManuscriptFolder folder) {
        Map<String, State> before = seen;
        look(folder);
        boolean hasChanged = read.keySet().removeIf(name -> !seen.containsKey(name) && !before.containsKey(name));
        results.keySet().retainAll(read.keySet());
        List<Path> still = folder.manuscripts().stream()
                .filter(file -> Objects.equals(seen.get(name(file)), before.get(name(file))))
                .toList();
        hasChanged |= again || still.stream().anyMatch(this::hasChanged);
        Result least = hasChanged ? Result.LEFT_OUT : Result.FAILED;
        return still.stream()
                .filter(file -> hasChanged(file) || result(file).compareTo(least) >= 0)
                .toList();
    }

    /** Whether a file has changed since it was read. */
    boolean hasChanged(Path file) {
        return !Objects.equals(seen.get(name(file)), read.get(name(file)));
    }

    private Result result(Path file) {
        return results.getOrDefault(name(file), Result.DONE);
    }

    /** Forgets what was read. */
    void forget() {
        read.clear();
    }

    /** Whether a file is as it was at the last look. */
    boolean isStill(Path file) {
        return State.of(file).equals(seen.get(name(file)));
    }

    /** Notes what came of a file. */
    void note(Path file, Result result) {
        read.put(name(file), seen.getOrDefault(name(file), State.NONE));
        results.put(name(file), result);
    }

    /** Has what was left out tried again at the next look, as what is published has changed. */
    void tryAgain(boolean hasPublished) {
        again = hasPublished && results.containsValue(Result.LEFT_OUT);
    }
}
