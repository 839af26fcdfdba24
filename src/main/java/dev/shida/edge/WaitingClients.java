package dev.shida.edge;

import dev.shida.edge.ResponseCache.CacheKey;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the clients that wait for a response that is being computed: when the last leaves, computing may stop. */
@Singleton
final class WaitingClients {
    private final Map<CacheKey, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** A client, which waits for one response at most. Several threads call it. */
    final class Client {
        private final HttpServerResponse response;
        /** Null before it waits, and once it has left. */
        private @Nullable CacheKey key;
        /** How many wait for the same response; null before it waits. */
        private @Nullable AtomicInteger count;

        private Client(HttpServerResponse response) {
            this.response = response;
        }

        /**
         * Waits, unless it does already, until it leaves or its connection closes.
         *
         * @return whether all that wait for this response have left; a later client waits for a new computation
         */
        synchronized BooleanSupplier join(CacheKey plain) {
            AtomicInteger all = count;
            if (all == null) {
                all = counts.compute(plain, (same, present) -> {
                    AtomicInteger clients = present == null ? new AtomicInteger() : present;
                    clients.incrementAndGet();
                    return clients;
                });
                key = plain;
                count = all;
                response.closeHandler(closed -> leave());
                if (response.closed()) {
                    leave();
                }
            }
            AtomicInteger joined = all;
            return () -> joined.get() == 0;
        }

        /** Stops waiting, with or without the response. */
        synchronized void leave() {
            if (key != null) {
                counts.computeIfPresent(key, (same, all) -> all.decrementAndGet() == 0 ? null : all);
                key = null;
            }
        }
    }

    /** A client, with its response on its connection. */
    Client client(HttpServerResponse response) {
        return new Client(response);
    }
}
