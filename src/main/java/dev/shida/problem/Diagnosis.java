package dev.shida.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.runtime.util.ExceptionUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says which problem a failure is, and writes the response: the same for failures in Quarkus REST and anywhere else. Root causes
 * are found by a utility of Quarkus, which is no public API; where a newer version has another, this does not compile.
 */
@Singleton
public final class Diagnosis {
    private static final Logger LOG = Logger.getLogger(Diagnosis.class);

    /** What is over by then most often: a search of others, a publication. */
    private static final String RETRY_AFTER_SECONDS = "1";

    /** What Agroal says, which has no class for it. */
    private static final Pattern NO_CONNECTION = Pattern.compile("acquisition timeout", Pattern.CASE_INSENSITIVE);

    private static final int MAX_CAUSES = 20;
    private static final long LOG_AGAIN = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_LOGGED = 1_000;

    private final ObjectMapper json;
    private final List<ProblemRenderer> renderers;
    private final List<Explanation> explanations;

    /** The lines about failures that are explained, and when each was logged last. */
    private final Map<String, Long> logged = new ConcurrentHashMap<>();

    Diagnosis(ObjectMapper json, @All List<ProblemRenderer> renderers, @All List<Explanation> explanations) {
        this.json = json;
        this.renderers = renderers;
        this.explanations = explanations;
    }

    /** The response that has a problem. */
    public record ProblemResponse(int status, Map<String, String> headers, byte[] body) {}

    /** The answer to a request that failed in Quarkus REST. */
    public ProblemResponse answer(Throwable failure, RoutingContext context) {
        return answer(problem(failure, context), context);
    }

    /** The answer to a request that failed anywhere else. */
    public ProblemResponse answer(RoutingContext failed) {
        Throwable failure = failed.failure();
        return failure == null || failed.statusCode() != 500
                ? answer(problem(failed.statusCode(), failure, failed), failed)
                : answer(failure, failed);
    }

    private Problem problem(Throwable failure, RoutingContext context) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof RejectedExecutionException || isWithoutConnection(failure)) {
            return problem(503, failure, context);
        }
        return failure instanceof WebApplicationException thrown
                ? problem(thrown.getResponse().getStatus(), failure, context)
                : problem(500, failure, context);
    }

    /** Whether the store could not be asked, as all connections were in use, or there were none. */
    private static boolean isWithoutConnection(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(cause -> cause instanceof SQLException
                        && NO_CONNECTION.matcher(cause.toString()).find());
    }

    private Problem problem(int status, @Nullable Throwable failure, RoutingContext context) {
        if (status == 405) {
            return methodNotAllowed(failure, context);
        }
        boolean isExpected = (status >= 400 && status < 500) || status == 503 || status == 505;
        return isExpected ? usual(status, failure) : internalError(failure, context);
    }

    /** The problem that a status usually stands for, but 405 and 500. */
    static Problem usual(int status, @Nullable Throwable failure) {
        return switch (status) {
            case 404 -> ProblemType.NOT_FOUND.problem("Nothing is at this path.");
            case 406 ->
                failure == null
                        ? ProblemType.NOT_ACCEPTABLE.problem("No coding that Accept-Encoding allows is on offer.")
                        : ProblemType.NOT_ACCEPTABLE.problem("Nothing that the header Accept asks for is on offer.");
            case 412 -> ProblemType.PRECONDITION_FAILED.problem("What is at this path is not what was asked for.");
            case 413 -> ProblemType.CONTENT_TOO_LARGE.problem(detail(failure, "The body of the request is too long."));
            case 414 -> ProblemType.URI_TOO_LONG.problem(detail(failure, "The address is too long."));
            case 421 ->
                ProblemType.MISDIRECTED_REQUEST.problem("This server does not answer for the host that was asked for.");
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE.problem("A body of this media type is not taken here.");
            case 429 ->
                ProblemType.TOO_MANY_REQUESTS.problem(
                        "This client has sent too many requests. Retry-After says when it" + " may send the next one.");
            case 431 -> ProblemType.HEADERS_TOO_LARGE.problem(detail(failure, "The headers are too long."));
            case 503 -> ProblemType.UNAVAILABLE.problem("The server cannot answer at the moment.");
            case 505 -> ProblemType.HTTP_VERSION_NOT_SUPPORTED.problem("The first line does not name HTTP/1.");
            default -> ProblemType.MALFORMED_REQUEST.problem(detail(failure, "The request cannot be read."));
        };
    }

    /** What the handler that rejected the request said of it. */
    private static String detail(@Nullable Throwable failure, String otherwise) {
        return failure instanceof HttpException rejection && rejection.getPayload() != null
                ? rejection.getPayload()
                : otherwise;
    }

    private Problem internalError(@Nullable Throwable failure, RoutingContext context) {
        Optional<String> explanation = explain(failure);
        if (explanation.isPresent()) {
            return ProblemType.INTERNAL_ERROR.problem(explanation.get());
        }
        UUID id = UUID.randomUUID();
        // That the client went away while it was answered is no failure of the server.
        Logger.Level level = context.response().closed() ? Logger.Level.DEBUG : Logger.Level.ERROR;
        HttpServerRequest request = context.request();
        LOG.logf(level, failure, "%s %s failed, id %s", request.method(), request.uri(), id);
        return internalError(id);
    }

    static Problem internalError(UUID id) {
        return ProblemType.INTERNAL_ERROR.problem("The server failed. Its log has the cause under " + id + ".");
    }

    /** Explains a failure, to the client and in one line of the log, which has the same line once a minute. */
    private Optional<String> explain(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        Optional<String> explanation =
                explanations.stream().flatMap(each -> each.of(failure).stream()).findFirst();
        explanation.ifPresent(sentence -> {
            String cause = String.valueOf(ExceptionUtil.getRootCause(failure).getMessage())
                    .replaceAll("\\s+", " ");
            String line = sentence.equals(cause) ? sentence : sentence + " " + cause;
            long now = System.nanoTime();
            if (logged.size() > MAX_LOGGED) {
                logged.clear();
            }
            Long last = logged.get(line);
            if (last == null || now - last > LOG_AGAIN) {
                logged.put(line, now);
                LOG.error(line);
            }
        });
        return explanation;
    }

    private static Problem methodNotAllowed(@Nullable Throwable failure, RoutingContext context) {
        Collection<String> allowed = failure instanceof WebApplicationException thrown
                ? thrown.getResponse().getAllowedMethods()
                : List.of();
        return Problem.methodNotAllowed(context.request().method().name(), allowed);
    }

    /** Whether the client is told of a problem in another form than JSON. */
    public boolean isRendered(RoutingContext context) {
        return renderers.stream().anyMatch(renderer -> renderer.isPreferred(context));
    }

    private ProblemResponse answer(Problem problem, RoutingContext context) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        boolean negotiated = renderers.stream().anyMatch(renderer -> renderer.isOffered(context));
        if (problem.type() == ProblemType.NOT_ACCEPTABLE || negotiated) {
            headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        if (problem.type() == ProblemType.UNAVAILABLE) {
            headers.put(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (!problem.allow().isEmpty()) {
            headers.put(HttpHeaders.ALLOW, String.join(", ", problem.allow()));
        }
        for (ProblemRenderer renderer : renderers) {
            if (renderer.isPreferred(context)) {
                headers.putAll(renderer.headers());
                return new ProblemResponse(
                        problem.type().status(),
                        headers,
                        renderer.render(problem, context).getBytes(UTF_8));
            }
        }
        headers.put(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        try {
            byte[] body = json.writeValueAsBytes(
                    ProblemBody.of(problem, context.request().path()));
            return new ProblemResponse(problem.type().status(), headers, body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem is always JSON", e);
        }
    }
}
