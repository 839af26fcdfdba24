package dev.shida.content;

/** The store cannot be used as it is; the message is one line that says why, and what to do. */
public final class UnusableStore extends Exception {
    private static final long serialVersionUID = 1;

    UnusableStore(String message) {
        super(message, null, false, false);
    }
}
