package dev.shida.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The backups of a store in its folder, each made before a migration. */
final class MigrationBackups {
    private static final Logger LOG = Logger.getLogger(MigrationBackups.class);

    /** How many are retained. */
    private static final int MAX = 2;

    private static final Pattern NAME = Pattern.compile("shida-before-v(\\d+)\\.mv\\.db");

    private MigrationBackups() {}

    /**
     * Backs a store up under another name, which does not take a copy where the file system has links, and deletes the oldest
     * backups.
     *
     * @param schema to which it is migrated afterwards
     */
    static Path add(Path store, int schema) throws IOException {
        Path backup = store.resolveSibling("shida-before-v" + schema + ".mv.db");
        Files.deleteIfExists(backup);
        try {
            Files.createLink(backup, store);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("the file system has no links", e);
            Files.copy(store, backup);
        }
        List<Path> backups;
        try (Stream<Path> files = Files.list(store.resolveSibling("."))) {
            backups = files.filter(path -> schemaBefore(path) > 0)
                    .sorted(Comparator.comparing(MigrationBackups::schemaBefore).reversed())
                    .skip(MAX)
                    .toList();
        }
        for (Path old : backups) {
            Files.delete(old);
        }
        return backup;
    }

    /** The schema to which a store was migrated after this backup of it; 0 for another file. */
    private static int schemaBefore(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
