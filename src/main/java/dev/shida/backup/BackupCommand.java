package dev.shida.backup;

import dev.shida.content.StoreFile;
import dev.shida.content.StoreFolder;
import dev.shida.content.StoreRows;
import dev.shida.content.UnusableStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The commands {@code backup FILE}, which makes an archive of the store in {@code shida.data} whether the service runs or not,
 * and {@code restore FILE}, which makes the store of an empty {@code shida.data} from one.
 */
public final class BackupCommand {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String DATA = "shida.data";

    /** What an empty folder may have: what file systems put into it, and earlier attempts. */
    private static final Pattern NO_CONTENT =
            Pattern.compile("lost\\+found|shida\\.lock|shida\\.backup|shida-migrating\\..*");

    private final Config config;
    private final PrintStream out;

    private BackupCommand(Config config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    @FunctionalInterface
    private interface Action {
        void run(BackupCommand command, Path file) throws IOException, SQLException, UnusableArchive, UnusableStore;
    }

    /**
     * Runs {@code backup}.
     *
     * @param arguments what follows its name
     * @return the exit code: 0, {@value #FAILED} if there is no archive, {@value #USAGE} if the arguments make no sense
     */
    public static int backup(List<String> arguments, Config config, PrintStream out, PrintStream err) {
        return run("backup", BackupCommand::backup, arguments, config, out, err);
    }

    /**
     * Runs {@code restore}.
     *
     * @param arguments what follows its name
     * @return the exit code: 0, {@value #FAILED} if nothing was restored, {@value #USAGE} if the arguments make no sense
     */
    public static int restore(List<String> arguments, Config config, PrintStream out, PrintStream err) {
        return run("restore", BackupCommand::restore, arguments, config, out, err);
    }

    private static int run(
            String name, Action action, List<String> arguments, Config config, PrintStream out, PrintStream err) {
        if (arguments.size() != 1 || arguments.get(0).startsWith("-")) {
            err.println("usage: " + name + " FILE");
            return USAGE;
        }
        String file = arguments.get(0);
        try {
            action.run(new BackupCommand(config, out), Path.of(file));
            out.flush();
            return 0;
        } catch (UnusableStore e) {
            err.println(DATA + "=" + e.getMessage());
        } catch (NoSuchFileException e) {
            err.println(file + ": there is no folder for " + e.getMessage());
        } catch (IOException | SQLException | UnusableArchive | RuntimeException e) {
            err.println(file + ": " + BackupListener.reason(e));
        }
        return FAILED;
    }

    private void backup(Path file) throws IOException, SQLException, UnusableArchive, UnusableStore {
        Path data = data();
        if (Files.notExists(data.resolve(StoreFile.NAME))) {
            throw new IOException("there is no store in " + data);
        }
        try (@Nullable StoreFolder held = StoreFolder.tryHold(data).orElse(null)) {
            Manifest manifest = ArchiveWriter.make(file, to -> {
                if (held == null) {
                    BackupListener.copy(data, to);
                } else {
                    StoreFile.read(held.path(), url(), store -> ArchiveWriter.write(new StoreRows(store), to));
                }
            });
            out.println(file + ": " + manifest.summary());
        }
    }

    private void restore(Path file) throws IOException, SQLException, UnusableArchive, UnusableStore {
        Path data = data();
        try (Archive archive = Archive.open(file)) {
            Manifest manifest = archive.manifest();
            if (manifest.schema() > StoreFile.newestSchema()) {
                throw new UnusableArchive("a newer version of the program has made it (schema " + manifest.schema()
                        + ", this version knows " + StoreFile.newestSchema() + ")");
            }
            try (StoreFolder folder = StoreFolder.hold(data)) {
                checkIsEmpty(data);
                checkRoom(data, manifest);
                archive.verify();
                StoreFile.restore(folder.path(), url(), manifest.schema(), archive::copyTo);
                out.println(data + ": " + manifest.summary() + ", as of " + manifest.createdAt());
            }
        }
    }

    private static void checkIsEmpty(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            Optional<String> other = files.map(file -> file.getFileName().toString())
                    .filter(name -> !NO_CONTENT.matcher(name).matches())
                    .findFirst();
            if (other.isPresent()) {
                throw new IOException("it is not restored, as " + data + " is not empty: it has " + other.get());
            }
        }
    }

    /** The store takes about as much as the rows do in the archive before they are compressed. */
    private static void checkRoom(Path data, Manifest manifest) throws IOException {
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < manifest.bytes()) {
            throw new IOException("it is not restored, as it has " + manifest.bytes()
                    + " bytes of rows, and the disk of " + data + " has " + free + " left");
        }
    }

    private Path data() throws UnusableStore {
        Path data =
                StoreFolder.locate(config.getOptionalValue(DATA, String.class).orElse(""));
        // For the address of the database.
        System.setProperty(DATA, data.toString());
        return data;
    }

    private String url() {
        return config.getValue("quarkus.datasource.jdbc.url", String.class);
    }
}
