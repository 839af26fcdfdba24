package dev.shida.manuscript;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the room. */
@ConfigMapping(prefix = "shida")
public interface ManuscriptConfig {
    /** A folder of the operator's own manuscripts; it may be absent, as the bundled ones suffice. */
    Path manuscripts();

    /** How often that folder is scanned for changes, and how long a file must be unchanged to be read. Zero disables it. */
    Duration manuscriptsPoll();

    /** Whether the bundled edition is published; if not, it is withdrawn. */
    boolean bundled();
}
