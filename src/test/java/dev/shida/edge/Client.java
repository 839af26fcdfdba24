package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;

/** HTTP/1.1 over connections that stay open, with answers as they come. */
final class Client {
    /** Only a hang takes so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client() {}

    /**
     * An answer.
     *
     * @param headers by name in small letters
     * @param body one character a byte, coded as it came
     */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name)).map(values -> String.join("\n", values));
        }

        String entityTag() {
            return header("etag").orElseThrow();
        }

        /** Without what tells the time and where it came from. */
        Answer lasting() {
            return without("date", "cache-status");
        }

        Answer without(String... names) {
            Map<String, List<String>> some = new TreeMap<>(headers);
            some.keySet().removeAll(Arrays.asList(names));
            return new Answer(status, some, body);
        }

        /** The body, decoded. */
        String text() {
            byte[] bytes = body.getBytes(ISO_8859_1);
            try {
                return switch (header("content-encoding").orElse("")) {
                    case "gzip" ->
                        new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8);
                    case "br" -> {
                        Brotli4jLoader.ensureAvailability();
                        yield new String(Decoder.decompress(bytes).getDecompressedData(), UTF_8);
                    }
                    default -> new String(bytes, UTF_8);
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Asks, with headers as lines. */
    static Answer ask(String method, String target, String... headers) {
        return start(method, target, headers).join();
    }

    static Answer get(String target, String... headers) {
        return ask("GET", target, headers);
    }

    /** Asks without waiting for the answer. */
    static CompletableFuture<Answer> start(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + target))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        for (String header : headers) {
            String[] parts = header.split(":", 2);
            request.header(parts[0], parts[1].strip());
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Client::answer);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                new TreeMap<>(response.headers().map()),
                new String(response.body(), ISO_8859_1));
    }
}
