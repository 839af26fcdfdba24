package dev.shida.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the room. */
@ConfigMapping(prefix = "shida.edge")
public interface EdgeConfig {
    /** The most memory that cached responses take; beyond it, those requested least are evicted. By default {@link HeapShare}. */
    Optional<MemorySize> maxSize();

    /** How many responses are computed at once. */
    int maxConcurrent();

    /** How many more may wait for their turn. */
    int maxQueued();

    /** How long one waits for its turn. */
    Duration maxWait();

    /** How long a client may read nothing of a response; then the connection closes. */
    Duration writeTimeout();

    /** The most memory of responses that are being sent; beyond it, slow clients are disconnected. By default {@link HeapShare}. */
    Optional<MemorySize> maxUnsent();

    /** The most bytes that are unsent on a connection in HTTP/2 before its next request waits. */
    MemorySize maxUnsentPerConnection();

    /** The cache policies, by name: what other caches are told of a response that declares one. */
    Map<String, CacheSettings> cache();

    /** A cache policy. A response that declares none is never stored. */
    interface CacheSettings {
        /** Whether publications change the response; then {@code Last-Modified} tells when the last one was. */
        boolean published();

        /** The languages that {@code Accept-Language} chooses from, the default first; absent if the response has none. */
        Optional<List<String>> languages();

        /** How long a response is fresh (RFC 9111, section 5.2.2.1). */
        Duration maxAge();

        /** How much longer it may be used while it is revalidated (RFC 5861, section 3). */
        Duration staleWhileRevalidate();

        /** How much longer it may be used when revalidating fails (RFC 5861, section 4). */
        Duration staleIfError();

        /** How long it is fresh for a CDN that is purged after publications (RFC 9213); as for others if absent. */
        Optional<Duration> cdnMaxAge();
    }
}
