package dev.shida.edge;

import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Resolves the address of a request, and checks it against the hosts that are served. */
@Singleton
final class Addresses {
    /** A target in absolute form (RFC 9112, section 3.2.2). */
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*).*");

    static final CharSequence FORWARDED_PORT = HttpHeaders.createOptimized("x-forwarded-port");

    private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final Pattern FIRST = Pattern.compile("^([^,]*)");
    private static final Pattern FIRST_FOR = Pattern.compile("for=\"?([^;,\"]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ADDRESS = Pattern.compile("(proto|host)=", Pattern.CASE_INSENSITIVE);

    private static final Pattern PORT = Pattern.compile(".*:([0-9]{1,5})");
    private static final Set<String> USUAL_PORTS = Set.of("80", "443");

    private final Optional<Address> origin;
    private final Optional<Set<String>> hosts;
    private final boolean forwarding;
    private final boolean standardForwarding;
    private final boolean hostForwarding;
    private final String hostHeader;

    Addresses(
            AddressConfig config,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.allow-forwarded", defaultValue = "false")
                    boolean standardForwarding,
            @ConfigProperty(name = "quarkus.http.proxy.enable-forwarded-host", defaultValue = "false")
                    boolean hostForwarding,
            @ConfigProperty(name = "quarkus.http.proxy.forwarded-host-header", defaultValue = "X-Forwarded-Host")
                    String hostHeader) {
        origin = config.origin().map(Address::parse);
        hosts = config.hosts()
                .map(all -> all.stream()
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        this.forwarding = forwarding;
        this.standardForwarding = standardForwarding;
        this.hostForwarding = hostForwarding;
        this.hostHeader = hostHeader.toLowerCase(Locale.ROOT);
    }

    /** Whether headers of a proxy are trusted: then the same bytes can mean another request when another client sends them. */
    boolean dependOnClient() {
        return forwarding;
    }

    /**
     * The port of {@code Host}, if a proxy that is trusted passes on that header and says no port itself. Quarkus would drop
     * it where the proxy says the scheme; but it is the one that the client used. Empty for 80 and 443: they are the usual
     * ones, or those of a proxy further in front. Empty too where {@code Forwarded} (RFC 7239) says scheme or host: Quarkus
     * would refuse a request in which the two kinds of header differ.
     *
     * @param host the header
     * @param header a header of the request, named in small letters; null if it has none
     */
    Optional<String> unforwardedPort(
            @Nullable CharSequence host, Function<CharSequence, ? extends @Nullable CharSequence> header) {
        if (!forwarding
                || host == null
                || header.apply(FORWARDED_PORT) != null
                || (hostForwarding && header.apply(hostHeader) != null)
                || isForwarded(header.apply(FORWARDED))) {
            return Optional.empty();
        }
        Matcher port = PORT.matcher(host);
        return port.matches() && !USUAL_PORTS.contains(port.group(1)) ? Optional.of(port.group(1)) : Optional.empty();
    }

    private boolean isForwarded(@Nullable CharSequence forwarded) {
        return standardForwarding
                && forwarded != null
                && ADDRESS.matcher(forwarded).find();
    }

    /**
     * Puts an unknown client ahead of those that proxies say, where the first is no address: Quarkus reads that one, and a
     * request in which it is empty would have no response. {@link ClientAddresses} reads the last.
     *
     * @param values of a header of the request
     * @param set replaces a header of the request
     */
    void mendForwardedFor(
            Function<CharSequence, List<? extends CharSequence>> values, BiConsumer<CharSequence, String> set) {
        if (forwarding) {
            mend(FORWARDED_FOR, values.apply(FORWARDED_FOR), FIRST, "unknown, ", set);
            mend(FORWARDED, values.apply(FORWARDED), FIRST_FOR, "for=unknown, ", set);
        }
    }

    private static void mend(
            CharSequence header,
            List<? extends CharSequence> values,
            Pattern first,
            String unknown,
            BiConsumer<CharSequence, String> set) {
        String all = String.join(", ", values);
        Matcher client = first.matcher(all);
        if (!values.isEmpty()
                && client.find()
                && ClientAddress.parse(client.group(1)).isEmpty()) {
            set.accept(header, unknown + all);
        }
    }

    /**
     * The address that a request was sent to.
     *
     * @return empty if it is malformed, and cannot be used in links
     */
    Optional<Address> of(HttpServerRequest request) {
        String scheme = String.valueOf(request.scheme());
        String authority = authority(request);
        ForwardedInfo forwarded = forwarded();
        String target = request.uri();
        if (!target.startsWith("/")) {
            Matcher absolute = ABSOLUTE.matcher(target);
            if (absolute.matches()) {
                if (request.version() == HttpVersion.HTTP_2) {
                    return Optional.empty();
                }
                boolean byProxy = forwarded != null && forwarded.getHost() != null;
                scheme = byProxy ? scheme : absolute.group(1);
                authority = byProxy ? authority : absolute.group(2);
            }
        }
        return Address.of(scheme, authority, origin.isPresent() ? "" : forwardedPrefix());
    }

    /** The prefix that a proxy says; it may be malformed. */
    String forwardedPrefix() {
        ForwardedInfo forwarded = forwarded();
        return forwarded == null || forwarded.getPrefix() == null ? "" : forwarded.getPrefix();
    }

    private static @Nullable ForwardedInfo forwarded() {
        // Quarkus parses the headers of a trusted proxy when scheme and authority are first read, and leaves the result
        // in the context, its prefix nowhere else. Where a newer version does not, ForwardedTest fails.
        return Vertx.currentContext().getLocal(ForwardedInfo.CONTEXT_KEY);
    }

    private static String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String host = authority == null ? request.headers().get(HttpHeaders.HOST) : authority.toString();
        // HTTP/1.0 has no Host.
        return host == null || host.isEmpty()
                ? "localhost:" + request.localAddress().port()
                : host;
    }

    /** Whether requests to an address are served, or misdirected (RFC 9110, section 7.4). */
    boolean serves(Address address) {
        return hosts.map(all -> all.contains(address.authority().host())
                        || all.contains(address.authority().toString()))
                .orElse(true);
    }

    /** The prefix of links in responses to requests that were not received as a whole. */
    String prefix() {
        return origin.map(Address::prefix).orElse("");
    }

    /** The address that links begin with in the response to a request that was sent to an address. */
    Address forLinks(Address address) {
        return origin.orElse(address);
    }
}
