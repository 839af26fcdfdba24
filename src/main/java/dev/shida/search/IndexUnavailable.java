package dev.shida.search;

/** Nothing can be looked for at the moment; the message is a sentence that says why. */
public final class IndexUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    IndexUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    IndexUnavailable(String message) {
        super(message);
    }
}
