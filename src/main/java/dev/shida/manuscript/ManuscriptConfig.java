package dev.shida.manuscript;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the room. */
@ConfigMapping(prefix = "shida")
public interface ManuscriptConfig {
    /** A folder of the operator's own manuscripts; it may be absent, as the bundled ones suffice. */
    Path manuscripts();

    /** How often that folder is looked at for changes; a file has to be still for so long. Zero for never. */
    Duration manuscriptsPoll();

    /** Whether the bundled edition is published; if not, it is withdrawn. */
    boolean bundled();
}
