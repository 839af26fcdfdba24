package dev.shida.backup;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Optional;

/** The settings of the room. */
@ConfigMapping(prefix = "shida.backup")
public interface BackupConfig {
    /** Where archives are made each day; empty: nowhere. */
    Optional<Path> folder();

    /** When, in the time zone of the process. */
    LocalTime time();

    /** How many archives stay in the folder. */
    int keep();
}
