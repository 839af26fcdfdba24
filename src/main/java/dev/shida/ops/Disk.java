package dev.shida.ops;

import dev.shida.content.StoreConfig;
import dev.shida.content.StoreFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;

/** The disk of the store. */
@Singleton
final class Disk {
    private final StoreConfig store;
    private final HealthConfig config;

    Disk(StoreConfig store, HealthConfig config) {
        this.store = store;
        this.config = config;
    }

    /** How many bytes the process may still write; 0 if that cannot be told. */
    long free() {
        try {
            return Files.getFileStore(store.data()).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** How many bytes the store takes; 0 if that cannot be told. */
    long storeSize() {
        try {
            return Files.size(store.data().resolve(StoreFile.NAME));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether there is less room than there should be. */
    boolean isFull() {
        return free() < config.minFreeDisk().asLongValue();
    }
}
