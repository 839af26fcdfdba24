package dev.shida.problem;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The path under which a proxy has the service, which every link begins with. It is kept in the context of the request that
 * is being answered, where the edge puts it: links are made in hundreds of places, none of which should have to know.
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
