package dev.shida.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/** The settings of connections. */
@ConfigMapping(prefix = "shida.connections")
public interface ConnectionsConfig {
    /** The most that are open; by default as many as the process has file descriptors for, at most 4,096. */
    OptionalInt max();

    /** How long the head of a request may take: the first from the connection on, TLS included; others from their first byte. */
    Duration headTimeout();

    /** How long the body of a request may take, however short it is. */
    Duration bodyTimeout();

    /** How many bytes of a body earn it one second more. */
    MemorySize bodyRate();

    /** How long a connection may be open without a request. */
    Duration idleTimeout();
}
