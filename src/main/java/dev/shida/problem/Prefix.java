package dev.shida.problem;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The path under which a proxy has the service, which every link begins with. The edge sets it as a local value of the request's
 * context: links are made in hundreds of places, none of which should have to pass it on.
 */
public final class Prefix {
    /** The name of the value in the context. */
    private static final String LOCAL = "shida.prefix";

    private Prefix() {}

    /** Empty, or like {@code /api}. */
    public static String current() {
        Context context = Vertx.currentContext();
        String prefix = context == null ? null : context.getLocal(LOCAL);
        return prefix == null ? "" : prefix;
    }
}
