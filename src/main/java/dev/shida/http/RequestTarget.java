package dev.shida.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shida.problem.Problem;
import dev.shida.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The target of a request, path and query, as RFC 3986 reads it. */
final class RequestTarget {
    /** What no path of this server has: empty and dot segments, parameters of a segment, encoded slashes. */
    private static final Pattern UNNAMEABLE =
            Pattern.compile("//|;|%2f|%5c|/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

    private RequestTarget() {}

    /**
     * Checks that percent-encoded text decodes to UTF-8 without control characters.
     *
     * @param name what to call the text in the detail of the problem
     * @param allowed the control characters that it may have
     * @throws Problem of type {@link ProblemType#MALFORMED_REQUEST} that says where the fault is
     */
    static void check(String name, String encoded, String allowed) {
        for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i)) {
            int start = i;
            ByteBuffer run = ByteBuffer.allocate((encoded.length() - start) / 3 + 1);
            for (; i < encoded.length() && encoded.charAt(i) == '%'; i += 3) {
                if (i + 2 >= encoded.length()
                        || !HexFormat.isHexDigit(encoded.charAt(i + 1))
                        || !HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                    throw malformed(name, i, "a percent sign that two hexadecimal digits do not follow");
                }
                int octet = HexFormat.fromHexDigits(encoded, i + 1, i + 3);
                if ((octet < 0x20 && allowed.indexOf(octet) < 0) || octet == 0x7F) {
                    throw malformed(name, i, "a control character");
                }
                run.put((byte) octet);
            }
            CharsetDecoder strict = UTF_8.newDecoder();
            if (strict.decode(run.flip(), CharBuffer.allocate(run.limit()), true)
                    .isError()) {
                throw malformed(name, start + 3 * run.position(), "bytes that are not UTF-8");
            }
        }
    }

    private static Problem malformed(String name, int index, String fault) {
        return ProblemType.MALFORMED_REQUEST.problem(
                "The " + name + " has " + fault + " at character " + (index + 1) + ".");
    }

    /** Whether a resource can have this path: one that only names something after it is rewritten names nothing. */
    static boolean isNameable(String path) {
        return !UNNAMEABLE.matcher(path).find();
    }
}
