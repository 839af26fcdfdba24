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
    /** The most memory that cached responses take; beyond it, those requested least are evicted. */
    MemorySize maxSize();

    /** How long a client may read nothing of a response; then the connection closes. */
    Duration writeTimeout();

    /** The most memory of responses that are being sent; beyond it, the slowest clients are disconnected. */
    MemorySize maxUnsent();

    /** The most bytes that are unsent on a connection in HTTP/2 before its next request waits. */
    MemorySize maxUnsentPerConnection();

    /** What other caches are told, by kind of resource. */
    Map<String, Kind> cache();

    /** A kind of resource: all whose paths begin with the same segments. */
    interface Kind {
        /**
         * The segments that the paths begin with, one of these; or a last segment in which a star stands for any
         * characters. Where two kinds fit, the longer holds.
         */
        List<String> path();

        /** Whether publications change it; then it tells when the last one was. */
        boolean published();

        /** The languages that it comes in, the usual one first; absent if it has its own. */
        Optional<List<String>> languages();

        /** How long an answer may be used without asking again (RFC 9111, section 5.2.2.1). */
        Duration maxAge();

        /** How much longer while asking again (RFC 5861, section 3). */
        Duration staleWhileRevalidate();

        /** How much longer when asking again fails (RFC 5861, section 4). */
        Duration staleIfError();

        /** For how long caches that are purged after a publication may use an answer (RFC 9213); as others if absent. */
        Optional<Duration> cdnMaxAge();
    }
}
