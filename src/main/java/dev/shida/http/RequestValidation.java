package dev.shida.http;

import dev.shida.problem.Diagnosis;
import dev.shida.problem.ParameterError;
import dev.shida.problem.Prefix;
import dev.shida.problem.Problem;
import dev.shida.problem.ProblemType;
import dev.shida.problem.UriReference;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Validates the target and the method of each request before any resource runs, and answers every failure with a problem.
 *
 * <p>Quarkus has the orders of its own handlers in an implementation package; where a newer version has none for CORS, this
 * does not compile.
 */
@Singleton
final class RequestValidation {
    /** Ahead of every other handler of failures. */
    private static final int FIRST = -100_000;

    /** Right behind CORS, so that a script in a browser can read the problem; ahead of all else that can answer. */
    private static final int BEHIND_CORS = -SecurityHandlerPriorities.CORS + 1;

    /** Right ahead of the resources, whose methods these are. */
    private static final int BEFORE_RESOURCES = -1;

    /** The longest path and query, in bytes: the least that RFC 9110, section 4.1, recommends to support. */
    private static final int MAX_TARGET = 8_192;

    private final Diagnosis diagnosis;
    private final Routes routes;

    RequestValidation(Diagnosis diagnosis, Routes routes) {
        this.diagnosis = diagnosis;
        this.routes = routes;
    }

    void mount(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::answer);
        router.route().order(BEHIND_CORS).handler(this::checkTarget);
        router.route().order(BEFORE_RESOURCES).handler(this::checkMethod);
        // Quarkus's own handler of the OpenAPI document is off, and says so with an empty 404.
        router.route("/q/openapi").order(BEFORE_RESOURCES).handler(context -> context.fail(404));
    }

    /**
     * Rejects a target that is too long or cannot be decoded, and rewrites what is not quite a URI into one. It checks nothing but the target:
     * a response may be cached by it, and what is not part of the cache key is checked ahead of the cache, by the edge.
     */
    private void checkTarget(RoutingContext context) {
        HttpServerRequest request = context.request();
        String query = request.query();
        String target = query == null ? request.path() : request.path() + "?" + query;
        if (target.length() > MAX_TARGET) {
            throw ProblemType.URI_TOO_LONG.problem(
                    "The address has " + target.length() + " bytes, and " + MAX_TARGET + " is the most.");
        }
        String encoded = UriReference.encode(target);
        if (!encoded.equals(request.uri())) {
            context.reroute(request.method(), encoded);
            return;
        }
        RequestTarget.check("path", request.path(), "");
        if (query != null) {
            // White space that people paste into a search.
            RequestTarget.check("query", query, "\t\r\n");
        }
        boolean isSwaggerUi = routes.isSwaggerUi(request.path());
        if (isSwaggerUi && query != null) {
            throw Problem.invalidParameters(List.of(new ParameterError(
                    query, null, ParameterError.Code.UNKNOWN_PARAMETER, "is not wanted here", null, null)));
        }
        if (isSwaggerUi) {
            context.response().putHeader(Cached.Policy.HEADER, Cached.Policy.DOCUMENT.setting());
        }
        boolean emptyEnd = request.path().length() > 1 && request.path().endsWith("/");
        if (!RequestTarget.isNameable(request.path())) {
            context.fail(404);
        } else if (emptyEnd && !isSwaggerUi) {
            redirectWithoutSlash(context);
        } else {
            context.next();
        }
    }

    /** Redirects a path that ends in a slash to the one without it, if there is anything. */
    private void redirectWithoutSlash(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path().substring(0, request.path().length() - 1);
        if (routes.match(path).methods().isEmpty()) {
            context.fail(404);
            return;
        }
        String query = request.query();
        context.response()
                .setStatusCode(308)
                .putHeader(HttpHeaders.LOCATION, Prefix.current() + (query == null ? path : path + "?" + query))
                .end();
    }

    /**
     * Answers {@code OPTIONS} (RFC 9110, section 9.3.7), and what writes where nothing can be written; and what accepts
     * nothing of what there is to read.
     */
    private void checkMethod(RoutingContext context) {
        String method = context.request().method().name();
        Routes.PathMatch match = routes.match(context.normalizedPath());
        Set<String> allowed = match.methods();
        if (allowed.contains(method) && (method.equals("GET") || method.equals("HEAD"))) {
            Negotiation.narrow(context.request(), match.mediaTypes());
            context.next();
            return;
        }
        if (method.equals("OPTIONS") && !allowed.isEmpty()) {
            context.response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaders.ALLOW, String.join(", ", allowed))
                    .end();
        } else if (method.equals("OPTIONS")) {
            context.fail(404);
        } else if (!allowed.isEmpty() && !allowed.contains(method)) {
            throw Problem.methodNotAllowed(method, allowed);
        } else if (allowed.isEmpty() && diagnosis.isRendered(context)) {
            // Quarkus REST would answer on the event loop, where the page cannot look for what was meant.
            context.fail(404);
        } else {
            context.next();
        }
    }

    /** Whether the request is about the server as a whole, for which Vert.x, in the way of a path, knows nothing but failure. */
    private static boolean isAboutServer(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS && request.uri().equals("*");
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            // Part of a response was sent; closing the connection tells the client that it is incomplete.
            response.reset();
            return;
        }
        if (isAboutServer(context.request())) {
            response.setStatusCode(204)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end();
            return;
        }
        if (context.statusCode() == 404 && diagnosis.isRendered(context)) {
            context.vertx()
                    .executeBlocking(() -> diagnosis.answer(context), false)
                    .onSuccess(answer -> answer(context, answer))
                    .onFailure(failure -> response.reset());
        } else {
            answer(context, diagnosis.answer(context));
        }
    }

    private static void answer(RoutingContext context, Diagnosis.ProblemResponse answer) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        // The rest of any other body is read before the next request.
        if (answer.status() == ProblemType.CONTENT_TOO_LARGE.status()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
