package dev.shida.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What all pages look like: one stylesheet, in the page itself so that nothing has to be asked for before it can be read,
 * and the headers that keep out everything else.
 *
 * @param style to be put between {@code <style>} and {@code </style>} as it is
 * @param headers of every page that looks like this
 */
public record PageSecurity(String style, Map<String, String> headers) {
    private static final String STYLE = compact("/pages/style.css")
            .replaceAll("\\s*([{};,])\\s*", "$1")
            .replace(": ", ":")
            .replace(";}", "}");

    /**
     * The look of pages that have these scripts.
     *
     * @param scripts to be put between {@code <script>} and {@code </script>} as they are
     */
    public static PageSecurity with(String... scripts) {
        String policy = "default-src 'none'; style-src " + hash(STYLE) + "; script-src " + hashes(scripts)
                + "; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return new PageSecurity(
                STYLE, Map.of("Content-Security-Policy", policy, "Referrer-Policy", "strict-origin-when-cross-origin"));
    }

    private static String hashes(String... scripts) {
        return scripts.length == 0
                ? "'none'"
                : Arrays.stream(scripts).map(PageSecurity::hash).collect(Collectors.joining(" "));
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

    /** A stylesheet or a script that is packaged with the service, without comments and indentation: every page has it. */
    static String compact(String resource) {
        return read(resource)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^\\s*//.*$", "")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }

    /** A text that is packaged with the service. */
    public static String read(String resource) {
        return new String(bytes(resource), UTF_8);
    }

    /** A file that is packaged with the service. */
    static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(PageSecurity.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
