package dev.shida.edge;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.shida.edge.ResponseCounters.CacheOutcome;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/** The cache of responses, bounded by memory; Caffeine evicts those that are requested least. */
@Singleton
final class ResponseCache {
    /**
     * The cache key. Requests with equal keys have the same response.
     *
     * @param origin scheme, host and port, if the response has absolute links and another is cached without; empty for most
     * @param prefix that links begin with
     * @param target path and query, normalised
     * @param accept the canonical header
     * @param language the negotiated one, if the response depends on it and another is cached without; empty for most
     * @param choice the negotiated coding
     * @param revision the current one when the request came: a response that was computed from earlier content is never
     *     found after a publication
     */
    record CacheKey(
            String origin,
            String prefix,
            String target,
            String accept,
            String language,
            Coding.CodingChoice choice,
            long revision) {
        CacheKey plain() {
            return new CacheKey(origin, prefix, target, accept, language, Coding.CodingChoice.PLAIN, revision);
        }

        int size() {
            return 2 * (origin.length() + prefix.length() + target.length() + accept.length());
        }
    }

    /** A response that is cached, or being computed, under a key. */
    record Lookup(CacheKey key, CompletableFuture<CachedResponse> response, CacheOutcome outcome) {}

    private final LongAdder evictions = new LongAdder();
    private final AsyncCache<CacheKey, CachedResponse> responses;

    ResponseCache(EdgeConfig config) {
        Weigher<CacheKey, CachedResponse> size = (key, response) -> key.size() + response.size();
        responses = Caffeine.newBuilder()
                .maximumWeight(HeapShare.cached(config.maxSize()) * 3 / 4)
                .weigher(size)
                .executor(Runnable::run)
                .evictionListener((key, response, cause) -> evictions.increment())
                .buildAsync();
    }

    /**
     * Looks up the response to a request: by what all keys have, and then by what the response that is found depends on
     * besides.
     *
     * @param compute makes the response that has a key
     */
    Lookup lookUp(NegotiatedRequest request, Function<CacheKey, CompletableFuture<CachedResponse>> compute) {
        return lookUp(request, request.key(), compute);
    }

    private Lookup lookUp(
            NegotiatedRequest request, CacheKey key, Function<CacheKey, CompletableFuture<CachedResponse>> compute) {
        Lookup lookup = lookUp(key, () -> compute.apply(key));
        CompletableFuture<CachedResponse> response = lookup.response();
        if (!response.isDone()) {
            return new Lookup(
                    key,
                    response.thenCompose(cached -> request.matches(cached)
                            ? CompletableFuture.completedFuture(cached)
                            : lookUp(request, request.key(key, cached), compute).response()),
                    lookup.outcome());
        }
        return response.isCompletedExceptionally() || request.matches(response.join())
                ? lookup
                : lookUp(request, request.key(key, response.join()), compute);
    }

    /** Looks a response up. If absent, it is computed, once for concurrent requests, and cached if it is storable. */
    Lookup lookUp(CacheKey key, Supplier<CompletableFuture<CachedResponse>> compute) {
        CompletableFuture<CachedResponse> present = responses.getIfPresent(key);
        CompletableFuture<CachedResponse> placeholder = new CompletableFuture<>();
        if (present == null) {
            present = responses.asMap().putIfAbsent(key, placeholder);
        }
        if (present != null) {
            return present.isDone() && present.getNow(null) != null
                    ? new Lookup(key, present, CacheOutcome.HIT)
                    : new Lookup(
                            key,
                            // A response that is not storable may be for one client alone.
                            present.thenCompose(response ->
                                    response == null ? compute.get() : CompletableFuture.completedFuture(response)),
                            CacheOutcome.COLLAPSED);
        }
        CompletableFuture<CachedResponse> computed;
        try {
            computed = compute.get();
        } catch (RuntimeException e) {
            computed = CompletableFuture.failedFuture(e);
        }
        // Null removes the placeholder.
        return new Lookup(
                key,
                computed.whenComplete((response, failure) ->
                        placeholder.complete(failure == null && response.storable() ? response : null)),
                CacheOutcome.MISS);
    }

    /** Whether the response to a request is cached, and complete. */
    boolean isCached(NegotiatedRequest request) {
        return isCached(request, request.key());
    }

    private boolean isCached(NegotiatedRequest request, CacheKey key) {
        CachedResponse found = Optional.ofNullable(responses.getIfPresent(key))
                .map(response -> response.getNow(null))
                .orElse(null);
        return found != null && (request.matches(found) || isCached(request, request.key(key, found)));
    }

    CacheUse use() {
        return CacheUse.of(responses.synchronous(), evictions);
    }

    /**
     * Evicts the responses of earlier revisions. Those of this one stay, also while they are being computed: a second
     * computation could see a publication that is not announced yet, and the first, which other clients got, not.
     */
    void evictBefore(long revision) {
        responses.asMap().keySet().removeIf(key -> key.revision() < revision);
    }
}
