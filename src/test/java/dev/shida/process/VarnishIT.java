package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.Needs;
import dev.shida.OneJdk;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service behind Varnish, which has the VCL that docs/caching.md names. */
@OneJdk
@Needs("varnishd")
class VarnishIT {
    private static final Path VCL = Path.of("src/main/varnish/shida.vcl");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String MISS = "shida; fwd=uri-miss, varnish; fwd=miss; fwd-status=200";
    private static final String HIT = "shida; fwd=uri-miss, varnish; hit";
    private static final String BUNDLED = "/v1/editions/capital-unions-2022";
    private static final GeneratedEdition FIRST = GeneratedEdition.list(1, 1).get(0);
    private static final GeneratedEdition SECOND = GeneratedEdition.list(1, 2).get(0);
    private static final String GENERATED = "/v1/editions/" + FIRST.id();

    @TempDir
    Path home;

    private Path manuscripts;
    private int servicePort;
    private int varnishPort;
    private Service service;
    private Process varnish;

    @BeforeEach
    void startBoth() throws IOException, InterruptedException {
        manuscripts = Files.createDirectories(home.resolve("manuscripts"));
        FIRST.write(manuscripts);
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            servicePort = one.getLocalPort();
            varnishPort = other.getLocalPort();
        }
        startService();
        startVarnish();
    }

    @AfterEach
    void endBoth() throws InterruptedException {
        varnish.destroy();
        varnish.waitFor();
        service.close();
    }

    private void startService() {
        service = Service.start(
                        home,
                        Map.of(
                                "QUARKUS_HTTP_PORT", Integer.toString(servicePort),
                                "SHIDA_EDGE_CACHE_CONTENT_MAX_AGE", "0S",
                                "SHIDA_EDGE_CACHE_CONTENT_CDN_MAX_AGE", "1H"))
                .awaitListening();
    }

    private void startVarnish() throws IOException, InterruptedException {
        Path vcl = home.resolve("shida.vcl");
        String text = Files.readString(VCL);
        assertTrue(text.contains("\"8080\""));
        Files.writeString(vcl, text.replace("\"8080\"", '"' + Integer.toString(servicePort) + '"'));
        Path log = home.resolve("varnish.log");
        ProcessBuilder builder = new ProcessBuilder(
                Needs.Programs.find("varnishd"),
                "-j",
                "none",
                "-F",
                "-n",
                home.resolve("varnish").toString(),
                "-a",
                "127.0.0.1:" + varnishPort,
                "-s",
                "malloc,16m",
                "-p",
                "http_gzip_support=off",
                "-f",
                vcl.toString());
        varnish = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        for (boolean listens = false; !listens; ) {
            try {
                ask("OPTIONS", "/");
                listens = true;
            } catch (ConnectException e) {
                assertTrue(varnish.isAlive(), () -> "varnishd has ended: " + read(log));
            }
        }
    }

    @Test
    void theServiceIsAskedOnce() throws Exception {
        HttpResponse<byte[]> first = get(BUNDLED);
        assertEquals(MISS, cacheStatus(first));
        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> next = get(BUNDLED);
            assertEquals(HIT, cacheStatus(next));
            assertArrayEquals(first.body(), next.body());
            assertEquals(first.headers().firstValue("ETag"), next.headers().firstValue("ETag"));
            assertTrue(next.headers().firstValue("Age").isPresent());
        }
        assertEquals(304, get(BUNDLED, "If-None-Match", etag(first)).statusCode());
        assertEquals(
                "max-age=0",
                first.headers().firstValue("Cache-Control").orElse("").split(", ")[1]);
    }

    @Test
    void codingsAreKeptApart() throws Exception {
        List<String> tags = new ArrayList<>();
        for (String accepted : List.of("gzip, deflate, br", "gzip;q=1.0", "identity")) {
            HttpResponse<byte[]> first = get(BUNDLED, "Accept-Encoding", accepted);
            HttpResponse<byte[]> second = get(BUNDLED, "Accept-Encoding", accepted);
            assertTrue(cacheStatus(first).endsWith("varnish; fwd=miss; fwd-status=200"), cacheStatus(first));
            assertTrue(cacheStatus(second).endsWith("varnish; hit"), cacheStatus(second));
            assertArrayEquals(first.body(), second.body());
            tags.add(first.headers().firstValue("Content-Encoding").orElse("none") + " " + etag(first));
        }
        assertEquals(
                List.of("br", "gzip", "none"),
                tags.stream().map(tag -> tag.split(" ")[0]).toList());
        assertEquals(3, tags.stream().map(tag -> tag.split(" ")[1]).distinct().count());
    }

    /** However clients put it, and as the service itself would choose. */
    @Test
    void pagesAreKeptOnceForEachLanguage() throws Exception {
        String page = "/capital-unions-2022/winter-olympics";
        for (String language : List.of("zh", "en")) {
            assertEquals(MISS, cacheStatus(get(page, "Accept-Language", language)));
        }
        for (String accepted : List.of(
                "zh-CN,zh;q=0.9,en;q=0.8",
                "zh-TW, zh; q=0.9, en; q=0.8",
                "en-GB,en;q=0.9,zh;q=0.8",
                "en-US",
                "EN",
                "fr-FR,fr;q=0.9,en;q=0.3",
                "en;q=0.1, zh;q=0.2",
                "de;q=1.0,en-US;q=0.25,zh-Hans-CN;q=0.5",
                "zh;q=0, en",
                "en;q=0",
                "en, zh",
                "zh, en",
                "en;q=0.5, zh;q=0.5",
                "fr",
                "eng",
                "fr-en",
                "*",
                "zh;q=0",
                "zh;q=0, *",
                "zh;q=0.1, *",
                "en;q=0, *",
                "en, *;q=0.5",
                ",en",
                "en, ,fr",
                "en-US,en_GB;q=0.8",
                "en_GB",
                "en;q=1.5, zh;q=0.1",
                "fr-FR;q=0.9,".repeat(45) + "en",
                ";;;=")) {
            HttpResponse<byte[]> kept = get(page, "Accept-Language", accepted);
            assertEquals(HIT, cacheStatus(kept), accepted);
            HttpResponse<byte[]> asked = HTTP.send(
                    HttpRequest.newBuilder(service.uri(page))
                            .header("Accept-Language", accepted)
                            .build(),
                    BodyHandlers.ofByteArray());
            assertEquals(language(asked), language(kept), accepted);
        }
        assertEquals("zh-Hans", language(get(page)));
        assertEquals(HIT, cacheStatus(get(page)));
        assertEquals("en", language(get(page + "?lang=en", "Accept-Language", "zh")));
    }

    private static String language(HttpResponse<byte[]> page) {
        return text(page).replaceAll("(?s).*<html lang=\"(.*?)\".*", "$1");
    }

    @Test
    void aPublicationShowsOnceItsTagsArePurged() throws Exception {
        List<String> paths = List.of(GENERATED, BUNDLED, "/v1/editions", "/v1/series");
        for (String path : paths) {
            assertEquals(MISS, cacheStatus(get(path)));
        }
        service.stop();
        SECOND.write(manuscripts);
        startService();
        for (String path : paths) {
            assertEquals(HIT, cacheStatus(get(path)));
        }
        assertTrue(text(get(GENERATED)).contains(FIRST.title()));

        purge("edition:" + FIRST.id() + " editions series");
        HttpResponse<byte[]> changed = get(GENERATED);
        assertEquals(MISS, cacheStatus(changed));
        assertTrue(text(changed).contains(SECOND.title()));
        assertEquals(HIT, cacheStatus(get(BUNDLED)), "no tag of it was purged");
        HttpResponse<byte[]> list = get("/v1/editions");
        assertEquals(MISS, cacheStatus(list));
        assertTrue(text(list).contains(SECOND.title()));
        HttpResponse<byte[]> same = get("/v1/series");
        assertEquals("shida; fwd=uri-miss, varnish; fwd=stale; fwd-status=304", cacheStatus(same));
        assertEquals(HIT, cacheStatus(get("/v1/series")));
    }

    @Test
    void staleResponsesServeWhileTheServiceIsDown() throws Exception {
        HttpResponse<byte[]> first = get(BUNDLED);
        service.stop();
        purge("edition:capital-unions-2022");
        HttpResponse<byte[]> stale = get(BUNDLED);
        assertEquals(HIT, cacheStatus(stale));
        assertArrayEquals(first.body(), stale.body());
        assertEquals(503, get("/v1/series").statusCode());
    }

    /** Varnish takes no header of more than 8 KB from a backend. */
    @Test
    void aLongSearchIsAnswered() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/stories?page=2&q=" + "%E5%86%AC".repeat(500));
        assertEquals(200, answer.statusCode(), () -> text(answer));
    }

    @Test
    void problemsAreNotKept() throws Exception {
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = get("/v1/stories/missing");
            assertEquals(404, answer.statusCode());
            assertEquals("shida; fwd=uri-miss, varnish; fwd=miss; fwd-status=404", cacheStatus(answer));
        }
    }

    private void purge(String tags) throws Exception {
        HttpResponse<byte[]> answer = ask("PURGE", "/", "Surrogate-Key", tags);
        assertEquals(200, answer.statusCode(), () -> text(answer));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return ask("GET", path, headers);
    }

    private HttpResponse<byte[]> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + varnishPort + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String cacheStatus(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }

    private static String etag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
