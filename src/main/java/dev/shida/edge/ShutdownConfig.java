package dev.shida.edge;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How the service stops. */
@ConfigMapping(prefix = "shida.shutdown")
public interface ShutdownConfig {
    /** How long it goes on as before, so that a load balancer can notice that it stops. */
    Duration delay();

    /** How long connections without a request stay open after it has stopped accepting, for requests on their way. */
    Duration notice();

    /** How long it waits for requests in progress before it closes their connections. */
    Duration timeout();
}
