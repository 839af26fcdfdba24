package dev.shida.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Redirects. */
public final class Redirect {
    private static final int PERMANENT = 308;

    private Redirect() {}

    /** To where something is now and will stay. */
    public static Response permanently(Link target) {
        return Response.status(PERMANENT)
                .header(HttpHeaders.LOCATION, target.toString())
                .build();
    }
}
