package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.text.Synonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynonymsFileTest {
    private final SynonymsFile file = new SynonymsFile(new FaultLog(Logger.getLogger(SynonymsFileTest.class)));

    private final Path path;

    SynonymsFileTest(@TempDir Path path) {
        this.path = path;
    }

    private Optional<Set<String>> due(String word) throws IOException {
        return file.due(ManuscriptFolder.of(path)).map(synonyms -> synonyms.of(word));
    }

    private void write(String text) throws IOException {
        Files.writeString(path.resolve(Synonyms.FILE), text);
    }

    @Test
    void isReadOnceItIsStill() throws IOException {
        assertEquals(Optional.empty(), due("甲"));
        write("甲,乙");
        assertEquals(Optional.empty(), due("甲"));
        assertEquals(Optional.of(Set.of("乙")), due("甲"));
        assertEquals(Optional.empty(), due("甲"));
        write("甲,乙,丙");
        assertEquals(Optional.empty(), due("甲"));
        assertEquals(Optional.of(Set.of("乙", "丙")), due("甲"));
        Files.delete(path.resolve(Synonyms.FILE));
        assertEquals(Optional.empty(), due("甲"));
        assertEquals(Optional.of(Set.of()), due("甲"));
    }

    @Test
    void withAFaultChangesNothing() throws IOException {
        write("甲,,乙");
        file.scan(ManuscriptFolder.of(path));
        assertEquals(Optional.empty(), due("甲"));
        assertTrue(ManuscriptFolder.of(path).others().isEmpty());
        Files.write(path.resolve(Synonyms.FILE), new byte[] {(byte) 0xFF, ','});
        due("甲");
        assertEquals(Optional.empty(), due("甲"));
    }
}
