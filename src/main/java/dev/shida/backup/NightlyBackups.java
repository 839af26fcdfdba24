package dev.shida.backup;

import dev.shida.content.UnusableStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes an archive in a folder each day. What is due is seen from the archives that are there, every minute: so one that was
 * missed while the service was down is made at its start, and a clock that is set does not matter.
 */
@Singleton
class NightlyBackups implements MeterBinder {
    private static final Logger LOG = Logger.getLogger(NightlyBackups.class);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("shida-(\\d{8}T\\d{6}Z)\\.zip");

    private static final Pattern PART = Pattern.compile(NAME + "\\.part");

    /** After a failure. */
    private static final Duration RETRY = Duration.ofHours(1);

    /** By then the start has published what is new. */
    private static final long FIRST_DELAY_SECONDS = 10;

    private static final long INTERVAL_SECONDS = 60;
    private static final long STOP_SECONDS = 10;

    private final StoreBackup store;
    private final @Nullable Path folder;
    private final LocalTime time;
    private final int keep;
    private @Nullable ScheduledExecutorService executor;
    private Instant retryAt = Instant.MIN;
    private volatile boolean stopping;
    private final LongAdder failures = new LongAdder();
    private volatile Optional<Made> last = Optional.empty();

    /** An archive in the folder. */
    private record Made(Path file, Instant at) {
        static Optional<Made> of(Path file) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            try {
                return name.matches()
                        ? Optional.of(new Made(file, STAMP.parse(name.group(1), Instant::from)))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        long size() {
            try {
                return Files.size(file);
            } catch (IOException e) {
                return 0;
            }
        }
    }

    NightlyBackups(StoreBackup store, BackupConfig config) {
        this.store = store;
        folder = config.folder().orElse(null);
        time = config.time();
        keep = config.keep();
    }

    void start(@Observes StartupEvent start) {
        if (folder != null) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "nightly-backup");
                thread.setDaemon(true);
                return thread;
            });
            executor.scheduleWithFixedDelay(
                    () -> makeIfDue(folder, ZonedDateTime.now(ZoneId.systemDefault())),
                    FIRST_DELAY_SECONDS,
                    INTERVAL_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    /** Before the store is closed. The thread is not interrupted, as that would close the file of the store. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        if (executor != null) {
            executor.shutdown();
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("a backup has not ended");
            }
        }
    }

    /** Metrics exist where there is a folder: so what asks for them fails where it was not set. */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (folder == null) {
            return;
        }
        Gauge.builder(
                        "shida.backup.timestamp",
                        this,
                        all -> all.last.map(made -> made.at.getEpochSecond()).orElse(0L))
                .description(
                        "When the last archive in shida.backup.folder was made, in seconds since 1970; 0 if there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("shida.backup.size", this, all -> all.last.map(Made::size).orElse(0L))
                .description("Size of that archive")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("shida.backup.failures", this, all -> all.failures.sum())
                .description("Archives that could not be made")
                .register(registry);
    }

    void makeIfDue(Path folder, ZonedDateTime now) {
        try {
            // One that was made while the clock was wrong does not stand for those of the days until then.
            last = archives(folder)
                    .filter(made -> !made.at.isAfter(now.toInstant()))
                    .findFirst();
            if (isDue(last.map(Made::at), time, now) && !now.toInstant().isBefore(retryAt)) {
                make(folder, now.toInstant());
            }
        } catch (IOException | SQLException | UnusableArchive | UnusableStore | RuntimeException e) {
            if (!stopping) {
                failures.increment();
                retryAt = now.toInstant().plus(RETRY);
                LOG.errorf(
                        "shida.backup.folder=%s: no archive could be made: %s. The next attempt is in an hour.",
                        folder, BackupListener.reason(e));
            }
        }
    }

    /** Whether there is no archive since the last time of day at which there is to be one. */
    static boolean isDue(Optional<Instant> last, LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.with(time);
        Instant since = (today.isAfter(now) ? now.minusDays(1).with(time) : today).toInstant();
        return last.isEmpty() || last.get().isBefore(since);
    }

    private void make(Path folder, Instant now) throws IOException, SQLException, UnusableArchive, UnusableStore {
        Files.createDirectories(folder);
        Made made =
                Made.of(folder.resolve("shida-" + STAMP.format(now) + ".zip")).orElseThrow();
        deleteParts(folder);
        Manifest manifest = ArchiveWriter.make(made.file, out -> store.writeTo(new Stoppable(out)));
        last = Optional.of(made);
        LOG.infof("backup: %s has %s", made.file, manifest.summary());
        for (Made old : archives(folder).skip(keep).toList()) {
            Files.delete(old.file);
        }
    }

    /** The newest first. */
    private static Stream<Made> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .flatMap(file -> Made.of(file).stream())
                    .sorted(Comparator.comparing(Made::at).reversed())
                    .toList()
                    .stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        }
    }

    /** Of processes that were killed while they made an archive. */
    private static void deleteParts(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                folder, file -> PART.matcher(file.getFileName().toString()).matches())) {
            for (Path part : parts) {
                Files.delete(part);
            }
        }
    }

    /** Ends at a stop of the service. */
    private final class Stoppable extends FilterOutputStream {
        Stoppable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (stopping) {
                throw new IOException("the service stops");
            }
            out.write(bytes, from, length);
        }
    }
}
