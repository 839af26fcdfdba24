package dev.shida.edge;

import dev.shida.edge.ResponseCache.CacheKey;

/**
 * What a request asks for, once it is normalised and negotiated: resources see it, and responses are cached by it.
 *
 * @param target path and query
 * @param address that links begin with
 * @param accept the canonical form of the header; empty if absent
 * @param language the negotiated one; empty if there is nothing to negotiate
 * @param choice the negotiated coding
 * @param revision the current one when the request came
 */
record NegotiatedRequest(
        String target, Address address, String accept, String language, Coding.CodingChoice choice, long revision) {

    /** The key of a response that depends on neither origin nor language: most do not, and are cached once for all. */
    CacheKey key() {
        return new CacheKey("", address.prefix(), target, accept, "", choice, revision);
    }

    /** A key with the origin and the language too, as far as the response that has the key depends on them. */
    CacheKey key(CacheKey key, CachedResponse other) {
        return new CacheKey(
                other.origin().isPresent() ? address.origin() : key.origin(),
                address.prefix(),
                target,
                accept,
                other.language().isPresent() ? language : key.language(),
                choice,
                revision);
    }

    /** Whether a response, which may have been computed for another request, is one to this. */
    boolean matches(CachedResponse cached) {
        return cached.origin().map(address.origin()::equals).orElse(true)
                && cached.language().map(language::equals).orElse(true);
    }
}
