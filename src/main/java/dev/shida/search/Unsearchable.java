package dev.shida.search;

/** Nothing can be looked for at the moment; the message is a sentence that says why. */
public final class Unsearchable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsearchable(String message, Throwable cause) {
        super(message, cause);
    }

    Unsearchable(String message) {
        super(message);
    }
}
