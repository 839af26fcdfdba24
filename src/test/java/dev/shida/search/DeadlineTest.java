package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.content.EditionContent;
import dev.shida.content.Scope;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.text.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search ends in time, and when nobody waits for it; and so many run at once. */
@TestInstance(Lifecycle.PER_CLASS)
@OneJdk
class DeadlineTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Newsstand published = new Newsstand();
    private IndexUpdater updater;
    private TopicVocabulary vocabulary;

    @BeforeAll
    void publish(@TempDir Path folder) throws Exception {
        EditionContent bundled = Newsstand.bundled();
        updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
        for (int i = 0; i < 40; i++) {
            published.publish(GeneratedEditions.variant(bundled, 1950 + i, new Random(i)));
        }
        updater.requestCatchUp().join();
        List<Topic> topics = bundled.topics().entrySet().stream()
                .map(topic -> new Topic(topic.getKey(), topic.getValue()))
                .toList();
        vocabulary = new TopicVocabulary(
                published.revision(), topics, ask(Deadline.NONE, search -> search.topics(Scope.EVERYTHING)));
    }

    @AfterAll
    void close() {
        updater.close();
    }

    private <T> T ask(Deadline deadline, Function<Search, T> question) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
            return question.apply(new Search(snapshot.searcher().until(deadline)));
        }
    }

    /** All kinds of work that a search does. */
    enum Work {
        WORDS(test -> search ->
                search.find(Words.of("工会 首都工匠学院 gonghui -疫情情况"), Newsstand.everything(StorySort.BY_RELEVANCE, 10))),
        LIST(test -> search -> search.find(Words.NONE, Newsstand.everything(StorySort.DEFAULT, 10))),
        TOPICS(test -> search -> search.topics(Scope.EVERYTHING)),
        GUESS(test -> search -> search.didYouMean(
                Words.of("工将 首都工厂学院"), Newsstand.everything(StorySort.BY_RELEVANCE, 10), test.vocabulary)),
        TITLES(test -> search -> search.titled("gongj", 10));

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<DeadlineTest, Function<Search, Object>> question;

        Work(Function<DeadlineTest, Function<Search, Object>> question) {
            this.question = question;
        }
    }

    @ParameterizedTest
    @EnumSource
    void allWorkEndsOnceItIsOver(Work work) {
        assertThrows(
                IndexUnavailable.class, () -> ask(new Deadline(Duration.ZERO, () -> false), work.question.apply(this)));
    }

    @Test
    void isNotSoonerForWhatIsLoadedOnce() {
        Deadline deadline = new Deadline(Duration.ofMillis(500), () -> false);
        deadline.loading(() -> {
            while (!deadline.shouldExit()) {
                Thread.onSpinWait();
            }
            return "loaded";
        });
        assertFalse(deadline.shouldExit());
    }

    /** Gone at any of the checks, each thread that works for the search ends at its next one. */
    @ParameterizedTest
    @EnumSource
    void allWorkEndsOnceNobodyWaitsAnyMore(Work work) {
        int threads = 1 + Runtime.getRuntime().availableProcessors();
        int gone = 1;
        while (isEnded(work, gone, threads)) {
            gone += 1 + gone / 20;
        }
        assertTrue(gone > 1);
    }

    /** Whether it has not come to its end before this many checks. */
    private boolean isEnded(Work work, int gone, int threads) {
        AtomicInteger checks = new AtomicInteger();
        try {
            ask(new Deadline(LONG, () -> checks.incrementAndGet() >= gone), work.question.apply(this));
            assertTrue(checks.get() < gone);
            return false;
        } catch (IndexUnavailable e) {
            assertTrue(checks.get() < gone + threads, checks + " checks, gone at " + gone);
            return true;
        }
    }

    @Test
    void highlightingEndsTooAndCompleting() {
        Story story = published.stories().get(0);
        Deadline over = new Deadline(Duration.ZERO, () -> false);
        assertThrows(IndexUnavailable.class, () -> new Highlighter(Words.of("工会"), over).of(story));
        assertThrows(
                IndexUnavailable.class, () -> vocabulary.completing("工", over).toList());
    }

    @Test
    void aPartIsOverWithTheWhole() {
        assertTrue(new Deadline(Duration.ZERO, () -> false).within(LONG).shouldExit());
        assertTrue(new Deadline(LONG, () -> true).within(LONG).shouldExit());
        assertTrue(new Deadline(LONG, () -> false).within(Duration.ZERO).shouldExit());
    }

    @Nested
    class AtOnce {
        private final ExecutorService clients = Executors.newCachedThreadPool();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        private Future<String> occupy(SearchLimit limit) throws InterruptedException {
            Future<String> first = clients.submit(() -> limit.run(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "first";
            }));
            begun.await();
            return first;
        }

        @Test
        void oneMoreThanMayWaitIsRefused() throws Exception {
            SearchLimit limit = new SearchLimit(1, 0, LONG);
            Future<String> first = occupy(limit);
            assertThrows(IndexUnavailable.class, () -> limit.run(() -> "second"));
            end.countDown();
            assertEquals("first", first.get());
            assertEquals("third", limit.run(() -> "third"));
        }

        @Test
        void oneWaitsForItsTurn() throws Exception {
            SearchLimit limit = new SearchLimit(1, 1, LONG);
            Future<String> first = occupy(limit);
            Future<String> second = clients.submit(() -> limit.run(() -> "second"));
            end.countDown();
            assertEquals("second", second.get());
            assertEquals("first", first.get());
        }

        @Test
        void oneDoesNotWaitForEver() throws Exception {
            SearchLimit limit = new SearchLimit(1, 1, Duration.ofMillis(1));
            Future<String> first = occupy(limit);
            assertThrows(IndexUnavailable.class, () -> limit.run(() -> "second"));
            end.countDown();
            assertEquals("first", first.get());
        }

        @Test
        void aSearchThatFailsMakesRoom() {
            SearchLimit limit = new SearchLimit(1, 0, LONG);
            for (int i = 0; i < 3; i++) {
                assertThrows(
                        IllegalStateException.class,
                        () -> limit.run(() -> {
                            throw new IllegalStateException();
                        }));
            }
            assertEquals("next", limit.run(() -> "next"));
        }
    }
}
