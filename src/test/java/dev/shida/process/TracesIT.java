package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.shida.OneJdk;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a collector of OpenTelemetry gets. */
@OneJdk
class TracesIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT_SPAN = "b7ad6b7169203331";

    /** What a collector got of a service that started, answered a few requests and stopped. */
    private static List<Span> spans = List.of();

    private static List<String> services = List.of();

    @TempDir
    Path home;

    @BeforeAll
    static void run(@TempDir Path home) throws Exception {
        try (Collector collector = new Collector();
                Service service = Service.start(home, collector.settings())) {
            request(service, "/v1/stories?q=%E5%B7%A5%E5%8C%A0");
            request(service, "/v1/stories?q=%E5%B7%A5%E5%8C%A0");
            request(service, "/v1/stories?q=xyzzy%20%E5%8A%B3%E5%8A%A8%E6%A8%A1%E8%8C%83&limit=1");
            request(service, "/no/such/page");
            // What is queued is sent at the end.
            service.stop();
            spans = collector.spans();
            services = collector.services();
        }
    }

    @Test
    void requestsContinueTheTraceOfTheirClient() {
        assertEquals(
                List.of(
                        "GET /v1/stories SPAN_KIND_SERVER /v1/stories?q=%E5%B7%A5%E5%8C%A0 200 miss",
                        "GET /v1/stories SPAN_KIND_SERVER /v1/stories?q=%E5%B7%A5%E5%8C%A0 200 hit",
                        "GET /v1/stories SPAN_KIND_SERVER"
                                + " /v1/stories?q=xyzzy%20%E5%8A%B3%E5%8A%A8%E6%A8%A1%E8%8C%83&limit=1 200 miss",
                        "GET NOT_FOUND SPAN_KIND_SERVER /no/such/page 404 miss"),
                requests().stream().map(TracesIT::summary).toList());
        assertEquals(List.of("shida"), services);
    }

    @Test
    void aSearchShowsWhatTakesItsTime() {
        List<Span> steps = childrenOf(requests().get(0));
        named("wait for a turn", steps);
        Span search = named("search", steps);
        assertEquals("exact", attributes(search).get("shida.search.match"));
        assertTrue(Integer.parseInt(attributes(search).get("shida.search.total")) > 0, search::toString);
        assertEquals(
                List.of(
                        "select * from story where number = any(?)",
                        "select * from story_part where number = any(?) order by number"),
                steps.stream()
                        .filter(span -> span.getName().equals("store"))
                        .map(span -> attributes(span).get("db.query.text"))
                        .filter(sql -> sql.startsWith("select * from story"))
                        .toList());
    }

    @Test
    void aCachedAnswerHasNoSteps() {
        assertEquals(List.of(), childrenOf(requests().get(1)));
    }

    /** There is no time to look for what was meant. */
    @Test
    void aRelaxedSearchSaysWhatWasGivenUp() {
        Span search = named("search", childrenOf(requests().get(2)));
        assertEquals("relaxed", attributes(search).get("shida.search.match"));
        Span meant = named("search what was meant", childrenOf(search));
        assertEquals(Map.of("shida.search.given_up", "true"), attributes(meant));
    }

    @Test
    void aPublicationIsATraceOfItsOwn() {
        Span publication = named("publish", spans);
        assertEquals(0, publication.getParentSpanId().size());
        assertEquals(
                Map.of(
                        "shida.source",
                        "bundled/capital-unions-2022.md",
                        "shida.edition",
                        "capital-unions-2022",
                        "shida.revision",
                        "1"),
                attributes(publication));
        assertEquals(
                1,
                childrenOf(publication).stream()
                        .filter(span -> attributes(span).get("db.query.text").startsWith("insert into revision "))
                        .count());
    }

    @Test
    void aCollectorThatHangsDelaysNoAnswer() throws Exception {
        try (Collector collector = new Collector()) {
            collector.hangs = new CountDownLatch(1);
            Map<String, String> settings = collector.settings();
            settings.put("OTEL_BSP_MAX_QUEUE_SIZE", "16");
            settings.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "16");
            try (Service service = Service.start(home, settings)) {
                for (int i = 0; i < 100; i++) {
                    request(service, "/v1/topics?year=2022");
                }
                MatchResult dropped = Pattern.compile("shida_trace_spans_total\\{outcome=\"dropped\"} (\\d+)")
                        .matcher(service.getManagement("/q/metrics").body())
                        .results()
                        .findFirst()
                        .orElseThrow();
                assertTrue(Integer.parseInt(dropped.group(1)) >= 50, dropped::group);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
        "OTEL_EXPORTER_OTLP_ENDPOINT, nowhere",
        "OTEL_TRACES_SAMPLER, sometimes",
        "OTEL_BSP_MAX_QUEUE_SIZE, many",
    })
    void aSettingThatCannotBeEndsTheStart(String setting, String value) {
        Map<String, String> settings = new TreeMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"));
        settings.put(setting, value);
        try (Service service = Service.start(home, settings)) {
            assertEquals(78, service.end());
            assertEquals(1, service.errors().size(), () -> service.errors().toString());
            assertTrue(
                    service.errors().get(0).startsWith("OpenTelemetry's settings (OTEL_…, otel.…) cannot be used: "),
                    service.errors().get(0));
        }
    }

    private static void request(Service service, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .header("traceparent", "00-%s-%s-01".formatted(TRACE, CLIENT_SPAN))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    private static String summary(Span span) {
        Map<String, String> attributes = attributes(span);
        String query = attributes.containsKey("url.query") ? "?" + attributes.get("url.query") : "";
        return String.join(
                " ",
                span.getName(),
                span.getKind().name(),
                attributes.get("url.path") + query,
                attributes.get("http.response.status_code"),
                attributes.get("shida.cache"));
    }

    private static List<Span> requests() {
        return spans.stream()
                .filter(span -> hex(span.getTraceId().toByteArray()).equals(TRACE))
                .filter(span -> hex(span.getParentSpanId().toByteArray()).equals(CLIENT_SPAN))
                .toList();
    }

    private static List<Span> childrenOf(Span parent) {
        return spans.stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    private static Span named(String name, List<Span> spans) {
        List<Span> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertEquals(1, found.size(), spans::toString);
        return found.get(0);
    }

    private static Map<String, String> attributes(Span span) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributesList().forEach(each -> attributes.put(each.getKey(), text(each)));
        return attributes;
    }

    private static String text(KeyValue attribute) {
        AnyValue value = attribute.getValue();
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            default -> throw new AssertionError(attribute);
        };
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    /** A collector that keeps what it gets. */
    private static final class Collector implements AutoCloseable {
        private final HttpServer server;
        private final List<ExportTraceServiceRequest> batches = new ArrayList<>();
        /** It answers no more until this is counted down. */
        private volatile CountDownLatch hangs = new CountDownLatch(0);

        Collector() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/v1/traces", this::receive);
            server.start();
        }

        @Override
        public void close() {
            hangs.countDown();
            server.stop(0);
        }

        private void receive(HttpExchange exchange) throws IOException {
            try (exchange) {
                ExportTraceServiceRequest batch = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
                hangs.await();
                synchronized (batches) {
                    batches.add(batch);
                }
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            settings.put(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://localhost:" + server.getAddress().getPort());
            settings.put("SHIDA_SEARCH_GUESS_TIMEOUT", "0s");
            settings.put("SHIDA_SEARCH_TIMEOUT", "1M");
            return settings;
        }

        /** In the order in which they ended. */
        List<Span> spans() {
            synchronized (batches) {
                return batches.stream()
                        .flatMap(batch -> batch.getResourceSpansList().stream())
                        .flatMap(resource -> resource.getScopeSpansList().stream())
                        .flatMap(scope -> scope.getSpansList().stream())
                        .toList();
            }
        }

        /** The names of the services that the spans are of. */
        List<String> services() {
            synchronized (batches) {
                return batches.stream()
                        .flatMap(batch -> batch.getResourceSpansList().stream())
                        .flatMap(resource -> resource.getResource().getAttributesList().stream())
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(TracesIT::text)
                        .distinct()
                        .toList();
            }
        }
    }
}
