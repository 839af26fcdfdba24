package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.manuscript.FolderWatch.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, look by look. */
class FolderWatchTest {
    private final FolderWatch watch = new FolderWatch();

    private Path folder;

    @BeforeEach
    void in(@TempDir Path folder) {
        this.folder = folder;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Looks, and reads what is due. */
    private List<String> due(ReadResult result) throws IOException {
        List<Path> due = watch.due(ManuscriptFolder.of(folder));
        due.forEach(file -> watch.record(file, result));
        return due.stream().map(ManuscriptFolder::name).toList();
    }

    private List<String> due() throws IOException {
        return due(ReadResult.DONE);
    }

    @Test
    void aFileIsReadOnceStable() throws IOException {
        write("a.md", "a");
        assertEquals(List.of(), due());
        write("a.md", "a, and more");
        write("b.md", "b");
        assertEquals(List.of(), due());
        write("a.md", "a, and more, and more");
        assertEquals(List.of("b.md"), due());
        assertEquals(List.of("a.md"), due());
        assertEquals(List.of(), due());
    }

    @Test
    void timeAndIdentityCountAsChanges() throws IOException {
        write("a.md", "1");
        due();
        assertEquals(List.of("a.md"), due());
        FileTime time = Files.getLastModifiedTime(folder.resolve("a.md"));
        Files.setLastModifiedTime(folder.resolve("a.md"), FileTime.from(Instant.EPOCH));
        due();
        assertEquals(List.of("a.md"), due());
        write("new", "2");
        Files.setLastModifiedTime(folder.resolve("a.md"), time);
        due();
        due();
        Files.setLastModifiedTime(folder.resolve("new"), time);
        Files.move(folder.resolve("new"), folder.resolve("a.md"), StandardCopyOption.REPLACE_EXISTING);
        due();
        assertEquals(List.of("a.md"), due());
    }

    @Test
    void whatALinkLeadsToIsLookedAt() throws IOException {
        write("..data", "1");
        Files.createSymbolicLink(folder.resolve("a.md"), Path.of("..data"));
        due();
        assertEquals(List.of("a.md"), due());
        write("..data", "22");
        due();
        assertEquals(List.of("a.md"), due());
    }

    @Test
    void filesLeftOutAreRetriedAfterAnyChange() throws IOException {
        write("a.md", "a");
        write("b.md", "b");
        due();
        assertEquals(List.of("a.md", "b.md"), due(ReadResult.LEFT_OUT));
        assertEquals(List.of(), due());
        Files.delete(folder.resolve("a.md"));
        due(ReadResult.LEFT_OUT);
        assertEquals(List.of("b.md"), due(ReadResult.LEFT_OUT));
        assertEquals(List.of(), due());
        watch.retryLeftOut(true);
        assertEquals(List.of("b.md"), due());
        watch.retryLeftOut(true);
        assertEquals(List.of(), due());
    }

    @Test
    void whatFailedIsReadAgainAlone() throws IOException {
        write("a.md", "a");
        due();
        assertEquals(List.of("a.md"), due(ReadResult.LEFT_OUT));
        write("b.md", "b");
        due();
        assertEquals(List.of("a.md", "b.md"), due(ReadResult.FAILED));
        assertEquals(List.of("a.md", "b.md"), due(ReadResult.LEFT_OUT));
        assertEquals(List.of(), due());
    }

    @Test
    void everythingIsReadAgainOnceItIsForgotten() throws IOException {
        write("a.md", "a");
        due();
        due();
        watch.reset();
        assertEquals(List.of("a.md"), due());
    }

    @Test
    void whatWasJustWrittenMayStillBeWritten() throws IOException {
        write("a.md", "a");
        watch.scan(ManuscriptFolder.of(folder));
        assertTrue(watch.isRecentlyModified(Duration.ofDays(1)));
        for (Instant time : List.of(Instant.EPOCH, Instant.now().plus(Duration.ofDays(9)))) {
            Files.setLastModifiedTime(folder.resolve("a.md"), FileTime.from(time));
            watch.scan(ManuscriptFolder.of(folder));
            assertFalse(watch.isRecentlyModified(Duration.ofDays(1)));
        }
    }
}
