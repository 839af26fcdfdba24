package dev.shida.edge;

import dev.shida.edge.ResponseCache.Key;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the clients that wait for an answer that is being made: once the last has gone, it need not be finished. */
@Singleton
final class WaitingClients {
    private final Map<Key, Clients> byKey = new ConcurrentHashMap<>();

    private static final class Clients {
        volatile int count;
    }

    /** One client that waits, among others that wait for the same answer. */
    final class Client {
        private final Key key;
        private final Clients all;
        private boolean left;

        private Client(Key key, Clients all) {
            this.key = key;
            this.all = all;
        }

        /** Whether this one and all others have left. Who comes later waits for an answer that is made anew. */
        boolean isLastGone() {
            return all.count == 0;
        }

        /** Waits no more, answered or not. */
        void leave() {
            byKey.compute(key, (same, present) -> {
                if (!left) {
                    left = true;
                    all.count--;
                }
                return present == all && all.count == 0 ? null : present;
            });
        }
    }

    /** Adds a client, which has to leave. */
    Client join(Key key) {
        Clients all = byKey.compute(key, (same, present) -> {
            Clients clients = present == null ? new Clients() : present;
            clients.count++;
            return clients;
        });
        return new Client(key, all);
    }
}
