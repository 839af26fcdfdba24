package dev.shida.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/** The settings of connections. */
@ConfigMapping(prefix = "shida.connections")
public interface ConnectionsConfig {
    /** The most open connections; by default what the file descriptors of the process allow, at most 4,096. */
    OptionalInt max();

    /** How long the head of a request may take: the first from the connection on, TLS included; others from their first byte. */
    Duration headTimeout();

    /** How long the body of a request may take, however short it is. */
    Duration bodyTimeout();

    /** The bytes of a body that extend its time by one second. */
    MemorySize bodyRate();

    /** How long a connection may be open without a request. */
    Duration idleTimeout();
}
