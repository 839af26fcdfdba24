package dev.shida.edge;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The addresses under which clients reach the service. */
@ConfigMapping(prefix = "shida")
public interface AddressConfig {
    /** What absolute addresses begin with: scheme, host, perhaps a port and a path. If absent, the request's own. */
    Optional<String> origin();

    /** The hosts that are served; all if absent. A host with a port is served at that port alone. */
    Optional<List<String>> hosts();
}
