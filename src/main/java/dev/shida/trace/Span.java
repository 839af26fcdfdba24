package dev.shida.trace;

/** A step of a trace. Used by one thread at a time; what is set after it has ended is ignored. */
public interface Span extends AutoCloseable {
    /** In place of one where nothing is traced. */
    Span NONE = new Span() {};

    /** Sets an attribute. */
    default void set(String key, String value) {}

    /** Sets an attribute. */
    default void set(String key, long value) {}

    /** Sets an attribute. */
    default void set(String key, boolean value) {}

    /** Notes that the step has failed. */
    default void fail(Throwable failure) {}

    /** Ends it; a second time has no effect. */
    @Override
    default void close() {}
}
