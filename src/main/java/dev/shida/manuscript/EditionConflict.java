package dev.shida.manuscript;

import java.util.List;

/** A manuscript of an edition that belongs to another source. */
final class EditionConflict extends FaultyManuscript {
    private final String owner;
    private final String digest;

    EditionConflict(int line, String edition, String owner, String digest) {
        super(List.of(new Fault(
                line,
                "the edition %s is published from %s; expected another series or year, or that file to be deleted"
                        .formatted(edition, SourceName.of(owner).shown()))));
        this.owner = owner;
        this.digest = digest;
    }

    /** The name of the source that it belongs to. */
    String owner() {
        return owner;
    }

    /** Of what is published of it. */
    String digest() {
        return digest;
    }
}
