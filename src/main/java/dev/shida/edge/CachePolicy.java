package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a response may be stored, and how long it is fresh, for which caches (RFC 9111, section 5.2; RFC 5861; RFC 9213).
 * A response that declares no policy is not stored anywhere.
 *
 * @param policy empty if the response declares none
 */
record CachePolicy(Optional<EdgeConfig.CacheSettings> policy) {
    /** The response header that names the policy; clients do not get it. */
    static final CharSequence HEADER = HttpHeaders.createOptimized("shida-cache-policy");

    private static final CharSequence CDN_CACHE_CONTROL = HttpHeaders.createOptimized("cdn-cache-control");
    private static final Pattern UNSHARED = Pattern.compile("\\b(?:no-store|private)\\b");

    /** The policy that a response declares. */
    static CachePolicy of(MultiMap headers, EdgeConfig config) {
        return new CachePolicy(Optional.ofNullable(headers.get(HEADER)).map(config.cache()::get));
    }

    boolean isDeclared() {
        return policy.isPresent();
    }

    /** Whether publications change it. */
    boolean isPublished() {
        return policy.map(EdgeConfig.CacheSettings::published).orElse(false);
    }

    /** Whether it depends on the negotiated language. */
    boolean isLocalised() {
        return policy.flatMap(EdgeConfig.CacheSettings::languages).isPresent();
    }

    /** Whether a response with these headers may be stored, and sent to any client whose request has the same key. */
    boolean allowsStoring(MultiMap headers) {
        return isDeclared()
                && !headers.contains(HttpHeaders.SET_COOKIE)
                && headers.getAll(HttpHeaders.VARY).stream()
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .allMatch(name -> isInKey(name.strip()))
                && headers.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .noneMatch(value ->
                                UNSHARED.matcher(value.toLowerCase(Locale.ROOT)).find());
    }

    /** Whether the cache key has what a header says. */
    private boolean isInKey(String header) {
        return header.equalsIgnoreCase("Accept") || (header.equalsIgnoreCase("Accept-Language") && isLocalised());
    }

    /** Sets the headers for other caches, unless the response says itself that it is not to be shared. */
    void describe(MultiMap headers) {
        if (allowsStoring(headers)) {
            policy.ifPresent(known -> {
                headers.set(HttpHeaders.CACHE_CONTROL, cacheControl(known.maxAge(), known));
                known.cdnMaxAge().ifPresent(age -> headers.set(CDN_CACHE_CONTROL, cacheControl(age, known)));
            });
        } else if (!isDeclared() && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static String cacheControl(Duration age, EdgeConfig.CacheSettings policy) {
        return "public, max-age=" + age.toSeconds() + ", stale-while-revalidate="
                + policy.staleWhileRevalidate().toSeconds() + ", stale-if-error="
                + policy.staleIfError().toSeconds();
    }
}
