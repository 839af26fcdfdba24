package dev.shida.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The responses that are being sent, and their memory. Once that is too much, connections are closed, oldest response
 * first.
 */
@Singleton
final class UnsentResponses {
    private static final Logger LOG = Logger.getLogger(UnsentResponses.class);

    /** A response that is being sent. */
    private static final class Sending {
        private final Channel channel;
        private final byte[] body;

        Sending(Channel channel, byte[] body) {
            this.channel = channel;
            this.body = body;
        }
    }

    private final long max;
    /** In the order in which they began. */
    private final Set<Sending> sendings = new LinkedHashSet<>();
    /** How many clients are sent the same bytes, which count once. */
    private final Map<byte[], Integer> bodies = new IdentityHashMap<>();

    private long size;

    UnsentResponses(EdgeConfig config) {
        max = HeapShare.unsent(config.maxUnsent());
    }

    /** Counts a response until the caller runs what is returned: once it was sent, or cannot be. */
    Runnable begin(Channel channel, byte[] body) {
        Sending sending = new Sending(channel, body);
        List<Channel> slowest;
        synchronized (this) {
            sendings.add(sending);
            if (bodies.merge(body, 1, Integer::sum) == 1) {
                size += body.length;
            }
            slowest = evict(sending);
        }
        if (!slowest.isEmpty()) {
            LOG.debugf(
                    "Closing %d connections that are slow to read, as more than %d bytes are unsent",
                    slowest.size(), max);
            slowest.forEach(UnsentResponses::abort);
        }
        return () -> end(sending);
    }

    private synchronized void end(Sending sending) {
        if (sendings.remove(sending)) {
            forget(sending);
        }
    }

    private void forget(Sending sending) {
        if (bodies.merge(sending.body, -1, (count, less) -> count + less == 0 ? null : count + less) == null) {
            size -= sending.body.length;
        }
    }

    private List<Channel> evict(Sending newest) {
        List<Channel> evicted = new ArrayList<>();
        Iterator<Sending> oldest = sendings.iterator();
        while (size > max && oldest.hasNext()) {
            Sending sending = oldest.next();
            if (sending != newest) {
                oldest.remove();
                forget(sending);
                evicted.add(sending.channel);
            }
        }
        return evicted;
    }

    /** Closes it without lingering, as the client does not read. */
    private static void abort(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }
}
