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
    record Found(CompletableFuture<CachedResponse> answer, String cacheStatus) {}

    static final String HIT = "shida; hit";
    private static final String COLLAPSED = "shida; fwd=uri-miss; collapsed";
    private static final String MADE = "shida; fwd=uri-miss";

    private final AsyncCache<Key, CachedResponse> answers;

    ResponseCache(EdgeConfig config) {
        Weigher<Key, CachedResponse> size = (key, answer) -> key.size() + answer.size();
        answers = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue() * 3 / 4)
                .weigher(size)
                .executor(Runnable::run)
                .buildAsync();
    }

    /** Finds an answer. If there is none it is made, once for all who ask for it meanwhile, and kept if it may be. */
    Found get(Key key, Supplier<CompletableFuture<CachedResponse>> make) {
        CompletableFuture<CachedResponse> found = answers.getIfPresent(key);
        CompletableFuture<CachedResponse> kept = new CompletableFuture<>();
        if (found == null) {
            found = answers.asMap().putIfAbsent(key, kept);
        }
        if (found != null) {
            return found.isDone() && found.getNow(null) != null
                    ? new Found(found, HIT)
                    : new Found(
                            // What may not be kept may be meant for one alone.
                            found.thenCompose(
                                    answer -> answer == null ? make.get() : CompletableFuture.completedFuture(answer)),
                            COLLAPSED);
        }
        CompletableFuture<CachedResponse> made;
        try {
            made = make.get();
        } catch (RuntimeException e) {
            made = CompletableFuture.failedFuture(e);
        }
        // Null takes the place away.
        return new Found(
                made.whenComplete(
                        (answer, failure) -> kept.complete(failure == null && answer.isStorable() ? answer : null)),
                MADE);
    }

    /**
     * Lets go of the answers of earlier revisions. Those of this one stay, also while they are being made: one that was
     * made a second time could tell of a publication that is not announced yet, and the first, which others were given
     * meanwhile, not.
     */
    void dropBefore(long revision) {
        answers.asMap().keySet().removeIf(key -> key.revision() < revision);
    }
}
