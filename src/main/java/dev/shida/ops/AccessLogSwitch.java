package dev.shida.ops;

import dev.shida.edge.AccessLog;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Turns the access log on and off on the management interface, while the service runs. */
@Singleton
final class AccessLogSwitch {
    private static final String PATH = "/q/access-log";

    private final AccessLog log;

    AccessLogSwitch(AccessLog log) {
        this.log = log;
    }

    void mount(@Observes ManagementInterface management) {
        Router router = management.router();
        router.get(PATH).handler(this::answer);
        router.put(PATH).handler(context -> {
            log.turnOn();
            answer(context);
        });
        router.delete(PATH).handler(context -> {
            log.turnOff();
            answer(context);
        });
    }

    private void answer(RoutingContext context) {
        context.response().putHeader("content-type", "text/plain").end(log.isOn() ? "on\n" : "off\n");
    }
}
