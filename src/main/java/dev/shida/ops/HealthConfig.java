package dev.shida.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/** When something is reported as wrong. */
@ConfigMapping(prefix = "shida.health")
public interface HealthConfig {
    /** With less room on the disk of the store, an operator should act: a publication needs some. */
    MemorySize minFreeDisk();
}
