package dev.shida.manuscript;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The settings of the room. */
@ConfigMapping(prefix = "shida")
public interface ManuscriptConfig {
    /** A folder of the operator's own manuscripts; it may be absent, as the bundled ones suffice. */
    Path manuscripts();
}
