package dev.shida.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Writes problems in another form than JSON, for requests that prefer it. */
public interface ProblemRenderer {
    /** Whether the request is to a path that has this form, so that {@code Accept} decides. */
    boolean isOffered(RoutingContext context);

    /** Whether the form is offered, and the client prefers it to JSON. */
    boolean isPreferred(RoutingContext context);

    /** The headers of the response, {@code Content-Type} among them. */
    Map<String, String> headers();

    /** The body of the response, in UTF-8; better made on a thread that may wait for the store. */
    String render(Problem problem, RoutingContext context);
}
