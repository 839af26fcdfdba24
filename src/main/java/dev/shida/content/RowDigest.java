package dev.shida.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies rows by the digests that the database made when it wrote them (V9__digests.sql): H2 does not notice when bytes
 * of its file have changed.
 */
final class RowDigest {
    private static final String SEPARATOR = "\u001f";

    private RowDigest() {}

    /**
     * Verifies a row.
     *
     * @param row what it is, for people
     * @param columns in the order of the migration; what is null is left out
     * @throws DamagedContent if the digest is of something else
     */
    static void verify(String row, byte @Nullable [] digest, @Nullable Object... columns) {
        String text = Arrays.stream(columns)
                .filter(Objects::nonNull)
                .map(column -> column instanceof Instant time ? time.getEpochSecond() : column)
                .map(String::valueOf)
                .collect(Collectors.joining(SEPARATOR));
        if (!Arrays.equals(digest, sha256(text.getBytes(UTF_8)))) {
            throw new DamagedContent(row);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
