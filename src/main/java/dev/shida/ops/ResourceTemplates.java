package dev.shida.ops;

import dev.shida.edge.RouteTemplates;
import dev.shida.http.Routes;
import jakarta.inject.Singleton;

/** Names requests by the templates of the resources. */
@Singleton
final class ResourceTemplates implements RouteTemplates {
    private final Routes routes;

    ResourceTemplates(Routes routes) {
        this.routes = routes;
    }

    @Override
    public String of(String path) {
        return path.startsWith("/") ? routes.template(path).orElse(NOT_FOUND) : NOT_FOUND;
    }
}
