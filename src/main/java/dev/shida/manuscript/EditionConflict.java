package dev.shida.manuscript;

/** A manuscript of an edition that belongs to another source. */
final class EditionConflict extends FaultyManuscript {
    private final String owner;
    private final String digest;

    EditionConflict(int line, String edition, String owner, String digest) {
        super(Fault.at(
                line, FaultCode.EDITION_TAKEN, edition, SourceName.of(owner).shown()));
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
