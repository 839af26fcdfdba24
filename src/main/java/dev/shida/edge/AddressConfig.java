package dev.shida.edge;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Under which addresses the service is reached. */
@ConfigMapping(prefix = "shida")
public interface AddressConfig {
    /** What absolute addresses begin with: scheme, host, perhaps a port and a path. Absent, the request says it. */
    Optional<String> origin();

    /** The hosts that are answered; all if absent. One with a port is answered at that port alone. */
    Optional<List<String>> hosts();
}
