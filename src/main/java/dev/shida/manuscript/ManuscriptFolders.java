package dev.shida.manuscript;

import static dev.shida.manuscript.ManuscriptFolder.name;
import static dev.shida.manuscript.Wording.count;
import static dev.shida.manuscript.Wording.fileName;
import static dev.shida.manuscript.Wording.printable;
import static java.util.stream.Collectors.joining;

import dev.shida.content.Publications;
import dev.shida.content.Publications.Provenance;
import dev.shida.content.Revision;
import dev.shida.content.Revision.ResponsesOutdated;
import dev.shida.content.Revisions;
import dev.shida.content.StoreConfig;
import dev.shida.text.Synonyms;
import dev.shida.trace.Traces;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * The folders of manuscripts: the bundled one is published when the service starts, the operator's then and whenever it
 * changes. What lists files of the package is a utility of Quarkus, which is no public API; where a newer version has another,
 * this does not compile.
 */
@ApplicationScoped
class ManuscriptFolders {
    private static final Logger LOG = Logger.getLogger(ManuscriptFolders.class);

    /** The most files that are named of those that are ignored. */
    private static final int MOST_NAMED = 20;

    /** The share of its time that the thread may spend on scans, as one part in so many. */
    private static final int SHARE = 20;

    private static final long STOP_SECONDS = 5;

    /** With less free space nothing is published: H2 closes the store, under its readers too, where it cannot write. */
    private static final long MIN_FREE_DISK = 16L << 20;

    /** How long the folder is not read after the store has failed, other than at a signal: each attempt may close it again. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    /** How long a file that was just written must be unchanged, at most, before it is read at start or at SIGHUP. */
    private static final Duration MAX_STABLE_TIME = Duration.ofSeconds(2);

    /** Above that of the {@code application.properties} within the package. */
    private static final int OPERATORS_ORDINAL = 251;

    private final Press press;
    private final ManuscriptConfig config;
    private final boolean isFolderSet;
    private final Publications publications;
    private final Revisions revisions;
    private final StoreConfig store;
    private final Event<Revision> present;
    private final Event<Synonyms> synonyms;
    private final Event<ResponsesOutdated> outdated;
    private final FolderWatch watch = new FolderWatch();
    private final FaultLog reports = new FaultLog(LOG);
    private final SynonymsFile synonymsFile = new SynonymsFile(reports);
    private final SighupSignal sighup = new SighupSignal();
    private final ScheduledThreadPoolExecutor watcher = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "manuscripts");
        thread.setDaemon(true);
        return thread;
    });
    private List<Path> knownOthers = List.of();
    private boolean wasThere;
    private boolean hasStoreFailed;

    ManuscriptFolders(
            Press press,
            ManuscriptConfig config,
            Config all,
            Publications publications,
            Revisions revisions,
            StoreConfig store,
            Event<Revision> present,
            Event<Synonyms> synonyms,
            Event<ResponsesOutdated> outdated) {
        this.press = press;
        this.config = config;
        this.isFolderSet = all.getConfigValue("shida.manuscripts").getSourceOrdinal() >= OPERATORS_ORDINAL;
        this.publications = publications;
        this.revisions = revisions;
        this.store = store;
        this.present = present;
        this.synonyms = synonyms;
        this.outdated = outdated;
        watcher.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs before the first request is taken: announces the present revision, then publishes. A manuscript that cannot be
     * published is logged and left out.
     */
    void start(@Observes StartupEvent start) {
        revisions.last().ifPresent(present::fire);
        if (config.bundled()) {
            LOG.infof("bundled manuscripts: %s", readBundle());
        } else {
            withdrawBundle();
        }
        readAll();
        LOG.infof(
                "the store in %s is at revision %d",
                printable(store.data().toAbsolutePath().toString()),
                revisions.last().map(Revision::number).orElse(0L));
        if (isWatched()) {
            scheduleScan(config.manuscriptsPoll());
        }
        sighup.handle(this::readAgain);
    }

    /** Waits for the file that is being published, if any is. The thread is not interrupted: that would close the store. */
    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        sighup.restore();
        watcher.shutdown();
        if (!watcher.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("a manuscript is still being published");
        }
    }

    private boolean isWatched() {
        return config.manuscriptsPoll().compareTo(Duration.ZERO) > 0;
    }

    /** Scans the folder after a delay, and then periodically. */
    private void scheduleScan(Duration delay) {
        try {
            watcher.schedule(this::scan, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the folder is not scanned any more", e);
        }
    }

    private void scan() {
        long took = 0;
        try {
            took = readFolder(false);
        } catch (RuntimeException e) {
            reports.report("", Level.ERROR, "shida.manuscripts: cannot be published: " + Wording.cause(e));
            LOG.debug("cannot be published", e);
        } finally {
            Duration least = hasStoreFailed ? RETRY : Duration.ofNanos(took).multipliedBy(SHARE);
            scheduleScan(least.compareTo(config.manuscriptsPoll()) > 0 ? least : config.manuscriptsPoll());
        }
    }

    private void readAgain() {
        try {
            watcher.execute(() -> {
                reports.reset();
                watch.reset();
                synonymsFile.reset();
                try {
                    readAll();
                } catch (RuntimeException e) {
                    LOG.errorf(e, "shida.manuscripts: cannot be read again");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the folder is not read any more", e);
        }
    }

    /** Publishes all files of the operator's folder that have changed, once those are still that were just written. */
    private void readAll() {
        folder().ifPresent(folder -> {
            watch.scan(folder);
            synonymsFile.scan(folder);
        });
        Duration interval = isWatched() && config.manuscriptsPoll().compareTo(MAX_STABLE_TIME) < 0
                ? config.manuscriptsPoll()
                : MAX_STABLE_TIME;
        if (watch.isRecentlyModified(interval)) {
            try {
                Thread.sleep(interval.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        readFolder(true);
    }

    /**
     * Publishes the files of the operator's folder that have changed.
     *
     * @param isRequested whether the operator asked for it, by a start or a signal; else only what has changed is logged
     * @return the nanoseconds that the scan took
     */
    private long readFolder(boolean isRequested) {
        long start = System.nanoTime();
        Optional<ManuscriptFolder> there = folder();
        if (there.isEmpty()) {
            return 0;
        }
        ManuscriptFolder folder = there.get();
        synonymsFile.due(folder).ifPresent(this::announce);
        List<Path> due = watch.due(folder);
        long took = System.nanoTime() - start;
        String where = printable(folder.path().toString());
        if (isRequested || folder.others().equals(knownOthers)) {
            reportOthers(where, folder.others());
        }
        knownOthers = folder.others();
        if (isRequested) {
            Set<Path> written = new TreeSet<>(folder.manuscripts());
            due.forEach(written::remove);
            written.forEach(file -> LOG.infof("%s: is left out, as it is still being written", fileName(name(file))));
        }
        if (!due.isEmpty() && isDiskFull()) {
            return took;
        }
        FolderReading reading = new FolderReading(press, folder, SourceName::inFolder, watch, reports);
        reading.read(due, watcher::isShutdown);
        hasStoreFailed = reading.hasStoreFailed();
        watch.retryLeftOut(reading.hasChanged());
        if (reading.hasChanged()) {
            republishBundle(reading.formerEditions());
        }
        if (isRequested) {
            LOG.infof("%s: %s", where, reading.counts());
        }
        return took;
    }

    private void announce(Synonyms list) {
        synonyms.fire(list);
        outdated.fire(new ResponsesOutdated());
        LOG.infof("%s: %s", Synonyms.FILE, list.isEmpty() ? "there are none" : "read");
    }

    private Optional<ManuscriptFolder> folder() {
        Path path = config.manuscripts();
        String shown = printable(path.toString());
        try {
            if (Files.notExists(path)) {
                if (isFolderSet || wasThere) {
                    reports.report("", Level.WARN, "shida.manuscripts: %s does not exist".formatted(shown));
                }
            } else if (!Files.isDirectory(path)) {
                reports.report("", Level.ERROR, "shida.manuscripts: %s is not a folder".formatted(shown));
            } else {
                ManuscriptFolder folder = ManuscriptFolder.of(path);
                reports.clear("");
                wasThere = true;
                return Optional.of(folder);
            }
        } catch (IOException e) {
            reports.report(
                    "",
                    Level.ERROR,
                    "shida.manuscripts: %s cannot be read: %s"
                            .formatted(shown, ManuscriptFolder.reason(e).in(Locale.ENGLISH)));
        }
        return Optional.empty();
    }

    private boolean isDiskFull() {
        long free;
        try {
            free = Files.getFileStore(store.data()).getUsableSpace();
        } catch (IOException e) {
            // Whether the store can be written shows when it is.
            free = Long.MAX_VALUE;
        }
        if (free >= MIN_FREE_DISK) {
            reports.clear("disk");
            return false;
        }
        reports.report(
                "disk",
                Level.ERROR,
                "nothing is published, as the disk of %s is full"
                        .formatted(printable(store.data().toAbsolutePath().toString())));
        return true;
    }

    private void reportOthers(String where, List<Path> others) {
        if (others.isEmpty()) {
            reports.clear("/");
            return;
        }
        String named = others.stream()
                .limit(MOST_NAMED)
                .map(other -> fileName(name(other)))
                .collect(joining(", "));
        reports.report(
                "/",
                Level.WARN,
                "%s: %s passed over, as their names do not end in .md: %s%s"
                        .formatted(
                                where,
                                count(others.size(), "entry is", "entries are"),
                                named,
                                others.size() > MOST_NAMED ? ", …" : ""));
    }

    /** Publishes bundled editions again that a file had replaced which now has another; logs other editions without a file. */
    private void republishBundle(Set<String> formerEditions) {
        if (config.bundled()) {
            readBundle();
        }
        for (String edition : formerEditions) {
            Optional<Provenance> provenance =
                    QuarkusTransaction.requiringNew().call(() -> publications.provenanceOf(edition));
            if (provenance.isPresent() && provenance.get().source().isEmpty()) {
                LOG.warnf("%s: stays published, though no file has it any more", edition);
            }
        }
    }

    /** Publishes what is bundled, where it has not been, and returns the counts. */
    private String readBundle() {
        List<String> counts = new ArrayList<>();
        try {
            // The thread of a signal has no class loader of its own.
            ClassPathUtils.consumeAsPaths(ManuscriptFolders.class.getClassLoader(), "manuscripts", path -> {
                try {
                    ManuscriptFolder folder = ManuscriptFolder.of(path);
                    FolderWatch stable = new FolderWatch();
                    stable.scan(folder);
                    FolderReading reading =
                            new FolderReading(press, folder, SourceName::inBundle, stable, new FaultLog(LOG));
                    reading.read(folder.manuscripts(), watcher::isShutdown);
                    counts.add(reading.counts());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.errorf("the bundled manuscripts cannot be read: %s", Wording.cause(e));
        }
        return String.join("; ", counts);
    }

    private void withdrawBundle() {
        for (String edition : publications.editionsFrom(SourceName.BUNDLED)) {
            Revision revision = Traces.traced("withdraw", span -> {
                span.set("shida.edition", edition);
                Revision withdrawn = press.withdraw(edition);
                span.set("shida.revision", withdrawn.number());
                return withdrawn;
            });
            LOG.infof("shida.bundled=false: withdrew %s as revision %d", edition, revision.number());
        }
    }
}
