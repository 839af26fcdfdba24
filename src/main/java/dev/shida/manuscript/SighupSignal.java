package dev.shida.manuscript;

import io.quarkus.runtime.LaunchMode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The signal SIGHUP, by which daemons are told to read their files again. Where there is none, as on Windows, or the JVM was
 * started with {@code -Xrs}, it does nothing.
 *
 * <p>Java has no other interface to signals than {@code sun.misc.Signal} of the module {@code jdk.unsupported}. The compiler
 * warns of each mention of it and cannot be told not to, so it is looked up by name; a JDK without it is one without signals.
 */
final class SighupSignal {
    private static final Logger LOG = Logger.getLogger(SighupSignal.class);

    /** A {@code sun.misc.SignalHandler}. */
    private @Nullable Object before;

    /** Runs an action at each signal, and no longer ends the process. In development a closed terminal still ends it. */
    void handle(Runnable action) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            try {
                before = set(handlerOf(action));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOG.debug("SIGHUP cannot be handled", e);
            }
        }
    }

    /** Restores the handler that was there before. */
    void restore() {
        Object handler = before;
        if (handler != null) {
            try {
                set(handler);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOG.debug("SIGHUP cannot be restored", e);
            }
        }
    }

    private static Object handlerOf(Runnable action) throws ReflectiveOperationException {
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
        return MethodHandleProxies.asInterfaceInstance(
                handlerType(), MethodHandles.dropArguments(run, 0, signalType()));
    }

    /** Sets the handler, and returns the one before. */
    private static Object set(Object handler) throws ReflectiveOperationException {
        Object hangup = signalType().getConstructor(String.class).newInstance("HUP");
        return signalType().getMethod("handle", signalType(), handlerType()).invoke(null, hangup, handler);
    }

    private static Class<?> signalType() throws ClassNotFoundException {
        return Class.forName("sun.misc.Signal");
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }
}
