package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
    private final Languages languages;

    private Freshness(boolean published, String everyCache, Optional<String> purgedCaches, Languages languages) {
        this.published = published;
        this.languages = languages;
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
                .filter(kind -> fit(kind, path) > 0)
                .max(Comparator.comparing(kind -> fit(kind, path)))
                .map(Freshness::of)
                .orElseGet(() -> new Freshness(false, "no-cache", Optional.empty(), new Languages(List.of())));
    }

    /** How much of a path a kind is for; 0 if it is for another. */
    private static int fit(EdgeConfig.Kind kind, String path) {
        return kind.path().stream()
                .filter(path::startsWith)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static Freshness of(EdgeConfig.Kind kind) {
        String stale = ", stale-while-revalidate=" + kind.staleWhileRevalidate().toSeconds() + ", stale-if-error="
                + kind.staleIfError().toSeconds();
        return new Freshness(
                kind.published(),
                "public, max-age=" + kind.maxAge().toSeconds() + stale,
                kind.cdnMaxAge().map(age -> "public, max-age=" + age.toSeconds() + stale),
                new Languages(kind.languages().orElse(List.of())));
    }

    /** Whether publications change it. */
    boolean isPublished() {
        return published;
    }

    /** What there is to choose from. */
    Languages languages() {
        return languages;
    }

    /** Whether an answer with these headers, as it was made, may be kept for whoever asks the same. */
    boolean allowsStoring(MultiMap headers) {
        return !headers.contains(HttpHeaders.SET_COOKIE)
                && headers.getAll(HttpHeaders.VARY).stream()
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .allMatch(name -> isAskedBy(name.strip()))
                && headers.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .noneMatch(value -> KEPT_BACK
                                .matcher(value.toLowerCase(Locale.ROOT))
                                .find());
    }

    /** Whether what is kept is looked up by a header. */
    private boolean isAskedBy(String header) {
        return header.equalsIgnoreCase("Accept")
                || (header.equalsIgnoreCase("Accept-Language")
                        && !languages.tags().isEmpty());
    }

    /** Tells other caches, unless whoever made the answer keeps it back. */
    void say(MultiMap headers) {
        if (allowsStoring(headers)) {
            headers.set(HttpHeaders.CACHE_CONTROL, everyCache);
            purgedCaches.ifPresent(value -> headers.set(CDN_CACHE_CONTROL, value));
        }
    }
}
