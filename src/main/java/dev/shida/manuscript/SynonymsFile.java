package dev.shida.manuscript;

import static dev.shida.manuscript.ManuscriptFolder.name;

import dev.shida.text.Synonyms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger.Level;

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
        List<String> faults = new ArrayList<>();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(folder.read(folder.path().resolve(Synonyms.FILE))))
                    .toString();
            Synonyms synonyms =
                    Synonyms.parse(text, (fault, line) -> faults.add(Synonyms.FILE + ":" + line + ": " + fault));
            if (faults.isEmpty()) {
                reports.clear(Synonyms.FILE);
                return Optional.of(synonyms);
            }
        } catch (CharacterCodingException e) {
            faults.add(Synonyms.FILE + ": is not UTF-8");
        } catch (IOException e) {
            faults.add(Synonyms.FILE + ": cannot be read: "
                    + ManuscriptFolder.reason(e).in(Locale.ENGLISH));
        }
        reports.report(Synonyms.FILE, Level.ERROR, faults);
        return Optional.empty();
    }
}
