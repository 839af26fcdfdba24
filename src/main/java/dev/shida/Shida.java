package dev.shida;

import dev.shida.api.OpenApiDocument;
import dev.shida.content.StoreFile;
import dev.shida.content.StoreFolder;
import dev.shida.content.UnusableStore;
import dev.shida.search.IndexFolder;
import dev.shida.trace.Traces;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jboss.logging.Logger;

/** Starts the service, once it is sure to have the store's folder to itself. */
@QuarkusMain
public final class Shida {
    /** The exit code when a setting has a value that it cannot have: EX_CONFIG of sysexits.h. */
    static final int BAD_SETTING = 78;

    private static final String MANAGEMENT_PORT = "quarkus.management.port";
    private static final String DEFAULT_MANAGEMENT_PORT = "9000";
    private static final String MANAGEMENT_HOST = "quarkus.management.host";

    /** Above that of the {@code application.properties} within the package. */
    private static final int OPERATORS_ORDINAL = 251;

    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";

    Shida() {}

    /** Starts the service; or, with arguments, runs a command, for which neither logging nor Quarkus starts. */
    public static void main(String... args) throws IOException {
        OptionalInt exitCode = Commands.run(args);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        if (System.getProperty("native.encoding", "").equals("ANSI_X3.4-1968")) {
            // In a container, and for a locale that is not installed, the JVM takes ASCII: the log would have a
            // question mark
            // in place of every other character. JBoss Log Manager reads this.
            System.setProperty("stdout.encoding", "UTF-8");
        }
        Config config = ConfigProvider.getConfig();
        Settings settings = Settings.check(config, System.getenv());
        if (!settings.faults().isEmpty()) {
            settings.faults().forEach(System.err::println);
            System.exit(BAD_SETTING);
        }
        settings.warnings().forEach(Logger.getLogger(Shida.class)::warn);
        if (config.getOptionalValue(EVENT_LOOPS, String.class).isEmpty()) {
            // One for each core: as none of them ever waits, more would only wait for one another.
            System.setProperty(
                    EVENT_LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
        chooseManagementPort(config);
        startTraces(config);
        // In dev mode, which restarts the service within its process, the folder is held until the service ends.
        try (StoreFolder folder = StoreFolder.hold(StoreFolder.locate(
                config.getOptionalValue("shida.data", String.class).orElse("")))) {
            Path data = folder.path();
            System.setProperty("shida.data", data.toString());
            IndexFolder.verifyEarly(data);
            StoreFile.prepare(
                    data, config.getValue("quarkus.datasource.jdbc.url", String.class), IndexFolder.revisionIn(data));
            // Quarkus would answer a target that java.net.URI does not parse with an empty 400, also the raw UTF-8 that
            // RequestValidation encodes. It reads this when the class of its server is loaded.
            System.setProperty("vertx.disableURIValidation", "true");
            OpenApiDocument.keepFromStart();
            Quarkus.run(args);
        } catch (UnusableStore e) {
            System.err.println("shida.data=" + e.getMessage());
            System.exit(StoreFile.EXIT_CODE);
        }
    }

    private static void startTraces(Config config) {
        try {
            Traces.start(config);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_SETTING);
        }
    }

    /**
     * Several processes on one machine need no setting for what only the operator asks: where the default port is taken,
     * any free one is used. One that the operator has set has to be free.
     */
    private static void chooseManagementPort(Config config) {
        // In dev mode the socket outlives the service.
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return;
        }
        ConfigValue setting = config.getConfigValue(MANAGEMENT_PORT);
        boolean isSet = setting.getValue() != null && !setting.getValue().isBlank();
        String port = isSet ? setting.getValue().strip() : DEFAULT_MANAGEMENT_PORT;
        String host = config.getOptionalValue(MANAGEMENT_HOST, String.class).orElse("");
        if (!isFree(host, Integer.parseInt(port))) {
            if (isSet && setting.getSourceOrdinal() >= OPERATORS_ORDINAL) {
                System.err.println(MANAGEMENT_PORT + "=" + port + ": another process uses this port of " + host
                        + ", or it may not be used. Give another, or 0 for any that is free.");
                System.exit(StoreFile.EXIT_CODE);
            }
            Logger.getLogger(Shida.class)
                    .warnf("%s=%s: another process uses this port, so any other is taken", MANAGEMENT_PORT, port);
            port = "0";
        }
        System.setProperty(MANAGEMENT_PORT, port);
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
