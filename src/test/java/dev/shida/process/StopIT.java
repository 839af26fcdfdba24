package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop by SIGTERM. */
class StopIT {
    private static final int SIGTERM_EXIT = 143;
    private static final String GET = "GET /v1/series HTTP/1.1\r\nHost: x\r\n\r\n";
    /** On a busy machine, searches would be refused otherwise. */
    private static final Map<String, String> PATIENT_SEARCHES =
            Map.of("SHIDA_SEARCH_TIMEOUT", "2m", "SHIDA_SEARCH_MAX_WAIT", "2m");

    private static final int CLIENTS = 20;
    private static final int ANSWERS_BEFORE_STOP = 30;
    private static final Pattern NOISE = Pattern.compile("^(?!.* INFO ).*");

    @TempDir
    Path home;

    @Test
    void losesNoRequestOfBusyClients() throws Exception {
        for (int stop = 0; stop < 2; stop++) {
            try (Service service = Service.start(home, PATIENT_SEARCHES).awaitListening();
                    Client idle = new Client(service)) {
                idle.get("/v1/series");
                CountDownLatch loaded = new CountDownLatch(CLIENTS * ANSWERS_BEFORE_STOP);
                ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
                List<Future<Integer>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    clients.add(pool.submit(load(service, client, loaded)));
                }
                while (!loaded.await(1, TimeUnit.SECONDS)) {
                    for (Future<Integer> client : clients) {
                        assertFalse(client.isDone(), () -> "a client has ended: " + client);
                    }
                }
                assertEquals(SIGTERM_EXIT, service.stop());
                for (Future<Integer> client : clients) {
                    assertTrue(client.get() > 0);
                }
                pool.shutdown();
                assertEquals("", idle.awaitClose());
                assertSilent(service);
            }
        }
    }

    /** Asks again and again, with a new connection where one has ended, until the service accepts no more. */
    private static Callable<Integer> load(Service service, int client, CountDownLatch loaded) {
        return () -> {
            for (int answers = 0; ; ) {
                try (Client connection = new Client(service)) {
                    boolean open = true;
                    while (open) {
                        // Some are answered from memory, others are new to the service.
                        String target = answers % 2 == 0 ? "/v1/stories" : "/v1/stories?q=x" + client + "x" + answers;
                        String answer = connection.get(target);
                        assertTrue(answer.startsWith("http/1.1 200 "), answer);
                        open = !answer.contains("\r\nconnection: close\r\n");
                        answers++;
                        loaded.countDown();
                    }
                } catch (ConnectException e) {
                    return answers;
                }
            }
        };
    }

    @Test
    void answersRequestsInFlightAndClosesConnections() throws Exception {
        Map<String, String> settings = Map.of("SHIDA_SHUTDOWN_NOTICE", "2m", "SHIDA_SHUTDOWN_TIMEOUT", "2m");
        try (Service service = Service.start(home, settings).awaitListening();
                Client fresh = new Client(service);
                Client begun = new Client(service).send("GET /v1/series HTTP/1.1\r\n");
                Client used = new Client(service);
                Client last = new Client(service)) {
            used.get("/v1/series");
            CompletableFuture<Integer> stop = CompletableFuture.supplyAsync(service::stop);
            // Of all that are open it is the last to be told.
            while (!last.get("/v1/series").contains("\r\nconnection: close\r\n")) {
                Thread.onSpinWait();
            }
            assertThrows(ConnectException.class, () -> new Client(service));
            HttpResponse<String> ready = service.getManagement("/q/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("\"reason\": \"The service is stopping.\""), ready::body);
            assertEquals(200, service.getManagement("/q/health/live").statusCode());
            assertLast(1, fresh.send(GET).awaitClose());
            assertLast(1, begun.send("Host: x\r\n\r\n").awaitClose());
            assertLast(2, used.send(GET + GET).awaitClose());
            assertEquals(SIGTERM_EXIT, stop.get());
            assertSilent(service);
        }
    }

    /** Asserts that a number of answers came, and that the last of them said that it is the last. */
    private static void assertLast(int answers, String received) {
        assertEquals(answers + 1, received.split("HTTP/1.1 200 ", -1).length, received);
        assertEquals(2, received.split("(?i)\r\nconnection: close\r\n", -1).length, received);
    }

    @Test
    void waitsForNoClientLongerThanItMay() throws Exception {
        Map<String, String> settings = Map.of("SHIDA_SHUTDOWN_TIMEOUT", "1s");
        try (Service service = Service.start(home, settings).awaitListening();
                Client stuck = new Client(service)) {
            stuck.send("POST /v1/stories HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
            assertTrue(stuck.answer().startsWith("http/1.1 405 "));
            assertEquals(SIGTERM_EXIT, service.stop());
            assertSilent(service);
            assertEquals(
                    1, service.logged(Pattern.compile("Closing 1 connections")).size());
        }
    }

    private static void assertSilent(Service service) {
        assertEquals(List.of(), service.errors());
        assertEquals(
                List.of(),
                service.logged(NOISE).stream().map(MatchResult::group).toList());
    }
}
