package dev.shida.manuscript;

import static dev.shida.manuscript.ManuscriptFolder.name;
import static dev.shida.manuscript.Wording.fileName;
import static java.util.stream.Collectors.toMap;

import dev.shida.manuscript.FolderWatch.ReadResult;
import dev.shida.manuscript.Press.PublishResult;
import dev.shida.trace.Span;
import dev.shida.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Reads files of a folder and publishes them, in order of name; but a file whose edition belongs to another one after that
 * one, which may have another edition now.
 */
final class FolderReading {
    private static final Logger LOG = Logger.getLogger(ManuscriptFolders.class);

    private static final Counter LEFT_OUT = Counter.builder("shida.manuscripts.left.out")
            .description("Readings of manuscripts that were not published, for a fault or a failure")
            .register(Metrics.globalRegistry);

    private final Press press;
    private final ManuscriptFolder folder;
    private final Function<String, SourceName> source;
    private final FolderWatch watch;
    private final FaultLog reports;
    private final Map<String, Path> all;
    private final Map<String, Path> unread = new LinkedHashMap<>();
    /** The names of the files whose publication waits for that of another. */
    private final Set<String> waiting = new HashSet<>();

    private final Set<String> formerEditions = new TreeSet<>();
    private int published;
    private int unchanged;
    private int leftOut;
    private boolean hasMoved;
    private boolean hasStoreFailed;

    /** @param source the name as a source of a file of the folder */
    FolderReading(
            Press press,
            ManuscriptFolder folder,
            Function<String, SourceName> source,
            FolderWatch watch,
            FaultLog reports) {
        this.press = press;
        this.folder = folder;
        this.source = source;
        this.watch = watch;
        this.reports = reports;
        this.all = folder.manuscripts().stream().collect(toMap(ManuscriptFolder::name, file -> file));
    }

    /**
     * Publishes files.
     *
     * @param stopped ends the reading early
     */
    void read(Collection<Path> files, BooleanSupplier stopped) {
        files.forEach(file -> unread.put(name(file), file));
        while (!unread.isEmpty() && !stopped.getAsBoolean()) {
            read(unread.values().iterator().next());
        }
    }

    /** Whether anything that is published, or the file that it belongs to, has changed. */
    boolean hasChanged() {
        return published > 0 || hasMoved;
    }

    /** Whether anything could not be published for a failure that is none of the manuscript's. */
    boolean hasStoreFailed() {
        return hasStoreFailed;
    }

    /** The editions that files had before. */
    Set<String> formerEditions() {
        return formerEditions;
    }

    String counts() {
        return "%d published, %d unchanged, %d left out".formatted(published, unchanged, leftOut);
    }

    private void read(Path file) {
        String name = name(file);
        String shown = fileName(name);
        unread.remove(name);
        waiting.add(name);
        if (watch.hasChanged(file)) {
            reports.clear(name);
        }
        try {
            byte[] bytes = folder.read(file);
            if (!watch.isUnchanged(file)) {
                leftOut++;
                return;
            }
            report(name, publish(name, bytes));
            reports.clear(name);
            watch.record(file, ReadResult.DONE);
        } catch (FaultyManuscript e) {
            leaveOut(file, ReadResult.LEFT_OUT);
            reports.report(name, e.faults());
        } catch (IOException e) {
            // What is no file is read again once there is something else, a file that cannot be read at every scan.
            boolean isFile = folder.has(file);
            leaveOut(file, isFile ? ReadResult.FAILED : ReadResult.DONE);
            reports.reportUnreadable(name, isFile, e);
        } catch (RuntimeException e) {
            hasStoreFailed = true;
            leaveOut(file, ReadResult.FAILED);
            reports.report(name, Level.ERROR, shown + ": cannot be published: " + Wording.cause(e));
            LOG.debugf(e, "%s: cannot be published", shown);
        } finally {
            waiting.remove(name);
        }
    }

    private void leaveOut(Path file, ReadResult result) {
        LEFT_OUT.increment();
        leftOut++;
        watch.record(file, result);
    }

    private void report(String name, PublishResult outcome) {
        String shown = fileName(name);
        outcome.revision()
                .ifPresentOrElse(
                        revision -> {
                            published++;
                            LOG.infof("%s: published %s as revision %d", shown, revision.edition(), revision.number());
                        },
                        () -> unchanged++);
        FaultLog.lines(name, outcome.warnings()).forEach(LOG::warn);
        outcome.notes()
                .forEach(note -> LOG.logf(note.isWarning() ? Level.WARN : Level.INFO, "%s: %s", shown, note.text()));
        outcome.formerEdition().ifPresent(formerEditions::add);
        hasMoved |= outcome.formerEdition().isPresent();
    }

    private PublishResult publish(String name, byte[] bytes) throws FaultyManuscript {
        Set<String> gone = new HashSet<>();
        while (true) {
            try {
                return Traces.traced(
                        "publish", span -> publish(span, source.apply(name).text(), bytes, gone));
            } catch (EditionConflict taken) {
                if (!readOwnerFirst(taken, gone)) {
                    throw taken;
                }
            }
        }
    }

    private PublishResult publish(Span span, String source, byte[] bytes, Set<String> gone) throws FaultyManuscript {
        span.set("shida.source", source);
        PublishResult outcome = press.publish(source, bytes, gone);
        outcome.revision().ifPresent(revision -> {
            span.set("shida.edition", revision.edition());
            span.set("shida.revision", revision.number());
        });
        return outcome;
    }

    /**
     * Reads the source that an edition belongs to, or is to belong to.
     *
     * @param gone completed with that source, if it does not have the edition any more
     * @return whether that may have changed anything
     */
    private boolean readOwnerFirst(EditionConflict taken, Set<String> gone) {
        String owner = SourceName.of(taken.owner()).file();
        if (!taken.owner().equals(source.apply(owner).text())) {
            return false;
        }
        if (waiting.contains(owner)) {
            return gone.add(taken.owner());
        }
        if (all.containsKey(owner)) {
            Optional<Path> unreadOwner = Optional.ofNullable(unread.get(owner));
            unreadOwner.ifPresent(this::read);
            return unreadOwner.isPresent();
        }
        unread.values().stream()
                .filter(file -> hasDigest(file, taken.digest()))
                .findFirst()
                .ifPresent(this::read);
        return gone.add(taken.owner());
    }

    /** Whether a file has the bytes that are published: then the file of the edition was renamed to it. */
    private boolean hasDigest(Path file, String digest) {
        try {
            return Press.digest(folder.read(file)).equals(digest);
        } catch (IOException e) {
            return false;
        }
    }
}
