package dev.shida.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.shida.Needs;
import dev.shida.OneJdk;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of another origin can do, in Chromium. */
@OneJdk
@Needs("chromium")
class BrowserIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Only a hang takes so long. */
    private static final int PATIENCE_SECONDS = 180;

    @TempDir
    Path home;

    /** What the page sends back. */
    private final CompletableFuture<String> results = new CompletableFuture<>();

    private HttpServer origin;

    @BeforeEach
    void servePage() throws IOException {
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/", this::answer);
        origin.start();
    }

    @AfterEach
    void endPage() {
        origin.stop(0);
    }

    @Test
    void readsWithoutCredentials() throws Exception {
        try (Service service = Service.start(home).awaitListening()) {
            ObjectNode results = (ObjectNode) run(service);
            String etag = results.at("/list/headers/etag").asText();
            assertEquals(
                    JSON.readTree("""
                            {
                              "list": {
                                "status": 200,
                                "headers": {
                                  "cache-control": "public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400",
                                  "cache-status": "shida; fwd=uri-miss",
                                  "cache-tag": "series,series:capital-unions",
                                  "content-length": "180",
                                  "content-type": "application/json;charset=UTF-8",
                                  "etag": "ETAG",
                                  "surrogate-key": "series series:capital-unions"
                                },
                                "body": BODY
                              },
                              "again": {
                                "status": 304,
                                "headers": {
                                  "cache-control": "public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400",
                                  "cache-status": "shida; hit",
                                  "etag": "ETAG"
                                },
                                "body": null
                              },
                              "preflighted": 200,
                              "missing": {
                                "status": 404,
                                "headers": {
                                  "cache-control": "no-store",
                                  "cache-status": "shida; fwd=uri-miss",
                                  "content-length": "148",
                                  "content-type": "application/problem+json"
                                },
                                "body": {
                                  "type": "/problems/no-such-story",
                                  "title": "No such story",
                                  "status": 404,
                                  "detail": "There is no story “missing”.",
                                  "instance": "/v1/stories/missing"
                                }
                              },
                              "withCredentials": { "failure": "TypeError" },
                              "written": { "failure": "TypeError" }
                            }
                            """.replace("ETAG", etag.replace("\"", "\\\""))
                                    .replace("BODY", service.json("/v1/series").toString()))
                            .toPrettyString(),
                    results.toPrettyString());
        }
    }

    /** Has the page opened, and waits for its results. */
    private JsonNode run(Service service) throws Exception {
        Path log = home.resolve("chromium.log");
        ProcessBuilder builder = new ProcessBuilder(
                Needs.Programs.find("chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + home.resolve("chromium"),
                "http://localhost:" + origin.getAddress().getPort() + "/?service=" + service.uri(""));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("TMPDIR", home.toString());
        Process chromium = builder.start();
        try {
            return JSON.readTree(results.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return fail("the page has sent nothing back: " + Files.readString(log), e);
        } finally {
            chromium.descendants().forEach(ProcessHandle::destroyForcibly);
            chromium.destroyForcibly().waitFor();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = {};
        if (path.equals("/results")) {
            results.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        } else if (path.equals("/")) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            try (InputStream page = Objects.requireNonNull(getClass().getResourceAsStream("/browser/page.html"))) {
                body = page.readAllBytes();
            }
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
