package dev.shida.content;

import java.util.concurrent.atomic.AtomicLong;

/** Something in the store is not what was written; the message is a sentence that says what. */
public final class DamagedContent extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** Of the process, as rows find damage, which have no access to beans. */
    private static final AtomicLong FOUND = new AtomicLong();

    /** @param row what is damaged, which may itself be so */
    public DamagedContent(String row) {
        super(
                "The store is damaged: the " + row.replaceAll("[^ -~]", "?") + " is not what was published.",
                null,
                false,
                false);
        FOUND.incrementAndGet();
    }

    /** Counts what H2 could not read, as its file is not what was written. */
    public static void countDamagedFile() {
        FOUND.incrementAndGet();
    }

    /** How often damage has been found since the process began. */
    public static long found() {
        return FOUND.get();
    }
}
