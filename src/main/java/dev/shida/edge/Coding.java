package dev.shida.edge;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A content coding (RFC 9110, section 8.4.1), in the order of preference. */
enum Coding {
    BROTLI("br"),
    GZIP("gzip"),
    IDENTITY("identity");

    /**
     * The negotiated coding.
     *
     * @param required whether the client refuses the identity coding, so that even a longer result is sent
     */
    record CodingChoice(Coding coding, boolean required) {
        static final CodingChoice PLAIN = new CodingChoice(IDENTITY, false);
    }

    private static final boolean HAS_BROTLI = Brotli4jLoader.isAvailable();

    /** A name in {@code Accept-Encoding}, in small letters. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /** The name in {@code Content-Encoding}. */
    String token() {
        return token;
    }

    /**
     * Negotiates the coding (section 12.5.3).
     *
     * @param accepted the values of {@code Accept-Encoding}, one for each line that has it
     * @return empty if it accepts none of these codings
     */
    static Optional<CodingChoice> choose(List<String> accepted) {
        if (accepted.isEmpty()) {
            return Optional.of(CodingChoice.PLAIN);
        }
        Map<String, Integer> weights = Preferences.read(accepted, NAME, false);
        Integer old = weights.remove("x-gzip");
        if (old != null) {
            weights.merge(GZIP.token, old, Math::max);
        }
        int others = weights.getOrDefault("*", 0);
        // Identity is acceptable unless it is excluded.
        int plain = weights.getOrDefault(IDENTITY.token, weights.getOrDefault("*", 1));
        Coding best = IDENTITY;
        int most = plain;
        for (Coding coding : new Coding[] {GZIP, BROTLI}) {
            int weight = weights.getOrDefault(coding.token, others);
            if (weight > 0 && weight >= most && (coding != BROTLI || HAS_BROTLI)) {
                best = coding;
                most = weight;
            }
        }
        return most > 0 ? Optional.of(new CodingChoice(best, plain == 0)) : Optional.empty();
    }

    /** Encodes with the best compression that is fast enough: a result is cached and sent many times. */
    byte[] encode(byte[] plain) {
        try {
            return switch (this) {
                case BROTLI -> Encoder.compress(plain, new Encoder.Parameters().setQuality(quality(plain.length)));
                case GZIP -> gzip(plain);
                case IDENTITY -> plain;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The highest quality takes a second per megabyte. */
    private static int quality(int length) {
        return length <= 128 * 1024 ? 11 : 9;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new BestGzip(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(9);
        }
    }
}
