package dev.shida.edge;

import io.quarkus.runtime.configuration.MemorySize;
import java.util.Optional;

/** How much memory what is cached, and what is being sent, may take where no setting says so. */
final class HeapShare {
    private static final long MAX = 64L << 20;

    private HeapShare() {}

    /** The bytes that are set, or an eighth of what the heap may take, at most 64 MiB. */
    static long of(Optional<MemorySize> setting) {
        return setting.map(MemorySize::asLongValue)
                .orElse(Math.min(MAX, Runtime.getRuntime().maxMemory() / 8));
    }
}
