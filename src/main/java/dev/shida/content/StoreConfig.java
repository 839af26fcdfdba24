package dev.shida.content;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The settings of the room. */
@ConfigMapping(prefix = "shida")
public interface StoreConfig {
    /** The folder of the store; the address of the database is made from it. */
    Path data();
}
