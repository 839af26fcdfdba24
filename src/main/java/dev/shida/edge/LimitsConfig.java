package dev.shida.edge;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The settings of the limits of requests of one client. */
@ConfigMapping(prefix = "shida.limits")
public interface LimitsConfig {
    /** The limit of all requests. */
    Rate all();

    /** The limit of requests that are not answered from the cache. */
    Rate uncached();

    /** The most clients whose requests are counted. */
    int maxClients();

    /** How many requests a client may send. */
    interface Rate {
        /** The requests in a period; 0 for no limit. */
        int requests();

        /** The period. */
        Duration period();

        /** The most requests at once, after a pause; 0 for as many as in a period. */
        int burst();
    }
}
