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

/** The operator's list of synonyms among the manuscripts. It is read when it has changed and is still; with a fault, not at all. */
final class SynonymsFile {
    private final FaultLog reports;
    private FolderWatch.State seen = FolderWatch.State.NONE;
    private FolderWatch.State read = FolderWatch.State.NONE;

    SynonymsFile(FaultLog reports) {
        this.reports = reports;
    }

    static boolean is(Path entry) {
        return name(entry).equals(Synonyms.FILE);
    }

    /** Looks at the file for the first time. */
    void look(ManuscriptFolder folder) {
        seen = FolderWatch.State.of(folder.path().resolve(Synonyms.FILE));
    }

    /** Reads it anew, although it has not changed. */
    void forget() {
        read = FolderWatch.State.NONE;
    }

    /** Looks again: the list, if it has changed since it was read, and is still; empty too if it has faults. */
    Optional<Synonyms> due(ManuscriptFolder folder) {
        FolderWatch.State before = seen;
        look(folder);
        if (!seen.equals(before) || seen.equals(read)) {
            return Optional.empty();
        }
        read = seen;
        if (seen.equals(FolderWatch.State.NONE)) {
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
