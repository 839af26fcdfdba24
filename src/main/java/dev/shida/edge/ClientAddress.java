package dev.shida.edge;

import io.netty.channel.Channel;
import io.smallrye.common.net.Inet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The IP address of a client. */
record ClientAddress(InetAddress address) {
    /** In place of the address of a client that has none, as on a Unix domain socket. */
    static final ClientAddress NONE = new ClientAddress(InetAddress.getLoopbackAddress());

    private static final int IPV4_BYTES = 4;

    /** The address of the other end of a channel. */
    static ClientAddress of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? new ClientAddress(remote.getAddress())
                : NONE;
    }

    /**
     * Reads an address, without looking a name up.
     *
     * @param text an IPv4 or IPv6 address, in brackets or not, with a port or a scope or without; may be anything
     */
    static Optional<ClientAddress> parse(String text) {
        String host = text.strip();
        if (host.startsWith("[") && host.indexOf(']') > 0) {
            host = host.substring(1, host.indexOf(']'));
        } else if (host.indexOf(':') == host.lastIndexOf(':') && host.indexOf(':') > 0) {
            host = host.substring(0, host.indexOf(':'));
        }
        int scope = host.indexOf('%');
        byte[] bytes = Inet.parseInetAddressToBytes(scope < 0 ? host : host.substring(0, scope));
        try {
            // Makes an IPv4 address of one that is mapped into IPv6.
            return bytes == null ? Optional.empty() : Optional.of(new ClientAddress(InetAddress.getByAddress(bytes)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The network that counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, of which a network has
     * all others to itself. No IPv6 network in use has the number of an IPv4 address.
     */
    long network() {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
