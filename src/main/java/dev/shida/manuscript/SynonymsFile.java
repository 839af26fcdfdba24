package dev.shida.manuscript;

import static dev.shida.manuscript.ManuscriptFolder.name;

import dev.shida.text.Synonyms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The operator's list of synonyms among the manuscripts. It is read when it has changed and is
 * stable; one with a fault is not used at all.
 */
final class SynonymsFile {
    private final FaultLog reports;
    private FolderWatch.FileState seen = FolderWatch.FileState.NONE;
    private FolderWatch.FileState read = FolderWatch.FileState.NONE;

    SynonymsFile(FaultLog reports) {
        this.reports = reports;
    }

    static boolean is(Path entry) {
        return name(entry).equals(Synonyms.FILE);
    }

    /** Scans for the file, as {@link FolderWatch} does for others. */
    void scan(ManuscriptFolder folder) {
        seen = FolderWatch.FileState.of(folder.path().resolve(Synonyms.FILE));
    }

    /** Makes the next scan read it although it has not changed. */
    void reset() {
        read = FolderWatch.FileState.NONE;
    }

    /** Scans again: the list, if it has changed since it was read, and is stable; empty too if it has faults. */
    Optional<Synonyms> due(ManuscriptFolder folder) {
        FolderWatch.FileState before = seen;
        scan(folder);
        if (!seen.equals(before) || seen.equals(read)) {
            return Optional.empty();
        }
        read = seen;
        if (seen.equals(FolderWatch.FileState.NONE)) {
            reports.clear(Synonyms.FILE);
            return Optional.of(Synonyms.NONE);
        }
        Path file = folder.path().resolve(Synonyms.FILE);
        try {
            Synonyms synonyms = parse(folder.read(file));
            reports.clear(Synonyms.FILE);
            return Optional.of(synonyms);
        } catch (FaultyManuscript e) {
            reports.report(Synonyms.FILE, e.faults());
        } catch (IOException e) {
            reports.reportUnreadable(Synonyms.FILE, folder.has(file), e);
        }
        return Optional.empty();
    }

    /**
     * Reads a list.
     *
     * @throws FaultyManuscript with all faults of it
     */
    static Synonyms parse(byte[] bytes) throws FaultyManuscript {
        if (bytes.length > Manuscript.MAX_BYTES) {
            throw new FaultyManuscript(Fault.at(1, FaultCode.FILE_TOO_LARGE, Manuscript.MAX_BYTES));
        }
        Faults faults = new Faults();
        Synonyms synonyms = Synonyms.parse(Encoding.decode(bytes), (fault, line) -> {
            switch (fault) {
                case SEVERAL_ARROWS -> faults.at(line, FaultCode.SYNONYMS_WITH_SEVERAL_ARROWS);
                case NO_WORD -> faults.at(line, FaultCode.SYNONYMS_WITHOUT_WORD);
                case ONE_WORD -> faults.at(line, FaultCode.SYNONYMS_OF_ONE_WORD);
                case TOO_MANY_WORDS -> faults.at(line, FaultCode.TOO_MANY_SYNONYMS, Synonyms.MAX_WORDS);
            }
        });
        if (!faults.isEmpty()) {
            throw new FaultyManuscript(faults.faults(), List.of());
        }
        return synonyms;
    }
}
