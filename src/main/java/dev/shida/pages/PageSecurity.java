package dev.shida.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shida.text.Resource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The style and the script of a kind of pages, in the page itself so that nothing has to be asked for before it can be read,
 * and the headers that keep out everything else. Each kind has what it uses and no more: most of what is sent is these.
 *
 * @param style to be put between {@code <style>} and {@code </style>} as it is
 * @param script to be put between {@code <script>} and {@code </script>} as it is; empty if there is none
 * @param headers of every page of the kind
 */
public record PageSecurity(String style, String script, Map<String, String> headers) {
    static final PageSecurity HOME = of(List.of("page", "lists", "rank", "home", "call"), List.of("page", "call"));
    static final PageSecurity SERIES = of(List.of("page", "lists", "grid", "call"), List.of("page", "call"));
    static final PageSecurity ROUND_UP =
            of(List.of("page", "lists", "rank", "entries", "prose", "grid", "call"), List.of("page", "call"));
    static final PageSecurity WHOLE = of(List.of("page", "rank", "prose", "whole"), List.of("page", "markdown"));
    static final PageSecurity STORY =
            of(List.of("page", "lists", "rank", "prose", "story", "call", "beside"), List.of("page", "call"));
    static final PageSecurity TOPIC =
            of(List.of("page", "lists", "rank", "entries", "grid", "call"), List.of("page", "call"));
    static final PageSecurity TOPICS = of(List.of("page", "lists", "call"), List.of("page", "call"));
    static final PageSecurity SEARCH = of(List.of("page", "lists", "rank", "entries", "call"), List.of("page", "call"));
    static final PageSecurity SUBSCRIBE =
            of(List.of("page", "lists", "subscribe", "call"), List.of("page", "call", "subscribe"));
    static final PageSecurity DOCS = of(List.of("page", "lists", "docs"), List.of("page"));
    static final PageSecurity CALL = of(List.of("page", "lists", "docs"), List.of("page", "try"));
    static final PageSecurity PROBLEM = of(List.of("page", "lists", "problem"), List.of());

    /** @param styles and {@code scripts} by the names of their files, in this order */
    private static PageSecurity of(List<String> styles, List<String> scripts) {
        String style = styles.stream()
                .map(name -> compact("/pages/style/" + name + ".css"))
                .collect(Collectors.joining())
                .replaceAll("\\s*([{};,])\\s*", "$1")
                .replace(": ", ":")
                .replace(";}", "}");
        String script = scripts.stream()
                .map(name -> compact("/pages/script/" + name + ".js"))
                .collect(Collectors.joining("\n"));
        String policy = "default-src 'none'; style-src " + hash(style) + "; script-src "
                + (script.isEmpty() ? "'none'" : hash(script))
                + "; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self';"
                + " base-uri 'none'; frame-ancestors 'none'";
        return new PageSecurity(
                style,
                script,
                Map.of("Content-Security-Policy", policy, "Referrer-Policy", "strict-origin-when-cross-origin"));
    }

    /** What Content Security Policy, level 3, section 2.3.1, calls a hash-source. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A stylesheet or a script that is packaged with the service, without comments and indentation: pages have it. */
    private static String compact(String resource) {
        return Resource.text(resource)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^\\s*//.*$", "")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }
}
