package dev.shida.backup;

/** A file cannot be restored; the message is one line that says why. */
final class UnusableArchive extends Exception {
    private static final long serialVersionUID = 1;

    UnusableArchive(String message) {
        super(message, null, false, false);
    }
}
