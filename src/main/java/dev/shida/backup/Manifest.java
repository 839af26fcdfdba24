package dev.shida.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What an archive has. Later versions may add members, which this one ignores: such as the epoch of the store, for cursors of
 * changes.
 *
 * @param format of the archive; it grows when an older version could not restore a newer archive
 * @param program the version of the program that made it
 * @param schema of the store, which says what the rows are
 * @param revision the last one; 0 if nothing was ever published
 * @param createdAt in RFC 3339
 * @param entries in the order in which they are restored
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(int format, String program, int schema, long revision, String createdAt, List<TableEntry> entries) {
    /** The format that this version writes, and the newest that it reads. */
    static final int FORMAT = 1;

    Manifest {
        if (format < 1 || schema < 1 || program.isEmpty() || createdAt.isEmpty()) {
            throw new IllegalArgumentException("a member has a value that it cannot have");
        }
        entries = List.copyOf(entries);
    }

    /**
     * The rows of a table.
     *
     * @param bytes how long it is, not compressed
     * @param sha256 in hexadecimal
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TableEntry(String table, long rows, long bytes, String sha256) {
        private static final long MAX_BYTES = 1L << 48;

        TableEntry {
            if (!table.matches("[a-z_]{1,60}") || rows < 0 || bytes < 0 || bytes > MAX_BYTES || sha256.isEmpty()) {
                throw new IllegalArgumentException("an entry has a value that it cannot have");
            }
        }

        /** Within the archive. */
        String name() {
            return name(table);
        }

        static String name(String table) {
            return table + ".jsonl";
        }
    }

    /** How many bytes all entries have, not compressed. */
    long bytes() {
        return entries.stream().mapToLong(TableEntry::bytes).sum();
    }

    /** What it has, for people. */
    String summary() {
        return "revision %d, editions: %d, stories: %d".formatted(revision, rows("edition"), rows("story"));
    }

    private long rows(String table) {
        return entries.stream()
                .filter(entry -> entry.table.equals(table))
                .mapToLong(TableEntry::rows)
                .sum();
    }
}
