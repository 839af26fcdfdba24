package dev.shida.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;

/**
 * Declares that the responses of a resource, or of one of its methods, may be cached, and by which policy. A response with
 * the status 200 is then the same for every client that sends the same target, {@code Accept} and preferred language, until
 * the next publication; one that is not says so in {@code Cache-Control}. Without it, no response is ever stored, neither by the edge nor by a cache in front.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Cached {
    /** The policy: how long responses are fresh. */
    Policy value();

    /** The policies, which the settings {@code shida.edge.cache.…} describe. */
    enum Policy {
        /** The API. */
        CONTENT,
        FEED,
        SITEMAP,
        PAGE,
        /** What describes the service, and does not depend on what is published. */
        DOCUMENT;

        /** The name of a response header that names the policy for the edge, which removes it. */
        static final String HEADER = "shida-cache-policy";

        /** The name in settings. */
        public String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
