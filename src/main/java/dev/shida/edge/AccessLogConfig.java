package dev.shida.edge;

import io.smallrye.config.ConfigMapping;

/** The settings of the access log. */
@ConfigMapping(prefix = "shida.access-log")
public interface AccessLogConfig {
    /** Whether it is written from the start. */
    boolean enabled();

    /** The form of its lines. */
    Format format();

    /** One of so many responses is logged. */
    int sample();

    /** The most lines that wait to be written; beyond them, lines are dropped. */
    int maxQueued();

    /** A form of lines. */
    enum Format {
        /** The combined format of Apache and nginx. */
        COMBINED,
        /** An object. */
        JSON
    }
}
