package dev.shida.manuscript;

import java.util.List;
import java.util.stream.Collectors;

/** A manuscript that cannot be published as it is, with everything that is wrong with it. */
public sealed class FaultyManuscript extends Exception permits EditionConflict {

    private final List<Fault> faults;

    FaultyManuscript(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** At least one, in line order, none twice. */
    public List<Fault> faults() {
        return faults;
    }
}
