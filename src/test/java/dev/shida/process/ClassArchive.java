package dev.shida.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The classes of the packaged service as the JVM has loaded and verified them (class data sharing, JEP 350): a start from the
 * archive takes little more than half of the CPU time.
 */
final class ClassArchive {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    /** A stop waits for nobody. */
    private static final Map<String, String> AT_ONCE = Map.of("SHIDA_SHUTDOWN_NOTICE", "0s");
    /** Made by the first start of a service in any JVM of the tests. */
    private static final Path FILE = make();

    private ClassArchive() {}

    /** The option of the JVM for a start from the archive. */
    static String option() {
        return "-XX:SharedArchiveFile=" + FILE;
    }

    private static Path make() {
        try {
            // A jar of a later build has another time, and an archive of it another name.
            long built = Files.getLastModifiedTime(Service.jar()).toMillis();
            Path file = TARGET.resolve("service-" + built + "-" + Runtime.version() + ".jsa");
            Path lock = TARGET.resolve("service.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!Files.exists(file)) {
                    write(file);
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file) throws IOException {
        Path made = TARGET.resolve("service.new");
        Path home = Files.createTempDirectory(TARGET, "service");
        try (Service service =
                Service.start(home, AT_ONCE, Service.FAST_COMPILER, "-XX:ArchiveClassesAtExit=" + made)) {
            service.awaitListening();
            service.stop();
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
