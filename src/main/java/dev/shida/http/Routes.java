package dev.shida.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * What each path takes. Quarkus REST knows, but does not say: its 405 has no {@code Allow}, which RFC 9110, section
 * 15.5.6 demands, and its answer to {@code OPTIONS} lists the methods of all paths of a class and is given for paths
 * that are none. So this reads its routing table, which is of implementation packages: where a newer version has another, this
 * does not compile, or ProblemTest fails.
 */
@Singleton
public final class Routes {
    /**
     * No resource has a longer path: ids have 126 characters at most. The time to look a path up grows with the square of
     * its length.
     */
    private static final int MAX_PATH = 1_024;

    /** A parameter of a template that says by an expression what it may be. */
    private static final Pattern CONSTRAINED = Pattern.compile("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}");

    private final String swaggerUi;
    private final RequestMapper<InitialMatch> classes =
            new RequestMapper<>(ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());

    Routes(@ConfigProperty(name = "quarkus.swagger-ui.path") String swaggerUi) {
        this.swaggerUi = swaggerUi;
    }

    /**
     * What is at a path.
     *
     * @param methods that it takes, in order, {@code HEAD} and {@code OPTIONS} among them; none if nothing is there
     * @param mediaTypes in which it answers {@code GET}, the preferred one first; none if it heeds no {@code Accept}
     */
    record PathMatch(Set<String> methods, List<String> mediaTypes) {}

    /** Looks up a normalized path. */
    PathMatch match(String path) {
        Set<String> methods = new TreeSet<>();
        Set<String> types = new LinkedHashSet<>();
        if (isSwaggerUi(path)) {
            methods.add("GET");
        } else {
            resources(path, (method, resource) -> {
                methods.add(method);
                if (method.equals("GET") && resource.getProduces() != null) {
                    for (MediaType type : resource.getProduces().getSortedOriginalMediaTypes()) {
                        types.add(type.getType() + "/" + type.getSubtype());
                    }
                }
            });
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return new PathMatch(methods, List.copyOf(types));
    }

    /** The template of the resource that has a path, such as {@code /v1/stories/{id}}, without expressions; empty if none has. */
    public Optional<String> template(String path) {
        if (isSwaggerUi(path)) {
            return Optional.of(swaggerUi);
        }
        List<String> templates = new ArrayList<>();
        resources(
                path,
                (method, resource) -> templates.add(
                        (resource.getClassPath().template + resource.getPath().template).replace("//", "/")));
        return templates.stream()
                .findFirst()
                .map(template -> CONSTRAINED.matcher(template).replaceAll("{$1}"))
                .map(template -> template.length() > 1 && template.endsWith("/")
                        ? template.substring(0, template.length() - 1)
                        : template);
    }

    /** Whether the path is Swagger UI's, file or not. */
    boolean isSwaggerUi(String path) {
        return path.equals(swaggerUi) || path.startsWith(swaggerUi + "/");
    }

    private void resources(String path, BiConsumer<String, RuntimeResource> action) {
        if (path.length() > MAX_PATH) {
            return;
        }
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler methods) {
                    methods.getMappers().forEach((method, mapper) -> {
                        var resource = method == null ? null : mapper.map(remaining);
                        if (resource != null) {
                            action.accept(method, resource.value);
                        }
                    });
                }
            }
        }
    }
}
