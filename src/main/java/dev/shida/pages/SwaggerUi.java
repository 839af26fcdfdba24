package dev.shida.pages;

import dev.shida.http.Link;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the pages of Swagger UI, which are Quarkus's, use their own style and scripts and no others. */
@Singleton
final class SwaggerUi {
    /** Ahead of Quarkus's handlers. */
    private static final int FIRST = -1;

    /**
     * The hashes are those of the style of Swagger's logo, which a script puts into the page, and of the two scripts that
     * are within it; a test says what they have become.
     */
    private static final String POLICY = "default-src 'none'; style-src 'self'"
            + " 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; script-src 'self'"
            + " 'sha256-3A+hVyfjT3zOBXnCEua/ezvNSNBIHLwMwcCxSr1dPek='"
            + " 'sha256-NvL2/yrbOwO3eZj3E/BLR/bu+MYFdO9kXYrjweSRzhU=';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    void mount(@Observes Router router, @ConfigProperty(name = "quarkus.swagger-ui.path") String path) {
        router.route(path + "/*").order(FIRST).handler(context -> guard(context, path));
    }

    private static void guard(RoutingContext context, String path) {
        HttpMethod method = context.request().method();
        if (context.normalizedPath().equals(path) && (method == HttpMethod.GET || method == HttpMethod.HEAD)) {
            // As Quarkus does, which knows of no prefix.
            context.response()
                    .setStatusCode(302)
                    .putHeader("Location", Link.to(path + "/").toString())
                    .end();
            return;
        }
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        context.next();
    }
}
