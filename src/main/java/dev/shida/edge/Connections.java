package dev.shida.edge;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * All open connections: limits their number, and closes them when the service stops.
 *
 * <p>At the limit, a new connection evicts the one that has been idle longest. Only if none is idle, its first request is
 * rejected with 503, and it closes. So that this takes no file descriptor that the store or the index needs, the service
 * stops accepting while {@value #MAX_REFUSED} connections are over the limit.
 */
@Singleton
final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** The default limit, whatever the number of descriptors: a connection takes some kilobytes. */
    private static final int DEFAULT_MAX = 4_096;

    private static final int MAX_REFUSED = 64;

    /** File descriptors for connections over the limit, and for files that the store and the index open after the start. */
    private static final int RESERVED_DESCRIPTORS = MAX_REFUSED + 86;

    private final ConnectionsConfig config;
    private final ShutdownConfig shutdown;
    private final Addresses addresses;
    private final ResponseCounters counters;
    private final AccessLog accessLog;
    /** Zero until the first socket listens: by then the files of the store, the index and the jars are open, and count. */
    private int max;

    private final Set<Connection> open = new LinkedHashSet<>();
    private final List<Channel> listeners = new ArrayList<>();
    private int unfinished;
    private volatile boolean paused;
    private boolean draining;

    Connections(
            ConnectionsConfig config,
            ShutdownConfig shutdown,
            Addresses addresses,
            ResponseCounters counters,
            AccessLog accessLog) {
        this.config = config;
        this.shutdown = shutdown;
        this.addresses = addresses;
        this.counters = counters;
        this.accessLog = accessLog;
    }

    private static int defaultMax() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return DEFAULT_MAX;
        }
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
        return (int) Math.max(1, Math.min(DEFAULT_MAX, free - RESERVED_DESCRIPTORS));
    }

    ConnectionsConfig config() {
        return config;
    }

    Addresses addresses() {
        return addresses;
    }

    ResponseCounters counters() {
        return counters;
    }

    AccessLog accessLog() {
        return accessLog;
    }

    /** A handler for a listening channel. */
    ChannelHandler acceptor() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext context) {
                addListener(context.channel());
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object accepted) {
                accept((Channel) accepted);
                context.fireChannelRead(accepted);
            }
        };
    }

    private synchronized void addListener(Channel listener) {
        if (max == 0) {
            max = config.max().orElseGet(Connections::defaultMax);
        }
        listeners.add(listener);
    }

    private synchronized void accept(Channel channel) {
        Connection connection = new Connection(this, channel);
        open.add(connection);
        channel.pipeline().addLast(connection);
        channel.closeFuture().addListener(closed -> remove(connection));
        if (open.size() > max) {
            makeRoom(connection);
        }
        if (!paused && open.size() >= max + MAX_REFUSED) {
            pause(true);
        }
        if (draining) {
            connection.drain(shutdown.notice());
        }
    }

    synchronized int count() {
        return open.size();
    }

    /** The most that may be open; 0 until the first socket listens. */
    synchronized int max() {
        return max;
    }

    private synchronized void remove(Connection connection) {
        open.remove(connection);
        if (paused && open.size() < max + MAX_REFUSED) {
            pause(false);
        }
        notifyAll();
    }

    private void pause(boolean pause) {
        paused = pause;
        listeners.forEach(listener -> listener.config().setAutoRead(!pause));
    }

    /** Whether accepting is paused, and idle connections close at once. */
    boolean isPaused() {
        return paused;
    }

    /** Evicts the connection that has been idle longest; if none is idle, refuses the new one. */
    synchronized void makeRoom(Connection newcomer) {
        long now = System.nanoTime();
        Connection longest = null;
        long most = -1;
        for (Connection connection : open) {
            long idle = connection.idle(now);
            if (idle > most && connection != newcomer) {
                most = idle;
                longest = connection;
            }
        }
        if (longest == null) {
            newcomer.refuse();
        } else {
            longest.evict(newcomer);
        }
    }

    /** Counts a response that is being computed, which may outlive its connection. */
    synchronized void begin() {
        unfinished++;
    }

    synchronized void finish() {
        unfinished--;
        notifyAll();
    }

    /**
     * Stops accepting, and waits until every request that was received is answered and all connections are closed, while index
     * and store are still open. In dev mode the sockets outlive the service, and a request waits for the restart.
     */
    void drain(@Observes ShutdownDelayInitiatedEvent stop) throws InterruptedException {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return;
        }
        TimeUnit.NANOSECONDS.sleep(shutdown.delay().toNanos());
        long deadline = System.nanoTime() + shutdown.timeout().toNanos();
        for (Channel listener : stopAccepting()) {
            listener.close().await();
        }
        awaitEnd(deadline);
    }

    private synchronized List<Channel> stopAccepting() {
        draining = true;
        return List.copyOf(listeners);
    }

    private synchronized void awaitEnd(long deadline) throws InterruptedException {
        open.forEach(connection -> connection.drain(shutdown.notice()));
        long left = deadline - System.nanoTime();
        while (left > 0 && (unfinished > 0 || !open.isEmpty())) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        if (!open.isEmpty()) {
            LOG.infof("Closing %d connections that have not ended within %s", open.size(), shutdown.timeout());
            open.forEach(Connection::abort);
        }
    }
}
