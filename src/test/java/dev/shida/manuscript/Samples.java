package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The manuscripts that the tests read and vary. */
final class Samples {

    static final String SMALL = text("/samples/small.md");

    private Samples() {}

    static byte[] bundled() {
        return read("/manuscripts/capital-unions-2022.md");
    }

    /** The small manuscript with one piece of it replaced. */
    static String small(String piece, String replacement) {
        assertTrue(SMALL.contains(piece), () -> "no longer in the small manuscript: " + piece);
        return SMALL.replaceFirst(Pattern.quote(piece), Matcher.quoteReplacement(replacement));
    }

    static Manuscript parse(String manuscript) throws FaultyManuscript {
        return Manuscript.parse(manuscript.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> faults(String manuscript) {
        return faults(manuscript.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> faults(byte[] manuscript) {
        try {
            Manuscript.parse(manuscript);
            return List.of();
        } catch (FaultyManuscript e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }

    static String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
