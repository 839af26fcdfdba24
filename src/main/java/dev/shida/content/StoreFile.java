package dev.shida.content;

import io.quarkus.runtime.util.ClassPathUtils;
import io.quarkus.runtime.util.ExceptionUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The file of the store, made and migrated before the service opens it.
 *
 * <p>H2 commits after each statement that changes the schema. So a process that is killed while it migrates would leave a
 * schema between two versions, which no version can open. The migrations therefore run in a file of their own, empty or a
 * copy of the store, which takes the store's name by an atomic rename once it is complete and on disk. What a killed
 * attempt left is deleted by the next one. The process that calls holds the lock of the folder.
 *
 * <p>What lists files of the package and finds root causes is of Quarkus's utilities, which are no public API: where a newer
 * version has others, this does not compile.
 */
public final class StoreFile {
    private static final Logger LOG = Logger.getLogger(StoreFile.class);
    private static final String MIGRATIONS = "db/migration";
    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.+\\.sql");

    /** The name of the file while the migrations run. */
    private static final String WORK = "shida-migrating";

    private static final String SUFFIX = ".mv.db";

    /** The name of the file. */
    public static final String NAME = "shida" + SUFFIX;

    /** The exit code of a process that cannot use the store: EX_TEMPFAIL of sysexits.h. */
    public static final int EXIT_CODE = 75;

    /** With less on the disk, in bytes, a migration fails for that. */
    private static final long MIN_FREE = 1 << 20;

    private static final String ADVICE = " Nothing was changed. See \"Restore\" in docs/operations.md.";

    private final Path folder;
    private final Path file;
    private final Path work;
    private final String options;

    private StoreFile(Path folder, String options) {
        this.folder = folder;
        this.options = options;
        file = folder.resolve(NAME);
        work = folder.resolve(WORK + SUFFIX);
    }

    /**
     * Makes sure that the store in a folder has the newest schema. A store that had it is left open, for the service to
     * go on with.
     *
     * @param url of the database that the service will open
     * @param indexed the revision that the search index in the folder has, 0 if it has none
     */
    public static void prepare(Path folder, String url, long indexed) throws UnusableStore {
        checkIsOf(folder, url);
        of(folder, url).prepare(indexed);
    }

    private static StoreFile of(Path folder, String url) {
        return new StoreFile(folder, url.substring(url(folder, "shida").length()));
    }

    /** What is done with a store. */
    @FunctionalInterface
    public interface StoreAction {
        /** Does it; the connection is closed afterwards. */
        void run(Connection store) throws SQLException, IOException;
    }

    /**
     * Reads the store in a folder, and closes it.
     *
     * @throws UnusableStore also if its schema is not the newest
     */
    public static void read(Path folder, String url, StoreAction work) throws UnusableStore, SQLException, IOException {
        checkIsOf(folder, url);
        StoreFile store = of(folder, url);
        if (Files.notExists(store.file)) {
            throw new UnusableStore(store.file + ": there is no store.");
        }
        int schema = store.inspect().schema();
        int newest = newestSchema();
        if (schema != newest) {
            store.execute("shida", "shutdown");
            throw new UnusableStore(store.file + ": another version of the program has written this store (schema "
                    + schema + ", this version knows " + newest
                    + "). Use that version, or have this one migrate the store by a start.");
        }
        try (Connection connection = store.connect("shida")) {
            work.run(connection);
        } finally {
            store.execute("shida", "shutdown");
        }
    }

    /**
     * Makes the store of a folder that has none: whole, or not at all.
     *
     * @param schema that the store has when it is filled, at most the newest; it is migrated afterwards
     */
    public static void restore(Path folder, String url, int schema, StoreAction fill)
            throws UnusableStore, SQLException, IOException {
        checkIsOf(folder, url);
        StoreFile store = of(folder, url);
        int newest = newestSchema();
        store.deleteWork();
        store.inWorkFile(() -> {
            store.migrate(schema, newest);
            // H2 2.4.240 cannot check the constraints of a connection that was closed until it has read them again.
            store.execute(WORK, "shutdown");
            try (Connection connection = store.connect(WORK)) {
                fill.run(connection);
            }
            if (schema < newest) {
                store.migrate(newest, newest);
            }
        });
        AtomicFile.replace(store.file, store.work);
    }

    private static void checkIsOf(Path folder, String url) throws UnusableStore {
        if (!url.startsWith(url(folder, "shida") + ";")) {
            throw new UnusableStore(
                    folder + ": quarkus.datasource.jdbc.url=" + url + " is not the store in this folder.");
        }
    }

    private static String url(Path folder, String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    private void prepare(long indexed) throws UnusableStore {
        try {
            deleteWork();
            int newest = newestSchema();
            if (Files.notExists(file)) {
                checkIndex(0, indexed);
                replace(null, newest);
                return;
            }
            StoreInspection found = inspect();
            if (found.schema() > newest) {
                throw new UnusableStore(file + ": a newer version of the program has written this store (schema "
                        + found.schema() + ", this version knows " + newest
                        + "). Start that version, or give this one another folder.");
            }
            checkIndex(found.revision(), indexed);
            if (found.schema() < newest || found.failed()) {
                replace(found, newest);
            }
        } catch (IOException e) {
            throw new UnusableStore(file + ": the store cannot be written (" + oneLine(e)
                    + "). The disk may be full; mend that and start again. Nothing was changed.");
        }
    }

    /** The store does not have less than its index, which is written after it. */
    private void checkIndex(long revision, long indexed) throws UnusableStore {
        if (revision < indexed) {
            throw new UnusableStore(
                    file + (Files.exists(file) ? ": the store is at revision " + revision : ": the store is missing")
                            + ", but the search index beside it is at revision " + indexed + "." + ADVICE);
        }
    }

    private StoreInspection inspect() throws UnusableStore {
        try {
            if (Files.size(file) == 0) {
                throw new UnusableStore(file + ": the store is empty." + ADVICE);
            }
            try (Connection store = connect("shida")) {
                return StoreInspection.of(store);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            throw new UnusableStore(unreadable(file, e));
        }
    }

    /** Says in one line that the store cannot be read, and what to do. */
    static String unreadable(Path file, Exception failure) {
        return file + ": the store is damaged or cannot be read (" + oneLine(failure) + ")." + ADVICE;
    }

    /**
     * Puts a store of the newest schema in the place of the one that was found. That one stays beside it, under another
     * name.
     */
    private void replace(@Nullable StoreInspection found, int newest) throws IOException, UnusableStore {
        try {
            if (found != null) {
                // So that all of it is in the file.
                execute("shida", "shutdown");
            }
            // A store in which nothing was ever published is made anew, as it may be of a first start that was killed.
            if (found != null && found.revision() > 0) {
                checkRoom();
                Files.copy(file, work);
            }
            inWorkFile(() -> migrate(newest, newest));
        } catch (SQLException | FlywayException e) {
            throw new UnusableStore(file + ": the store cannot be migrated (" + oneLine(e)
                    + ")."
                    + (isDiskFull()
                            ? " The disk is full: make room, then start again. Nothing was changed."
                            : " An earlier migration may have been killed half way." + ADVICE));
        } catch (IOException e) {
            deleteWork();
            throw e;
        }
        if (found != null) {
            LOG.infof(
                    "the store was migrated from schema %d to %d; as it was before, it is in %s",
                    found.schema(), newest, MigrationBackups.add(file, newest));
        }
        AtomicFile.replace(file, work);
    }

    /** A migration takes a copy of the store at least. */
    private void checkRoom() throws IOException, UnusableStore {
        long size = Files.size(file);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < size + MIN_FREE) {
            throw new UnusableStore(file + ": the store has to be migrated, which takes a copy of its " + size
                    + " bytes, and the disk has " + free + " left. Make room, then start again. Nothing was changed.");
        }
    }

    private boolean isDiskFull() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < MIN_FREE;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException, IOException;
    }

    /** Does something with the store in the work file and closes it; if that fails, deletes it. */
    private void inWorkFile(Step step) throws IOException, SQLException {
        try {
            step.run();
            execute(WORK, "shutdown");
        } catch (SQLException | IOException | RuntimeException e) {
            execute(WORK, "shutdown immediately");
            deleteWork();
            if (ExceptionUtil.getRootCause(e) instanceof IOException unwritable) {
                throw unwritable;
            }
            throw e;
        }
    }

    /** Brings the store in the work file, which may be a new one, to a schema. */
    private void migrate(int schema, int newest) throws SQLException, IOException {
        if (Files.notExists(work) && schema == newest) {
            NewStore.make(url(folder, WORK) + options);
            return;
        }
        Flyway.configure()
                .dataSource(url(folder, WORK) + options, "", "")
                .locations("classpath:" + MIGRATIONS)
                .target(String.valueOf(schema))
                .load()
                .migrate();
    }

    private void deleteWork() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, WORK + ".*")) {
            for (Path leftover : files) {
                Files.delete(leftover);
            }
        }
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(folder, name) + options, "", "");
    }

    private void execute(String name, String sql) throws SQLException {
        try (Connection store = connect(name);
                Statement statement = store.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number of the newest migration that this version of the program has. */
    public static int newestSchema() throws IOException {
        AtomicInteger newest = new AtomicInteger();
        ClassPathUtils.consumeAsPaths(MIGRATIONS, migrations -> {
            try (Stream<Path> files = Files.list(migrations)) {
                files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .map(name -> Integer.valueOf(name.group(1)))
                        .forEach(number -> newest.accumulateAndGet(number, Math::max));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return newest.get();
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(ExceptionUtil.getRootCause(failure)).replaceAll("\\s+", " ");
    }
}
