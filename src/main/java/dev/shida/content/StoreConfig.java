package dev.shida.content;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the room. */
@ConfigMapping(prefix = "shida")
public interface StoreConfig {
    /** The folder of the store; the address of the database is made from it. */
    Path data();

    /** How often the store is asked for revisions that another process published; zero: never. */
    Duration revisionPoll();
}
