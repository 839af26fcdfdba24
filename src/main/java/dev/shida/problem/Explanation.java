package dev.shida.problem;

import java.util.Optional;

/** Knows failures of the server for which there is more to say than that it failed. */
public interface Explanation {
    /** A sentence for the client and for the log, where it stands instead of a stack trace; empty for any other failure. */
    Optional<String> of(Throwable failure);
}
