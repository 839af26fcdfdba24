package dev.shida.manuscript;

import io.quarkus.runtime.LaunchMode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signal SIGHUP, by which daemons are told to read their files again. Where there is none, as on Windows, or the JVM was
 * started with {@code -Xrs}, it does nothing.
 */
final class SighupSignal {
    private static final Logger LOG = Logger.getLogger(SighupSignal.class);

    private @Nullable SignalHandler before;

    /** Runs an action at each signal, and no longer ends the process. In development a closed terminal still ends it. */
    void handle(Runnable action) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            set(signal -> action.run());
        }
    }

    /** Restores the handler that was there before. */
    void restore() {
        SignalHandler handler = before;
        if (handler != null) {
            set(handler);
        }
    }

    private void set(SignalHandler handler) {
        try {
            before = Signal.handle(new Signal("HUP"), handler);
        } catch (IllegalArgumentException e) {
            LOG.debug("SIGHUP cannot be handled", e);
        }
    }
}
