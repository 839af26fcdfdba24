package dev.shida.content;

import java.nio.file.Path;

/** Prepares the store in a folder, in a process that a test may kill. */
final class PreparedStore {
    /** What it says before. */
    static final String BEGINS = "begins";

    private PreparedStore() {}

    public static void main(String... args) throws UnusableStore {
        Path folder = Path.of(args[0]);
        System.out.println(BEGINS);
        StoreFile.prepare(folder, OldStore.url(folder), 0);
    }
}
