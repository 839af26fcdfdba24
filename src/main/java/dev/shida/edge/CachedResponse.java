package dev.shida.edge;

import dev.shida.edge.ResponseCounters.CacheOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A complete, immutable response; only the date differs each time it is sent.
 *
 * @param revision the current one when the request came
 * @param published whether it depends on published content
 * @param origin of its absolute links; empty if it has none
 * @param language empty if it does not depend on the negotiated one
 * @param storable whether it may be cached
 * @param closes whether it says {@code Connection: close}
 */
record CachedResponse(
        int status,
        long revision,
        boolean published,
        Optional<String> origin,
        Optional<String> language,
        MultiMap headers,
        byte[] body,
        boolean storable,
        boolean closes) {
    /** Compressing fewer bytes saves no packet. */
    private static final int MIN_ENCODED = 1_024;

    /** The approximate memory of an instance, without headers and body. */
    private static final int OVERHEAD = 512;

    /** Browsers must not sniff the media type (the Fetch standard, "X-Content-Type-Options header"). */
    static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");

    static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("cache-status");
    private static final Pattern COMPRESSIBLE = Pattern.compile("text/.*|.*\\b(?:json|xml|yaml|javascript)\\b.*");

    /** The headers that a 304 repeats (RFC 9110, section 15.4.5), and those of CORS. */
    private static final Set<String> NOT_MODIFIED_HEADERS = Set.of(
            "etag",
            "cache-control",
            "cdn-cache-control",
            "content-location",
            "vary",
            "access-control-allow-origin",
            "access-control-expose-headers");

    /** Adds the headers that all responses have to one that is complete. */
    static CachedResponse of(BufferedResponse buffered, EdgeConfig config, NegotiatedRequest request) {
        Optional<String> origin =
                buffered.usesOrigin() ? Optional.of(request.address().origin()) : Optional.empty();
        int status = buffered.getStatusCode();
        byte[] body = buffered.body();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        // HTTP/2 allows only lower case.
        buffered.headers().forEach((name, value) -> headers.add(name.toLowerCase(Locale.ROOT), value));
        CachePolicy policy = CachePolicy.of(headers, config);
        boolean closes = headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        // For the edge alone; or of a file that the body was read from; or of the transfer, which the edge decides.
        for (CharSequence name : List.of(
                CachePolicy.HEADER,
                HttpHeaders.ACCEPT_RANGES,
                HttpHeaders.CONNECTION,
                HttpHeaders.CONTENT_LENGTH,
                HttpHeaders.DATE,
                HttpHeaders.LAST_MODIFIED,
                HttpHeaders.TRANSFER_ENCODING)) {
            headers.remove(name);
        }
        Cors.allow(headers::set);
        headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        boolean storable = status == 200 && policy.allowsStoring(headers);
        if (status == 200) {
            policy.describe(headers);
        }
        if (status == 200 && policy.isDeclared()) {
            headers.set(HttpHeaders.ETAG, entityTag(body));
        }
        if (isCompressible(headers)) {
            addVary(headers, "Accept-Encoding");
        }
        boolean published = status == 200 && policy.isPublished();
        Optional<String> localised = policy.isLocalised() ? Optional.of(request.language()) : Optional.empty();
        return new CachedResponse(
                status, request.revision(), published, origin, localised, headers, body, storable, closes);
    }

    /** Compresses it; returns it unchanged if it is small, not compressible, or compressed already. */
    CachedResponse encoded(Coding.CodingChoice choice) {
        boolean worthwhile = body.length >= MIN_ENCODED && isCompressible(headers);
        if (choice.coding() == Coding.IDENTITY
                || body.length == 0
                || headers.contains(HttpHeaders.CONTENT_ENCODING)
                || !(worthwhile || choice.required())) {
            return this;
        }
        byte[] encoded = choice.coding().encode(body);
        if (encoded.length >= body.length && !choice.required()) {
            return this;
        }
        MultiMap changed = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        changed.set(HttpHeaders.CONTENT_ENCODING, choice.coding().token());
        addVary(changed, "Accept-Encoding");
        if (changed.contains(HttpHeaders.ETAG)) {
            changed.set(HttpHeaders.ETAG, entityTag(encoded));
        }
        return new CachedResponse(status, revision, published, origin, language, changed, encoded, storable, closes);
    }

    private static boolean isCompressible(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null
                && COMPRESSIBLE.matcher(type.toLowerCase(Locale.ROOT)).matches();
    }

    private static void addVary(MultiMap headers, String name) {
        Set<String> names = new LinkedHashSet<>();
        headers.getAll(HttpHeaders.VARY).forEach(value -> names.addAll(List.of(value.split(",\\s*"))));
        names.add(name);
        headers.set(HttpHeaders.VARY, String.join(", ", names));
    }

    /** A strong entity tag (RFC 9110, section 8.8.3) of 128 bits of a hash of the bytes. */
    private static String entityTag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return '"' + text.substring(0, 22) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if it has none. */
    String entityTag() {
        return headers.contains(HttpHeaders.ETAG) ? headers.get(HttpHeaders.ETAG) : "";
    }

    /** The approximate memory in bytes. */
    int size() {
        int size = OVERHEAD + body.length;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length() + 64;
        }
        return size;
    }

    /**
     * The headers to send, without {@code Date} and {@code Last-Modified}.
     *
     * @param status its own, or 304
     */
    MultiMap headers(int status, CacheOutcome outcome) {
        MultiMap sent = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : headers) {
            if (status != 304 || NOT_MODIFIED_HEADERS.contains(header.getKey())) {
                sent.add(header.getKey(), header.getValue());
            }
        }
        if (status != 304 && status != 204) {
            sent.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        }
        return sent.set(CACHE_STATUS, outcome.cacheStatus());
    }

    /** The head in HTTP/1.1 (RFC 9112, section 2.1), without {@code Date}, {@code Last-Modified} and the empty line. */
    byte[] head(int status, CacheOutcome outcome) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(status).append(status == 304 ? " Not Modified\r\n" : " OK\r\n");
        for (Map.Entry<String, String> header : headers(status, outcome)) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
