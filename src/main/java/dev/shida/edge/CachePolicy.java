package dev.shida.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a response is fresh, and for which caches (RFC 9111, section 5.2; RFC 5861; RFC 9213). */
final class CachePolicy {
    private static final CharSequence CDN_CACHE_CONTROL = HttpHeaders.createOptimized("cdn-cache-control");
    private static final Pattern UNSHARED = Pattern.compile("\\b(?:no-store|private)\\b");

    /** None for what nobody has said anything about. */
    private final Optional<EdgeConfig.Kind> kind;

    private CachePolicy(Optional<EdgeConfig.Kind> kind) {
        this.kind = kind;
    }

    /**
     * Of what a target names.
     *
     * @param target path and query, in normal form
     */
    static CachePolicy of(String target, EdgeConfig config) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return new CachePolicy(config.cache().values().stream()
                .filter(kind -> specificity(kind, path) > 0)
                .max(Comparator.comparing(kind -> specificity(kind, path))));
    }

    /** How many characters say that a path is of a kind; 0 if it is of another. */
    private static int specificity(EdgeConfig.Kind kind, String path) {
        return kind.path().stream()
                .filter(pattern -> isWithin(path, pattern))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** Whether a path has the segments of a pattern, and perhaps more of them. */
    private static boolean isWithin(String path, String pattern) {
        int star = pattern.indexOf('*');
        if (star >= 0) {
            String end = pattern.substring(star + 1);
            return path.length() >= pattern.length() - 1
                    && path.startsWith(pattern.substring(0, star))
                    && path.endsWith(end)
                    && path.indexOf('/', star) < 0;
        }
        return path.startsWith(pattern)
                && (path.length() == pattern.length() || pattern.endsWith("/") || path.charAt(pattern.length()) == '/');
    }

    /** Whether publications change it. */
    boolean isPublished() {
        return kind.map(EdgeConfig.Kind::published).orElse(false);
    }

    /** What there is to choose from. */
    Languages languages() {
        return new Languages(kind.flatMap(EdgeConfig.Kind::languages).orElse(List.of()));
    }

    /** Whether an answer with these headers, as it was made, may be kept for whoever asks the same. */
    boolean allowsStoring(MultiMap headers) {
        return !headers.contains(HttpHeaders.SET_COOKIE)
                && headers.getAll(HttpHeaders.VARY).stream()
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .allMatch(name -> isInKey(name.strip()))
                && headers.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .noneMatch(value ->
                                UNSHARED.matcher(value.toLowerCase(Locale.ROOT)).find());
    }

    /** Whether what is kept is looked up by a header. */
    private boolean isInKey(String header) {
        return header.equalsIgnoreCase("Accept")
                || (header.equalsIgnoreCase("Accept-Language")
                        && !languages().tags().isEmpty());
    }

    /** Tells other caches, unless whoever made the answer keeps it back. */
    void describe(MultiMap headers) {
        if (allowsStoring(headers)) {
            headers.set(
                    HttpHeaders.CACHE_CONTROL,
                    kind.map(known -> cacheControl(known.maxAge(), known)).orElse("no-cache"));
            kind.ifPresent(known ->
                    known.cdnMaxAge().ifPresent(age -> headers.set(CDN_CACHE_CONTROL, cacheControl(age, known))));
        }
    }

    private static String cacheControl(Duration age, EdgeConfig.Kind kind) {
        return "public, max-age=" + age.toSeconds() + ", stale-while-revalidate="
                + kind.staleWhileRevalidate().toSeconds() + ", stale-if-error="
                + kind.staleIfError().toSeconds();
    }
}
