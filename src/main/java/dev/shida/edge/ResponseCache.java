package dev.shida.edge;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The answers made so far, as many as the memory allows, those that are asked for most first. */
@Singleton
final class ResponseCache {
    /**
     * What makes two requests the same.
     *
     * @param origin scheme, host and port, where the answer has absolute addresses and another origin asked first; empty
     *     for nearly all
     * @param prefix that links begin with
     * @param target path and query, in normal form
     * @param accept the header
     * @param language of those that the answer comes in; empty if there is nothing to choose
     * @param choice the coding of the answer
     * @param revision the present one when the request came: an answer that was begun before a publication is never
     *     found after it
     */
    record Key(
            String origin,
            String prefix,
            String target,
            String accept,
            String language,
            Coding.Choice choice,
            long revision) {
        Key plain() {
            return new Key(origin, prefix, target, accept, language, Coding.Choice.PLAIN, revision);
        }

        int size() {
            return 2 * (origin.length() + prefix.length() + target.length() + accept.length());
        }
    }

    /** Found, or being made. */
    record Lookup(CompletableFuture<CachedResponse> response, String cacheStatus) {}

    static final String HIT = "shida; hit";
    private static final String COLLAPSED = "shida; fwd=uri-miss; collapsed";
    private static final String MISS = "shida; fwd=uri-miss";

    private final AsyncCache<Key, CachedResponse> responses;

    ResponseCache(EdgeConfig config) {
        Weigher<Key, CachedResponse> size = (key, response) -> key.size() + response.size();
        responses = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue() * 3 / 4)
                .weigher(size)
                .executor(Runnable::run)
                .buildAsync();
    }

    /** Finds an answer. If there is none it is made, once for all who ask for it meanwhile, and kept if it may be. */
    Lookup lookUp(Key key, Supplier<CompletableFuture<CachedResponse>> compute) {
        CompletableFuture<CachedResponse> present = responses.getIfPresent(key);
        CompletableFuture<CachedResponse> placeholder = new CompletableFuture<>();
        if (present == null) {
            present = responses.asMap().putIfAbsent(key, placeholder);
        }
        if (present != null) {
            return present.isDone() && present.getNow(null) != null
                    ? new Lookup(present, HIT)
                    : new Lookup(
                            // What may not be kept may be meant for one alone.
                            present.thenCompose(response ->
                                    response == null ? compute.get() : CompletableFuture.completedFuture(response)),
                            COLLAPSED);
        }
        CompletableFuture<CachedResponse> computed;
        try {
            computed = compute.get();
        } catch (RuntimeException e) {
            computed = CompletableFuture.failedFuture(e);
        }
        // Null takes the place away.
        return new Lookup(
                computed.whenComplete((response, failure) ->
                        placeholder.complete(failure == null && response.isStorable() ? response : null)),
                MISS);
    }

    /**
     * Lets go of the answers of earlier revisions. Those of this one stay, also while they are being made: one that was
     * made a second time could tell of a publication that is not announced yet, and the first, which others were given
     * meanwhile, not.
     */
    void evictBefore(long revision) {
        responses.asMap().keySet().removeIf(key -> key.revision() < revision);
    }
}
