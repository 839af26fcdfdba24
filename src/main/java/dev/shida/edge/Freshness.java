package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long an answer may be used, and by whom (RFC 9111, section 5.2; RFC 5861; RFC 9213). */
final class Freshness {
    private static final CharSequence CDN_CACHE_CONTROL = HttpHeaders.createOptimized("cdn-cache-control");
    private static final Pattern KEPT_BACK = Pattern.compile("\\b(?:no-store|private)\\b");

    private final boolean published;
    private final String everyCache;
    private final Optional<String> purgedCaches;

    private Freshness(boolean published, String everyCache, Optional<String> purgedCaches) {
        this.published = published;
        this.everyCache = everyCache;
        this.purgedCaches = purgedCaches;
    }

    /**
     * Of what is at a path.
     *
     * @param path in normal form; a query may follow
     */
    static Freshness of(String path, EdgeConfig config) {
        return config.cache().values().stream()
                .filter(kind -> path.startsWith(kind.path()))
                .max(Comparator.comparing(kind -> kind.path().length()))
                .map(Freshness::of)
                .orElseGet(() -> new Freshness(false, "no-cache", Optional.empty()));
    }

    private static Freshness of(EdgeConfig.Kind kind) {
        String stale = ", stale-while-revalidate=" + kind.staleWhileRevalidate().toSeconds() + ", stale-if-error="
                + kind.staleIfError().toSeconds();
        return new Freshness(
                kind.published(),
                "public, max-age=" + kind.maxAge().toSeconds() + stale,
                kind.cdnMaxAge().map(age -> "public, max-age=" + age.toSeconds() + stale));
    }

    /** Whether publications change it. */
    boolean isPublished() {
        return published;
    }

    /** Whether an answer with these headers, as it was made, may be kept for whoever asks the same. */
    boolean allowsStoring(MultiMap headers) {
        return !headers.contains(HttpHeaders.SET_COOKIE)
                && headers.getAll(HttpHeaders.VARY).stream().allMatch("Accept"::equalsIgnoreCase)
                && headers.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .noneMatch(value -> KEPT_BACK
                                .matcher(value.toLowerCase(Locale.ROOT))
                                .find());
    }

    /** Tells other caches, unless whoever made the answer keeps it back. */
    void say(MultiMap headers) {
        if (allowsStoring(headers)) {
            headers.set(HttpHeaders.CACHE_CONTROL, everyCache);
            purgedCaches.ifPresent(value -> headers.set(CDN_CACHE_CONTROL, value));
        }
    }
}
