package dev.shida;

import dev.shida.content.StoreFile;
import dev.shida.content.UnusableStore;
import dev.shida.search.StoryIndex;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the service, once it is sure to have the store's folder to itself. */
@QuarkusMain
public final class Shida {
    private static final Logger LOG = Logger.getLogger(Shida.class);

    /** The exit code when a setting has a value that it cannot have: EX_CONFIG of sysexits.h. */
    static final int BAD_SETTING = 78;

    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";

    Shida() {}

    public static void main(String... args) throws IOException {
        Config config = ConfigProvider.getConfig();
        Settings settings = Settings.check(config, System.getenv());
        if (!settings.faults().isEmpty()) {
            settings.faults().forEach(System.err::println);
            System.exit(BAD_SETTING);
        }
        settings.warnings().forEach(LOG::warn);
        if (config.getOptionalValue(EVENT_LOOPS, String.class).isEmpty()) {
            // One for each core: as none of them ever waits, more would only wait for one another.
            System.setProperty(
                    EVENT_LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
        // Held until the process ends, however it ends: the operating system releases it. In dev mode, which restarts
        // the
        // service within its process, until the service ends.
        try (FileLock lock =
                lock(config.getOptionalValue("shida.data", String.class).orElse(""))) {
            if (lock != null) {
                Path data = Path.of(System.getProperty("shida.data"));
                StoryIndex.verifyEarly(data);
                prepareStore(data, config.getValue("quarkus.datasource.jdbc.url", String.class));
                Quarkus.run(args);
            }
        }
    }

    private static void prepareStore(Path data, String url) {
        try {
            if (StoreFile.prepare(data, url, StoryIndex.revisionIn(data))) {
                // Flyway need not look at it again.
                System.setProperty("quarkus.flyway.migrate-at-start", "false");
            }
        } catch (UnusableStore e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable FileLock lock(String folder) {
        try {
            // In the database's address a semicolon ends the folder; an empty one is the current folder.
            if (folder.isEmpty() || folder.contains(";")) {
                throw new InvalidPathException(folder, folder.isEmpty() ? "it is empty" : "it has a semicolon");
            }
            Path data = Files.createDirectories(Path.of(folder).toAbsolutePath().normalize());
            // H2 refuses a relative folder that does not begin with "./".
            System.setProperty("shida.data", data.toString());
            FileLock lock = FileChannel.open(
                            data.resolve("shida.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .tryLock();
            if (lock == null) {
                fail(data + ": another process is using this folder. Stop it, or give this process another folder.");
            }
            return lock;
        } catch (InvalidPathException e) {
            fail(folder + ": this cannot be the name of the folder, as " + e.getReason() + ". Give another.");
        } catch (IOException e) {
            fail(folder + ": this folder cannot be written (" + e
                    + "). Mend that, or give this process another folder.");
        }
        return null;
    }

    private static void fail(String reason) {
        System.err.println("shida.data=" + reason);
        System.exit(StoreFile.EXIT_CODE);
    }
}
