package dev.shida.edge;

import io.netty.util.AsciiString;
import io.quarkus.runtime.configuration.CidrAddressConverter;
import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Finds the address of the client behind trusted proxies. Each proxy appends the address of its peer to {@code X-Forwarded-For},
 * so the client is the last of them that is no trusted proxy. Quarkus takes the first, which a client can make up.
 *
 * <p>Quarkus has its settings of proxies, and whether it trusts one, in no public class. Where a newer version has them
 * elsewhere, this does not compile, or ForwardedTest fails.
 */
@Singleton
final class ClientAddresses {
    private static final CharSequence FORWARDED = AsciiString.cached("forwarded");
    private static final CharSequence X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    private static final String FOR = "for=";

    private final ProxyConfig proxy;
    private final List<Predicate<InetAddress>> trusted;

    ClientAddresses(Config settings) {
        SmallRyeConfig config = settings.unwrap(SmallRyeConfig.class);
        proxy = config.getConfigMapping(VertxHttpConfig.class).proxy();
        trusted =
                config.getOptionalValues("quarkus.http.proxy.trusted-proxies", String.class).orElse(List.of()).stream()
                        .flatMap(ClientAddresses::check)
                        .toList();
    }

    /** Whether an address is that of a trusted proxy; nothing for a name, which Quarkus resolves for its peer alone. */
    private static Stream<Predicate<InetAddress>> check(String trustedProxy) {
        if (trustedProxy.contains("/")) {
            return Stream.of(new CidrAddressConverter().convert(trustedProxy)::matches);
        }
        return ClientAddress.parse(trustedProxy.strip().replaceFirst("^localhost(?=:|$)", "127.0.0.1")).stream()
                .map(proxy -> proxy.address()::equals);
    }

    /** The address of the other end of a connection. */
    static ClientAddress of(HttpConnection connection) {
        SocketAddress remote = connection.remoteAddress();
        return remote == null || remote.hostAddress() == null
                ? ClientAddress.NONE
                : ClientAddress.parse(remote.hostAddress()).orElse(ClientAddress.NONE);
    }

    /** The address of the client that sent a request. */
    ClientAddress of(HttpServerRequest request) {
        ClientAddress peer = of(request.connection());
        if (!proxy.proxyAddressForwarding()) {
            return peer;
        }
        // Quarkus checks the peer when it is first asked for what a proxy may say, and leaves
        // this only if it is trusted.
        request.scheme();
        if (Vertx.currentContext().getLocal(ForwardedInfo.CONTEXT_KEY) == null) {
            return peer;
        }
        ClientAddress client = peer;
        List<String> hops = hops(request.headers());
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<ClientAddress> hop = ClientAddress.parse(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
            if (!isTrusted(client.address())) {
                break;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(proxies -> proxies.test(address));
    }

    /** What the proxies say of their peers, that of the last proxy last. */
    private List<String> hops(MultiMap headers) {
        boolean byForwarded = proxy.allowForwarded() && headers.contains(FORWARDED);
        boolean byXForwarded =
                proxy.allowXForwarded().orElse(!proxy.allowForwarded()) && headers.contains(X_FORWARDED_FOR);
        if (byForwarded && byXForwarded) {
            byForwarded = proxy.forwardedPrecedence() == ProxyConfig.ForwardedPrecedence.FORWARDED;
            byXForwarded = !byForwarded;
        }
        List<String> hops = new ArrayList<>();
        if (byForwarded) {
            headers.getAll(FORWARDED).forEach(value -> hops.addAll(forwardedFor(value)));
        } else if (byXForwarded) {
            headers.getAll(X_FORWARDED_FOR).forEach(value -> hops.addAll(Arrays.asList(value.split(",", -1))));
        }
        return hops;
    }

    /**
     * The values of {@code for} in {@code Forwarded} (RFC 7239, section 4), empty where an element has none. A quote that a
     * client leaves open would hide what its proxy appends: then nothing in the value counts.
     */
    private static List<String> forwardedFor(String value) {
        List<String> hops = new ArrayList<>();
        String hop = "";
        StringBuilder pair = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ',';
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < value.length()) {
                i++;
                pair.append(value.charAt(i));
            } else if (!quoted && (c == ',' || c == ';')) {
                String text = pair.toString().strip();
                pair.setLength(0);
                hop = text.regionMatches(true, 0, FOR, 0, FOR.length()) ? text.substring(FOR.length()) : hop;
                if (c == ',') {
                    hops.add(hop);
                    hop = "";
                }
            } else {
                pair.append(c);
            }
        }
        return quoted ? List.of("") : hops;
    }
}
