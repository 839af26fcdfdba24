package dev.shida.edge;

import io.quarkus.runtime.configuration.MemorySize;
import java.util.Optional;

/** How much memory what is cached, and what is being sent, may take where no setting says so. */
final class HeapShare {
    private static final long MAX = 64L << 20;

    private HeapShare() {}

    /** The bytes that are set for cached responses, or a sixteenth of what the heap may take, at most 64 MiB. */
    static long cached(Optional<MemorySize> setting) {
        return of(setting, 16);
    }

    /** The bytes that are set for responses that are being sent, or an eighth of what the heap may take, at most 64 MiB. */
    static long unsent(Optional<MemorySize> setting) {
        return of(setting, 8);
    }

    private static long of(Optional<MemorySize> setting, int divisor) {
        return setting.map(MemorySize::asLongValue)
                .orElse(Math.min(MAX, Runtime.getRuntime().maxMemory() / divisor));
    }
}
