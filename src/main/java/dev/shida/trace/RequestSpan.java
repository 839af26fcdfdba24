package dev.shida.trace;

/** A request in a trace, which the client may have begun. */
public interface RequestSpan {
    /** In place of one where nothing is traced. */
    RequestSpan NONE = new RequestSpan() {};

    /** Makes it the parent of what the context of the request, in which this is called, will begin. */
    default void enter() {}

    /**
     * Ends it with a response, which is described as the metrics describe it.
     *
     * @param bytes of the body
     */
    default void end(String method, String route, int status, String outcome, long bytes) {}

    /** Ends it without a response, as the client has left; no effect if there was one. */
    default void abandon() {}
}
