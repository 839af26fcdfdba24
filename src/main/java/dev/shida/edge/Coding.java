package dev.shida.edge;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A content coding (RFC 9110, section 8.4.1), the preferred one first. */
enum Coding {
    BROTLI("br"),
    GZIP("gzip"),
    IDENTITY("identity");

    /**
     * The coding for an answer.
     *
     * @param required whether the answer has to have it, even if that makes it longer
     */
    record Choice(Coding coding, boolean required) {
        static final Choice PLAIN = new Choice(IDENTITY, false);
    }

    private static final boolean HAS_BROTLI = Brotli4jLoader.isAvailable();

    /** A member of {@code Accept-Encoding}, white space removed. */
    private static final Pattern MEMBER = Pattern.compile("([^;]+)(?:;q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /** The name in {@code Content-Encoding}. */
    String token() {
        return token;
    }

    /**
     * Chooses by what a client accepts (section 12.5.3).
     *
     * @param accepted the value of {@code Accept-Encoding}
     * @return empty if it accepts none of these codings
     */
    static Optional<Choice> choose(String accepted) {
        Map<String, Float> weights = new HashMap<>();
        for (String member : accepted.split(",")) {
            Matcher parts = MEMBER.matcher(member.replaceAll("\\s", "").toLowerCase(Locale.ROOT));
            if (parts.matches()) {
                String token = parts.group(1).equals("x-gzip") ? GZIP.token : parts.group(1);
                weights.put(token, parts.group(2) == null ? 1 : Float.parseFloat(parts.group(2)));
            }
        }
        float others = weights.getOrDefault("*", 0f);
        // Without a word about it, the answer as it is will do if there is nothing better.
        float plain = weights.getOrDefault(IDENTITY.token, weights.getOrDefault("*", Float.MIN_VALUE));
        Coding best = IDENTITY;
        float most = plain;
        for (Coding coding : new Coding[] {GZIP, BROTLI}) {
            float weight = weights.getOrDefault(coding.token, others);
            if (weight > 0 && weight >= most && (coding != BROTLI || HAS_BROTLI)) {
                best = coding;
                most = weight;
            }
        }
        return most > 0 ? Optional.of(new Choice(best, plain == 0)) : Optional.empty();
    }

    /** Encodes, as small as the coding can make it. */
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

    /** The highest quality takes a second for each megabyte. */
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
