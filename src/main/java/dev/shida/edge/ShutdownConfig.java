package dev.shida.edge;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The settings of a graceful stop. */
@ConfigMapping(prefix = "shida.shutdown")
public interface ShutdownConfig {
    /** How long it serves as before, so that a load balancer can take it out. */
    Duration delay();

    /** How long connections without a request stay open after it has stopped accepting, for requests on their way. */
    Duration notice();

    /** How long it waits for requests in progress before it closes their connections. */
    Duration timeout();
}
