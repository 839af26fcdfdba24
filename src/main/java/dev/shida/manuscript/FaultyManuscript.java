package dev.shida.manuscript;

import java.util.List;
import java.util.stream.Collectors;

/** A manuscript that cannot be published as it is, or a list of synonyms, with everything that is wrong with it. */
public sealed class FaultyManuscript extends Exception permits EditionConflict {

    private final List<Fault> faults;
    private final List<Fault> warnings;

    FaultyManuscript(List<Fault> faults, List<Fault> warnings) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
        this.warnings = List.copyOf(warnings);
    }

    FaultyManuscript(Fault fault) {
        this(List.of(fault), List.of());
    }

    /** At least one, in line order, none twice. */
    public List<Fault> faults() {
        return faults;
    }

    /** What would not have prevented publication, likewise. */
    public List<Fault> warnings() {
        return warnings;
    }
}
