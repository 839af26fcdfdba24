package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.content.EditionContent;
import dev.shida.content.Revision;
import dev.shida.content.Story;
import dev.shida.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The index keeps in step with what is published, whatever becomes of its folder. */
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
class IndexUpdaterTest {
    private final Newsstand published = new Newsstand();

    private EditionContent bundled;
    private Path folder;

    @BeforeEach
    void publish(@TempDir Path temporary) throws Exception {
        folder = temporary;
        bundled = Newsstand.bundled();
        published.publish(bundled);
    }

    private IndexUpdater open() {
        return new IndexUpdater(published, () -> new MMapDirectory(folder));
    }

    private static long count(IndexUpdater updater, long revision, String query) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(revision)) {
            return new Search(snapshot.searcher())
                    .find(Words.of(query), Newsstand.everything(StorySort.DEFAULT, 10))
                    .total();
        }
    }

    private static Story[] stories(String text, int size) {
        return Stream.iterate(0, i -> i + 1)
                .limit(size)
                .map(i -> Newsstand.story("s" + i, text, text, text))
                .toArray(Story[]::new);
    }

    @Test
    void isThereAgainAfterARestart() {
        try (IndexUpdater updater = open()) {
            assertEquals(10, count(updater, 1, "工会"));
        }
        published.publish("test-2022", List.of(stories("工会", 3)));
        try (IndexUpdater updater = open()) {
            assertEquals(13, count(updater, 2, "工会"));
        }
    }

    @Test
    void catchesUpWithWhatIsMissingOnly() {
        List<String> asked = new ArrayList<>();
        IndexSource counting = new IndexSource() {
            @Override
            public Optional<Revision> revision(long number) {
                return published.revision(number);
            }

            @Override
            public List<Revision> after(long number, int limit) {
                return published.after(number, limit);
            }

            @Override
            public List<Story> stories(Revision first, Revision last) {
                List<Story> stories = published.stories(first, last);
                stories.stream().map(Story::edition).distinct().forEach(asked::add);
                return stories;
            }
        };
        published.publish("test-2022", List.of(stories("甲", 1)));
        try (IndexUpdater updater = new IndexUpdater(counting, () -> new MMapDirectory(folder))) {
            updater.acquire(2).close();
        }
        published.publish("test-2022", List.of(stories("乙", 1)));
        published.publish("test-2022", List.of(stories("丙", 1)));
        asked.clear();
        try (IndexUpdater updater = new IndexUpdater(counting, () -> new MMapDirectory(folder))) {
            assertEquals(1, count(updater, 4, "丙"));
            assertEquals(0, count(updater, 4, "乙"));
        }
        assertEquals(List.of("test-2022"), asked);
        asked.clear();
        try (IndexUpdater updater = new IndexUpdater(counting, () -> new MMapDirectory(folder))) {
            assertEquals(1, count(updater, 4, "丙"));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void isSearchedInFewSegmentsAfterMerging() {
        CountDownLatch merging = new CountDownLatch(1);
        IndexUpdater.Opener opener = () -> new FilterDirectory(new MMapDirectory(folder)) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                // An edition has ten stories at most, so what has more is made of several.
                if (context.mergeInfo != null && context.mergeInfo.totalMaxDoc > 10) {
                    assertDoesNotThrow(() -> merging.await());
                }
                return super.createOutput(name, context);
            }
        };
        try (IndexUpdater updater = new IndexUpdater(published, opener)) {
            updater.acquire(1).close();
            for (int i = 0; i < 9; i++) {
                published.publish("test-" + (2000 + i), List.of(stories("甲", 3)));
                updater.acquire(published.revision()).close();
            }
            assertEquals(10, segments(updater));
            merging.countDown();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (segments(updater) > 7 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertTrue(segments(updater) <= 7);
            assertEquals(27, count(updater, published.revision(), "甲"));
        }
    }

    @Test
    void failuresOfAllKindsAreLoggedOnce() {
        List<String> log = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                // Other tests fail on purpose, too.
                if (line.getMessage().contains(folder.toString())) {
                    log.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(IndexUpdater.class.getName());
        logger.addHandler(handler);
        try (IndexUpdater updater = new IndexUpdater(published, () -> {
            throw new IOException(folder + ": attempt " + UUID.randomUUID());
        })) {
            for (int i = 0; i < 3; i++) {
                assertThrows(CompletionException.class, updater.requestCatchUp()::join);
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, log.size(), log::toString);
    }

    private int segments(IndexUpdater updater) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
            return snapshot.searcher().getIndexReader().leaves().size();
        }
    }

    @Test
    void earlierSnapshotsAnswerForTheirOwnRevision() {
        try (IndexUpdater updater = open()) {
            published.publish("test-2022", List.of(stories("甲", 5)));
            assertEquals(5, count(updater, 2, "甲"));
            published.publish("test-2022", List.of(stories("乙", 7)));
            assertEquals(7, count(updater, 3, "乙"));
            assertEquals(0, count(updater, 3, "甲"));
            assertEquals(5, count(updater, 2, "甲"));
            assertEquals(0, count(updater, 2, "乙"));
            assertThrows(StaleRevision.class, () -> updater.acquire(1));
        }
    }

    @Test
    void aReaderSeesEveryEditionWhole() {
        try (IndexUpdater updater = open()) {
            published.publish("test-2022", List.of(stories("甲", 20)));
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 60; i++) {
                    published.publish("test-2022", List.of(stories(i % 2 == 0 ? "乙" : "甲", 20)));
                    updater.requestCatchUp().join();
                }
            });
            while (!publishing.isDone()) {
                try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
                    Search search = new Search(snapshot.searcher());
                    StoryQuery some = Newsstand.everything(StorySort.BY_RELEVANCE, 100);
                    long one = search.find(Words.of("甲"), some).total();
                    long other = search.find(Words.of("乙"), some).total();
                    assertTrue(one + other == 20 && one * other == 0, one + " and " + other);
                    assertEquals(snapshot.revision() % 2 == 0 ? 20 : 0, one);
                } catch (StaleRevision e) {
                    // Published between the two searches: search again.
                }
            }
            publishing.join();
        }
    }

    @Test
    void isBuiltAnewWhereItIsAbsent() throws IOException {
        try (IndexUpdater updater = open()) {
            assertEquals(10, count(updater, 1, "工会"));
        }
        for (Path file : files()) {
            Files.delete(file);
        }
        try (IndexUpdater updater = open()) {
            assertEquals(10, count(updater, 1, "工会"));
        }
    }

    @Test
    void isBuiltAnewWhereTheStoreIsAnother() throws Exception {
        published.publish("test-2022", List.of(stories("甲", 5)));
        try (IndexUpdater updater = open()) {
            assertEquals(5, count(updater, 2, "甲"));
        }
        Newsstand other = new Newsstand();
        other.publish("test-2021", List.of(stories("乙", 4)));
        other.publish(bundled);
        try (IndexUpdater updater = new IndexUpdater(other, () -> new MMapDirectory(folder))) {
            assertEquals(4, count(updater, 2, "乙"));
            assertEquals(0, count(updater, 2, "甲"));
        }
    }

    @Test
    void isRebuiltWhereItsSchemaIsOlder() throws IOException {
        try (IndexUpdater updater = open()) {
            updater.acquire(1).close();
        }
        // An index that lacks its stories, as one of another schema may.
        try (Directory directory = new MMapDirectory(folder);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.deleteAll();
            Map<String, String> data = new HashMap<>();
            writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
            data.put("schema", "0");
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
        }
        try (IndexUpdater updater = open()) {
            assertEquals(10, count(updater, 1, "工会"));
        }
    }

    /** Whatever a process that is killed leaves on disk: files as they are while it writes, early and late. */
    @Test
    void losesNothingWhenItIsKilled(@TempDir Path copies) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Path> killed = new ArrayList<>();
        try (IndexUpdater updater = open()) {
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                for (int i = 0; !over.get(); i++) {
                    published.publish("test-2022", List.of(stories(i % 2 == 0 ? "乙" : "甲", 20)));
                    updater.requestCatchUp().join();
                }
                published.publish("test-2022", List.of(stories("甲", 20)));
            });
            for (int round = 0; round < 6; round++) {
                long before = published.revision();
                while (published.revision() == before && !publishing.isDone()) {
                    Thread.onSpinWait();
                }
                killed.add(copy(copies.resolve("early" + round)));
                killed.add(copy(copies.resolve("late" + round)));
            }
            over.set(true);
            publishing.join();
        }
        for (Path copy : killed) {
            try (IndexUpdater again = new IndexUpdater(published, () -> new MMapDirectory(copy))) {
                assertEquals(10, count(again, published.revision(), "工会"));
                assertEquals(20, count(again, published.revision(), "甲"));
                assertEquals(0, count(again, published.revision(), "乙"));
            }
        }
    }

    private Path copy(Path copy) throws IOException {
        Files.createDirectory(copy);
        for (Path file : files()) {
            try {
                Files.copy(file, copy.resolve(file.getFileName()));
            } catch (NoSuchFileException e) {
                // It was deleted meanwhile.
            }
        }
        return copy;
    }

    /** Every file in turn: gone, empty, cut, and with each of some bytes flipped. */
    @Test
    void isBuiltAnewWhateverIsDamaged() throws IOException {
        try (IndexUpdater updater = open()) {
            updater.acquire(1).close();
        }
        List<Path> files =
                files().stream().filter(file -> !file.endsWith("write.lock")).toList();
        assertTrue(files.size() >= 3, files::toString);
        Random random = new Random(1);
        for (int i = 0; i < files.size(); i++) {
            for (int damage = 0; damage < 8; damage++) {
                Path file = files().stream()
                        .filter(each -> !each.endsWith("write.lock"))
                        .toList()
                        .get(i);
                byte[] bytes = Files.readAllBytes(file);
                switch (damage) {
                    case 0 -> Files.delete(file);
                    case 1 -> Files.write(file, new byte[0]);
                    case 2 -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                    case 3 -> Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
                    default -> {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                        Files.write(file, bytes);
                    }
                }
                try (IndexUpdater updater = open()) {
                    assertEquals(10, count(updater, 1, "工会"), file + " " + damage);
                    assertEquals(1, count(updater, 1, "工匠学院"), file + " " + damage);
                }
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void recoversFromAFullDisk() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        try (IndexUpdater updater = new IndexUpdater(published, () -> new Full(new MMapDirectory(folder), full))) {
            assertEquals(10, count(updater, 1, "工会"));
            full.set(true);
            published.publish("test-2022", List.of(stories("工会", 3)));
            assertThrows(IndexUnavailable.class, () -> updater.acquire(2));
            assertThrows(IndexUnavailable.class, () -> updater.acquire(2));
            full.set(false);
            Thread.sleep(2_100);
            assertEquals(13, count(updater, 2, "工会"));
        }
    }

    @Test
    void recoversFromAnIndexThatFailsWhileRead() throws Exception {
        try (IndexUpdater updater = open()) {
            updater.acquire(1).close();
            updater.reportFailure(new IOException("made up"));
            Thread.sleep(2_500);
            assertEquals(10, count(updater, 1, "工会"));
        }
    }

    /** A disk without room. */
    private static final class Full extends FilterDirectory {
        private final AtomicBoolean full;

        Full(Directory in, AtomicBoolean full) {
            super(in);
            this.full = full;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            return new FilterIndexOutput("full", name, in.createOutput(name, context)) {
                @Override
                public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                    check();
                    super.writeBytes(bytes, offset, length);
                }

                @Override
                public void writeByte(byte one) throws IOException {
                    check();
                    super.writeByte(one);
                }

                private void check() throws IOException {
                    if (full.get()) {
                        throw new IOException("No space left on device");
                    }
                }
            };
        }
    }
}
