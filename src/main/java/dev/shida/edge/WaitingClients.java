package dev.shida.edge;

import dev.shida.edge.ResponseCache.Key;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the clients that wait for a response that is being computed: when the last leaves, computing may stop. */
@Singleton
final class WaitingClients {
    private final Map<Key, Clients> byKey = new ConcurrentHashMap<>();

    private static final class Clients {
        final AtomicInteger count = new AtomicInteger();
    }

    /** One of the clients that wait for the same response. */
    final class Client {
        private final Key key;
        private final Clients all;
        private boolean left;

        private Client(Key key, Clients all) {
            this.key = key;
            this.all = all;
        }

        /** Whether all have left. A later client waits for a new computation. */
        boolean isLastGone() {
            return all.count.get() == 0;
        }

        /** Stops waiting, with or without the response. */
        void leave() {
            byKey.compute(key, (same, present) -> {
                if (!left) {
                    left = true;
                    all.count.decrementAndGet();
                }
                return present == all && all.count.get() == 0 ? null : present;
            });
        }
    }

    /** Adds a client, which has to leave. */
    Client join(Key key) {
        Clients all = byKey.compute(key, (same, present) -> {
            Clients clients = present == null ? new Clients() : present;
            clients.count.incrementAndGet();
            return clients;
        });
        return new Client(key, all);
    }
}
