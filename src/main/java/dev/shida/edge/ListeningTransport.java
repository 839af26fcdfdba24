package dev.shida.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The JDK's transport, with {@link Connections} at each socket that listens for clients: Vert.x reports a connection only
 * once its first request was read. Vert.x loads it as a service.
 *
 * <p>It extends a class of an implementation package, as the interface of transports leaves groups and channels to it. Vert.x
 * instantiates it, so it looks its bean up. Quarkus tells the port of management in no public class. Where a newer version
 * has other classes, this does not compile; where Vert.x does not load it, LimitsIT fails.
 */
public final class ListeningTransport extends JDKTransport {
    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        if (!isManagement(options.getPort())) {
            bootstrap.handler(CDI.current().select(Connections.class).get().acceptor());
        }
    }

    /** Connections of the operator are not limited by those of clients, and last until the service has stopped. */
    private static boolean isManagement(int port) {
        int management = ConfigProvider.getConfig()
                .unwrap(SmallRyeConfig.class)
                .getConfigMapping(ManagementConfig.class)
                .determinePort(LaunchMode.current());
        return port == (management == 0 ? HttpServerOptionsUtils.RANDOM_PORT_MANAGEMENT : management);
    }
}
