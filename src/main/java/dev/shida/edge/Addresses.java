package dev.shida.edge;

import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Resolves the address of a request, and checks it against the hosts that are served. */
@Singleton
final class Addresses {
    /** A target in absolute form (RFC 9112, section 3.2.2). */
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*).*");

    private final Optional<Address> origin;
    private final Optional<Set<String>> hosts;
    private final boolean forwarding;

    Addresses(
            AddressConfig config,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding) {
        origin = config.origin().map(Address::parse);
        hosts = config.hosts()
                .map(all -> all.stream()
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        this.forwarding = forwarding;
    }

    /** Whether headers of a proxy are trusted: then the same bytes can mean another request when another client sends them. */
    boolean dependOnClient() {
        return forwarding;
    }

    /**
     * The address that a request was sent to.
     *
     * @return empty if it is malformed, and cannot be used in links
     */
    Optional<Address> of(HttpServerRequest request) {
        String scheme = String.valueOf(request.scheme());
        String authority = authority(request);
        // Quarkus parses the headers of a trusted proxy when scheme and authority are first read, and leaves the result
        // in the
        // context, its prefix nowhere else. Where a newer version does not, ForwardedTest fails.
        ForwardedInfo forwarded = Vertx.currentContext().getLocal(ForwardedInfo.CONTEXT_KEY);
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
        String prefix = forwarded == null || forwarded.getPrefix() == null ? "" : forwarded.getPrefix();
        return Address.of(scheme, authority, origin.isPresent() ? "" : prefix);
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

    /** The address that links begin with in the response to a request that was sent to an address. */
    Address forLinks(Address address) {
        return origin.orElse(address);
    }
}
