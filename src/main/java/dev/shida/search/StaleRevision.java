package dev.shida.search;

/** Something has been published since the asking transaction began, and the index has moved on: ask in another. */
public final class StaleRevision extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleRevision(long asked, long present) {
        super("revision " + asked + " was asked for, and the index has " + present, null, false, false);
    }
}
