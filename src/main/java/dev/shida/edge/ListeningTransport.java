package dev.shida.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import jakarta.enterprise.inject.spi.CDI;

/**
 * The JDK's transport, with {@link Connections} at each listening socket: Vert.x reports a connection only once its first
 * request was read. Vert.x loads it as a service.
 */
public final class ListeningTransport extends JDKTransport {
    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(CDI.current().select(Connections.class).get().acceptor());
    }
}
