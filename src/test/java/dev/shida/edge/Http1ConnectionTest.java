package dev.shida.edge;

import static dev.shida.edge.FastPathClient.KNOWN;
import static dev.shida.edge.FastPathClient.get;
import static dev.shida.edge.FastPathClient.request;
import static dev.shida.edge.FastPathClient.withBody;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that end or change the connection, and heads that are too long, are left to the decoder. */
@QuarkusTest
@OneJdk
class Http1ConnectionTest {
    @Inject
    FastPathClient client;

    @BeforeEach
    void reset() {
        client.reset();
    }

    @Nested
    class ConnectionsThatEnd {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Connection: close",
                    "Connection: Close",
                    "Connection: keep-alive, close",
                    "Connection: close, keep-alive",
                    "Connection: keep-alive\r\nConnection: close",
                    "connection:close",
                })
        void withTheAnswer(String header) {
            String last = get("/v1/stories", header);
            String expected = client.alone(KNOWN).replaceFirst("\r\ndate: ", "\r\ndate: \r\nconnection: close");
            for (int i = 0; i < 3; i++) {
                try (Wire wire = client.openFastPath()) {
                    assertEquals(sorted(expected), sorted(wire.send(last).rest()), header);
                }
            }
            assertNull(client.cached(last));
            try (Wire wire = client.openFastPath()) {
                assertEquals(
                        sorted(client.alone(KNOWN) + expected),
                        sorted(wire.send(KNOWN + last + KNOWN).rest()));
            }
            try (Wire wire = client.open()) {
                assertEquals(sorted(expected), sorted(wire.send(last + KNOWN).rest()));
            }
        }

        @Test
        void ofHttp10() {
            String last = "GET /v1/stories HTTP/1.0\r\nHost: localhost\r\n\r\n";
            String kept = "GET /v1/stories HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n";
            String expected = client.alone(KNOWN).replace("HTTP/1.1", "HTTP/1.0");
            String expectedKept = expected.replaceFirst("\r\ndate: ", "\r\ndate: \r\nconnection: keep-alive");
            for (int i = 0; i < 3; i++) {
                try (Wire wire = client.openFastPath()) {
                    assertEquals(sorted(expected), sorted(wire.send(last).rest()));
                }
                try (Wire wire = client.openFastPath()) {
                    assertEquals(sorted(expectedKept), sorted(wire.ask(kept)));
                    assertEquals(sorted(expectedKept), sorted(wire.ask(kept)));
                    client.assertAnswers(wire, List.of(KNOWN), KNOWN);
                }
            }
        }

        @Test
        void keepAliveIsNoReasonToEnd() {
            String kept = get("/v1/stories", "Connection: keep-alive");
            try (Wire wire = client.openFastPath()) {
                client.assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), kept, kept, kept);
            }
            assertNotNull(client.cached(kept));
        }

        /** Lines in order, as headers may come in any. */
        private static List<String> sorted(String answer) {
            return answer.lines().sorted().toList();
        }
    }

    @Nested
    class Expectations {
        @Test
        void whatIsRefusedIsRefusedAtOnce() {
            String head = request("POST", "/v1/stories", "Expect: 100-continue", "Content-Length: " + KNOWN.length());
            String refused = client.alone(withBody("POST", "/v1/stories", KNOWN));
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    assertEquals(refused, wire.ask(head));
                    // The first is the body.
                    client.assertAnswers(wire, List.of(KNOWN), KNOWN, KNOWN);
                }
            }
        }

        @Test
        void withoutABodyThereIsNothingToContinue() {
            String head = get("/v1/stories", "Expect: 100-continue");
            try (Wire wire = client.openFastPath()) {
                client.assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), head, head, head);
            }
        }
    }

    @Nested
    class Upgrades {
        @Test
        void onALaterRequestAreNotTaken() {
            String upgrade = get(
                    "/v1/stories",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA");
            try (Wire wire = client.openFastPath()) {
                client.assertAnswers(wire, List.of(KNOWN, KNOWN, KNOWN), upgrade, KNOWN, upgrade);
            }
        }
    }

    @Nested
    class LongHeads {
        @Test
        void areAnsweredWithAProblem() {
            for (int size : new int[] {8_200, 20_500, 33_000, 66_000, 130_000}) {
                String address = get("/v1/stories?x=" + "y".repeat(size));
                String headers = get("/v1/stories", "X: " + "y".repeat(size));
                assertTrue(client.alone(address).startsWith("HTTP/1.1 414 "), () -> client.alone(address));
                assertTrue(client.alone(address).contains("/problems/uri-too-long"), () -> client.alone(address));
                if (size > 20_480) {
                    assertTrue(client.alone(headers).startsWith("HTTP/1.1 431 "), () -> client.alone(headers));
                    assertTrue(
                            client.alone(headers).contains("/problems/headers-too-large"), () -> client.alone(headers));
                }
                List<String> requests = List.of(KNOWN, address, KNOWN, headers, KNOWN);
                try (Wire wire = client.openFastPath()) {
                    client.assertAnswers(wire, requests, requests.toArray(String[]::new));
                }
                try (Wire wire = client.open()) {
                    client.assertAnswers(wire, requests, String.join("", requests));
                }
            }
        }

        @Test
        void endTheConnectionWhenTheDecoderRefusesThem() {
            String address = get("/v1/stories?x=" + "y".repeat(280_000));
            String headers = get("/v1/stories", "X: " + "y".repeat(140_000));
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    assertTrue(wire.ask(address).startsWith("HTTP/1.1 414 "));
                    assertEquals("", wire.rest());
                }
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    assertTrue(wire.ask(headers).startsWith("HTTP/1.1 431 "));
                    assertEquals("", wire.rest());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET\r\n\r\n",
                    "x y\r\n\r\n",
                    "GET / HTTP/x\r\n\r\n",
                    "GET / HTTP/1.1\r\nX\u0000: y\r\n\r\n",
                    "GET /v1/stories HTTP/1.1\n\n"
                })
        void whatIsNoRequestEndsTheConnection(String request) {
            for (int i = 0; i < 2; i++) {
                try (Wire wire = i == 0 ? client.open() : client.openFastPath()) {
                    String answer = wire.send(request + KNOWN).rest();
                    assertTrue(answer.startsWith("HTTP/1.") && answer.contains(" 400 "), answer);
                    assertEquals(1, answer.split("HTTP/1").length - 1, answer);
                }
            }
        }
    }
}
