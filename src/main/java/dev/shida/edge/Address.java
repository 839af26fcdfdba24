package dev.shida.edge;

import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address under which clients reach the service, as links name it.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority the host in small letters, and the port if it is not the usual one
 * @param prefix the path under which a proxy serves it; empty, or like {@code /api}
 */
public record Address(String scheme, HostAndPort authority, String prefix) {
    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern AUTHORITY = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{0,5}))?");
    private static final Pattern PREFIX = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*+");
    private static final Pattern ORIGIN = Pattern.compile("([^:/]*)://([^/]*)(.*)");

    /**
     * Reads the beginning of addresses.
     *
     * @param text such as {@code https://news.example/api}
     * @throws IllegalArgumentException if this is none
     */
    public static Address parse(String text) {
        Matcher origin = ORIGIN.matcher(text);
        if (!origin.matches()) {
            throw new IllegalArgumentException(
                    "it is not of the form https://host, https://host:port or https://host/path");
        }
        return of(origin.group(1), origin.group(2), origin.group(3))
                .orElseThrow(() ->
                        new IllegalArgumentException("it does not name a host, or has more than a path behind it"));
    }

    /** Builds an address; empty if a part is malformed, as it would end up in links. */
    static Optional<Address> of(String scheme, String authority, String prefix) {
        String lower = scheme.strip().toLowerCase(Locale.ROOT);
        String path = prefix.strip().replaceAll("/+$", "");
        return SCHEME.matcher(lower).matches() && PREFIX.matcher(path).matches()
                ? authority(lower, authority).map(named -> new Address(lower, named, path))
                : Optional.empty();
    }

    private static Optional<HostAndPort> authority(String scheme, String text) {
        Matcher parts = AUTHORITY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null || parts.group(2).isEmpty() ? 0 : Integer.parseInt(parts.group(2));
        boolean usual = port == 0 || port == (scheme.equals("https") ? 443 : 80);
        return port > 0xFFFF ? Optional.empty() : Optional.of(HostAndPort.create(parts.group(1), usual ? -1 : port));
    }

    /** The same with another prefix, unless that is malformed. */
    Address withPrefix(String other) {
        return of(scheme, authority.toString(), other).orElse(this);
    }

    /** Scheme and authority, without the prefix. */
    String origin() {
        return scheme + "://" + authority;
    }
}
