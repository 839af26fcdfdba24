package dev.shida.edge;

import static dev.shida.edge.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import dev.shida.manuscript.Press;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response is computed once for each revision, and none of an earlier revision is served. */
@QuarkusTest
@OneJdk
class PublicationsTest {
    private static final Optional<String> MADE = Optional.of("shida; fwd=uri-miss");
    private static final Optional<String> COLLAPSED = Optional.of("shida; fwd=uri-miss; collapsed");
    private static final Optional<String> HIT = Optional.of("shida; hit");

    @Inject
    Newsroom newsroom;

    @Inject
    Press press;

    @Inject
    HeldResource held;

    @Inject
    SessionFactory sessions;

    @Inject
    Vertx vertx;

    private long statements(Runnable requests) {
        sessions.getStatistics().clear();
        requests.run();
        return sessions.getStatistics().getPrepareStatementCount();
    }

    /** What the index reads of a publication is not for requests. */
    private void publishAndIndex() {
        newsroom.publishNext();
        get("/v1/stories?limit=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "br"})
    void concurrentRequestsCostWhatOneCosts(String coding) {
        publishAndIndex();
        long one = statements(() -> get("/v1/stories"));
        publishAndIndex();
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        long many = statements(() -> {
            List<CompletableFuture<Void>> asked = IntStream.range(0, 50)
                    .mapToObj(i -> Client.start("GET", "/v1/stories", "Accept-Encoding: " + coding, "X: " + i)
                            .thenAccept(answers::add))
                    .toList();
            asked.forEach(CompletableFuture::join);
        });
        assertTrue(one > 0);
        assertEquals(one, many);
        assertEquals(50, answers.size());
        answers.forEach(answer -> assertEquals(answers.get(0).lasting(), answer.lasting()));
        assertEquals(
                1,
                answers.stream()
                        .filter(a -> a.header("cache-status").equals(MADE))
                        .count());
    }

    @Test
    void laterRequestsWaitForTheComputation() throws InterruptedException {
        HeldResource.Hold hold = held.hold("content");
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        asked.add(Client.start("GET", hold.path));
        hold.found.await();
        for (int i = 0; i < 10; i++) {
            asked.add(Client.start("GET", hold.path, "X: " + i));
        }
        // An answer to a request that was sent later tells nothing of those before, but most of them will have come.
        get("/v1/series", "X: " + hold.path);
        hold.letGo.countDown();
        List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
        answers.forEach(answer -> {
            assertEquals("content", answer.text());
            assertEquals(answers.get(0).lasting(), answer.lasting());
        });
        assertEquals(1, hold.asked.get());
        assertEquals(MADE, answers.get(0).header("cache-status"));
        answers.stream()
                .skip(1)
                .forEach(answer ->
                        assertTrue(List.of(COLLAPSED, HIT).contains(answer.header("cache-status")), answer::toString));
    }

    @Test
    void theResourceLearnsThatNoClientWaits() throws InterruptedException {
        HeldResource.Hold hold = held.hold("content");
        String request = "GET " + hold.path + " HTTP/1.1\r\nHost: localhost\r\n";
        Wire gzip = Wire.open(vertx).send(request + "Accept-Encoding: gzip\r\n\r\n");
        hold.found.await();
        HttpServerResponse response = Objects.requireNonNull(hold.response);
        Wire plain = Wire.open(vertx).send(request + "\r\n");
        plain.awaitRead();
        gzip.close();
        plain.awaitRead();
        assertFalse(response.closed());
        plain.close();
        plain.awaitRead();
        assertTrue(response.closed());
        CompletableFuture<Answer> later = Client.start("GET", hold.path);
        hold.letGo.countDown();
        assertEquals("content", later.join().text());
    }

    @Test
    void earlierAnswersAreNotFoundAfterAPublication() throws InterruptedException {
        HeldResource.Hold hold = held.hold("old");
        CompletableFuture<Answer> before = Client.start("GET", hold.path);
        hold.found.await();
        hold.content = "new";
        newsroom.publishNext();
        CompletableFuture<Answer> after = Client.start("GET", hold.path);
        hold.letGo.countDown();
        assertEquals("old", before.join().text());
        assertEquals("new", after.join().text());
        assertEquals(MADE, after.join().header("cache-status"));
        for (String header : List.of("X: y", "X: y", "X: y", "X: z")) {
            Answer later = get(hold.path, header);
            assertEquals("new", later.text());
            assertEquals(HIT, later.header("cache-status"));
        }
        assertEquals(2, hold.asked.get());
    }

    @Test
    void everyAnswerIsComputedAgainAfterAPublication() {
        newsroom.publishNext();
        Answer before = get(Newsroom.STORY);
        for (int i = 0; i < 3; i++) {
            assertEquals(before.lasting(), get(Newsroom.STORY).lasting());
        }
        newsroom.publishAgain(Newsroom.PAST);
        long statements = statements(() -> {
            Answer after = get(Newsroom.STORY);
            assertEquals(before.lasting(), after.lasting());
            assertEquals(MADE, after.header("cache-status"));
        });
        assertTrue(statements > 0);
    }

    @Test
    void anotherProcesssPublicationShowsWithoutAnEvent() {
        List<String> targets = List.of(Newsroom.STORY, Newsroom.STORIES, Newsroom.EDITION);
        newsroom.publishNext();
        targets.forEach(target -> assertTrue(get(target).text().contains(newsroom.text())));
        newsroom.publishElsewhere();
        // The clock of the poll is real; until it strikes, requests are answered from the cache.
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!get(Newsroom.STORY).text().contains(newsroom.text())) {
            assertTrue(System.nanoTime() < deadline, "the old revision is still served");
        }
        targets.forEach(target -> assertTrue(get(target).text().contains(newsroom.text()), target));
    }

    /** What comes from the cache is the first to be asked for that was not computed anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                Newsroom.STORY + "?fields=title",
                Newsroom.STORY + "/replay",
                Newsroom.STORIES,
                Newsroom.EDITION,
                "/v1/editions",
                "/v1/series",
                "/v1/topics",
                "/series/numbers",
                "/numbers-2000/one",
                "/feeds/stories.atom"
            })
    void noCachedAnswerIsOlderThanOneComputed(String computed) {
        newsroom.publishNext();
        String old = newsroom.text();
        for (int i = 0; i < 3; i++) {
            assertTrue(get(Newsroom.STORY).text().contains(old));
        }
        newsroom.publishElsewhere();
        Answer anew = get(computed);
        assertEquals(MADE, anew.header("cache-status"));
        assertTrue(anew.text().contains(newsroom.text()), anew::text);
        assertTrue(get(Newsroom.STORY).text().contains(newsroom.text()), "the old revision is served again");
    }

    @Test
    void noCachedAnswerIsOlderThanAProblem() {
        newsroom.publishNext();
        assertEquals(200, get(Newsroom.STORY).status());
        newsroom.withdrawElsewhere();
        assertEquals(404, get(Newsroom.STORY + "/replay").status());
        assertEquals(404, get(Newsroom.STORY).status());
    }

    @Test
    void aProblemIsComputedForEachRequest() {
        long first = statements(() -> assertEquals(404, get("/v1/stories/nope").status()));
        assertTrue(first > 0);
        for (int i = 0; i < 3; i++) {
            long again = statements(() -> {
                Answer answer = get("/v1/stories/nope");
                assertEquals(404, answer.status());
                assertEquals(MADE, answer.header("cache-status"));
            });
            assertEquals(first, again);
        }
    }

    @Test
    void aMissingStoryIsFoundOncePublished() throws Exception {
        String series = "late-" + UUID.randomUUID();
        String story = "/v1/stories/" + series + "-2000-one";
        for (int i = 0; i < 3; i++) {
            assertEquals(404, get(story).status());
            assertEquals(400, get("/v1/stories?series=" + series).status());
        }
        print(series, 1);
        assertEquals(200, get(story).status());
        assertEquals(200, get("/v1/stories?series=" + series).status());
    }

    @Test
    void noAnswerIsOlderThanItsAnnouncement() throws Exception {
        int enough = 4_000;
        int readers = 4;
        String series = "race-" + UUID.randomUUID();
        List<String> targets = List.of(
                "/v1/editions/" + series + "-2000",
                "/v1/stories/" + series + "-2000-one",
                "/v1/stories/" + series + "-2000-one/replay",
                "/v1/stories?fields=title&series=" + series);
        print(series, 1);
        AtomicInteger announced = new AtomicInteger(1);
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(readers + 1);
        try {
            Callable<Void> publisher = () -> {
                try {
                    for (int number = 2; !over.get() && (number <= 60 || reads.get() < enough); number++) {
                        print(series, number);
                        announced.set(number);
                    }
                } finally {
                    over.set(true);
                }
                return null;
            };
            List<Future<?>> all = new ArrayList<>(List.of(threads.submit(publisher)));
            for (int reader = 0; reader < readers; reader++) {
                String coding =
                        "Accept-Encoding: " + List.of("identity", "gzip").get(reader % 2);
                all.add(threads.submit(() -> read(targets, coding, announced, reads, over)));
            }
            // A reader that has failed is told of first, or the publisher would wait for it.
            for (int i = all.size() - 1; i >= 0; i--) {
                all.get(i).get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        targets.forEach(target -> assertEquals(announced.get(), number(get(target)), target));
    }

    /** Asks for one after the other until it is over. */
    private static void read(
            List<String> targets, String coding, AtomicInteger announced, AtomicInteger reads, AtomicBoolean over) {
        Map<String, Integer> seen = new HashMap<>();
        while (!over.get()) {
            String target = targets.get(reads.getAndIncrement() % targets.size());
            int least = announced.get();
            int number = number(get(target, coding));
            assertTrue(number >= least, () -> target + ": " + number + " after " + least);
            assertTrue(number >= seen.getOrDefault(target, 0), () -> target + " goes back to " + number);
            seen.put(target, number);
        }
    }

    private static int number(Answer answer) {
        assertEquals(200, answer.status());
        Matcher number = Pattern.compile("No\\. (\\d+)\\.").matcher(answer.text());
        assertTrue(number.find(), answer::text);
        return Integer.parseInt(number.group(1));
    }

    private void print(String series, int number) throws Exception {
        String manuscript = """
                ---
                series: { id: %1$s, zh: 系列, en: Series }
                year: 2000
                language: zh-CN
                topics:
                  number: { zh: 数, en: Number }
                stories:
                  - { slug: one, topics: [number] }
                ---
                # No. %2$d.

                记者

                ## No. %2$d.
                ### 【新闻回放】
                No. %2$d. %3$s
                ### 【评析】
                No. %2$d.
                """.formatted(series, number, "回放".repeat(300));
        assertTrue(press.publish(series, manuscript.getBytes(StandardCharsets.UTF_8))
                .isPresent());
    }
}
