package dev.shida.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that are packaged with the service. */
public final class Resource {
    private Resource() {}

    /** A text in UTF-8, by its path from the root of the class path. */
    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** The bytes of a file, by its path. */
    public static byte[] bytes(String path) {
        try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
