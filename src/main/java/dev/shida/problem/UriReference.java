package dev.shida.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Makes URI references (RFC 3986, section 4.1) of what clients send. */
public final class UriReference {
    private static final int MAX_LENGTH = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriReference() {}

    /**
     * Percent-encodes what may not stand in a path or query (sections 3.3 and 3.4), for example bytes that are not ASCII,
     * which many clients send as they are. Percent signs stay.
     *
     * @param raw one character for each byte that was sent
     */
    public static String encode(String raw) {
        StringBuilder encoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (isLegal(c) || c == '%') {
                encoded.append(c);
            } else {
                for (byte b :
                        c <= 0xFF ? new byte[] {(byte) c} : String.valueOf(c).getBytes(UTF_8)) {
                    HEX.toHexDigits(encoded.append('%'), b);
                }
            }
        }
        return encoded.toString();
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~!$&'()*+,;=:@/?".indexOf(c) >= 0;
    }

    /** A path as a URI reference (section 4.1) of at most {@value #MAX_LENGTH} characters, whatever was sent. */
    static String ofPath(String path) {
        String legal = encode(path).replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("?", "%3F");
        // A reference that starts with two slashes would name another host (section 4.2); a dot segment names nothing.
        // One that starts with none could name a scheme.
        String local = legal.startsWith("//") ? "/." + legal : legal.startsWith("/") ? legal : "/" + legal;
        return local.length() <= MAX_LENGTH
                ? local
                : local.substring(0, MAX_LENGTH).replaceFirst("%.?$", "");
    }
}
