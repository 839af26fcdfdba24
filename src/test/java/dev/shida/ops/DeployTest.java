package dev.shida.ops;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shida.Needs;
import dev.shida.OneJdk;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the folder {@code deploy}. */
@OneJdk
class DeployTest {
    private static final Path PROMETHEUS = Path.of("deploy/prometheus");
    private static final Path CADDYFILE = Path.of("deploy/caddy/Caddyfile").toAbsolutePath();
    private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/shida.json");

    /** Each tool accepts what is made for it. */
    @Nested
    @Needs("promtool")
    class ForPrometheus {
        @ParameterizedTest
        @CsvSource({"config, prometheus.yaml", "rules, alerts.yaml"})
        void filesAreAccepted(String kind, String file) throws Exception {
            assertAccepts(PROMETHEUS, "promtool", "check", kind, file);
        }
    }

    @Nested
    @Needs({"nginx", "openssl"})
    class ForNginx {
        /** With a certificate, which nginx reads when it tests a configuration. */
        @Test
        void theConfigurationIsAccepted(@TempDir Path folder) throws Exception {
            assertAccepts(
                    folder,
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-subj",
                    "/CN=news.example",
                    "-keyout",
                    "news.example.key",
                    "-out",
                    "news.example.pem");
            Files.writeString(
                    folder.resolve("shida.conf"),
                    Files.readString(Path.of("deploy/nginx/shida.conf")).replace("/etc/nginx/tls", folder.toString()));
            Files.writeString(folder.resolve("nginx.conf"), """
                    pid nginx.pid;
                    error_log stderr;
                    events {}
                    http {
                        access_log off;
                        include shida.conf;
                    }
                    """);
            assertAccepts(folder, "nginx", "-t", "-p", folder.toString(), "-c", "nginx.conf");
        }
    }

    @Nested
    @Needs("caddy")
    class ForCaddy {
        @Test
        void theConfigurationIsAccepted(@TempDir Path home) throws Exception {
            assertAccepts(home, "caddy", "validate", "--adapter", "caddyfile", "--config", CADDYFILE.toString());
        }
    }

    @Nested
    class ForKubernetes {
        /** It ignores a field that it does not know, such as one of security that is misspelt. */
        private final ObjectMapper strict = YAMLMapper.builder()
                .annotationIntrospector(new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(Annotated member) {
                        return false;
                    }
                })
                .build();

        private final Map<String, Class<?>> models = Map.of(
                "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
                "v1/Service", Service.class,
                "apps/v1/Deployment", Deployment.class,
                "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
                "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class);

        @ParameterizedTest
        @ValueSource(strings = {"shida.yaml", "service-monitor.yaml"})
        void manifestsHaveOnlyFieldsThatThereAre(String file) throws IOException {
            try (MappingIterator<JsonNode> documents = strict.readerFor(JsonNode.class)
                    .readValues(Path.of("deploy/kubernetes", file).toFile())) {
                while (documents.hasNext()) {
                    JsonNode document = documents.next();
                    String kind = document.path("apiVersion").asText() + "/"
                            + document.path("kind").asText();
                    assertTrue(models.containsKey(kind), kind);
                    assertDoesNotThrow(() -> strict.treeToValue(document, models.get(kind)));
                }
            }
        }
    }

    private static void assertAccepts(Path folder, String... command) throws Exception {
        command[0] = Needs.Programs.find(command[0]);
        ProcessBuilder tool =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // Where Caddy keeps certificates.
        tool.environment().put("HOME", folder.toString());
        Path said = Files.createTempFile("said", ".txt");
        assertEquals(0, tool.redirectOutput(said.toFile()).start().waitFor(), () -> read(said));
        Files.delete(said);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void alertsAndDashboardUseMetricsThatThereAre() throws IOException {
        Set<String> known = metrics(Files.readString(Path.of("docs/operations.md")));
        Set<String> used = metrics(Files.readString(PROMETHEUS.resolve("alerts.yaml")));
        used.addAll(metrics(Files.readString(DASHBOARD)));
        used.removeAll(known);
        assertEquals(Set.of(), used);
    }

    private static Set<String> metrics(String text) {
        return Pattern.compile("shida_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("_(bucket|count|sum)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyYamlFileCanBeRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                try (MappingIterator<JsonNode> documents =
                        new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
                    documents.forEachRemaining(document -> assertTrue(document.isObject(), file::toString));
                }
            }
        }
    }

    /** What Kubernetes and the image probe is what the service has. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "deploy/kubernetes/shida.yaml"})
    void probesAskForChecksThatTheDocsName(String file) throws IOException {
        String docs = Files.readString(Path.of("docs/operations.md"));
        List<String> paths = Pattern.compile("/q/health/[a-z]+")
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .toList();
        assertFalse(paths.isEmpty());
        paths.forEach(path -> assertTrue(docs.contains("| `" + path + "` |"), path));
    }

    @Test
    void theDashboardIsJson() throws IOException {
        assertEquals(
                "Shida",
                new ObjectMapper().readTree(DASHBOARD.toFile()).path("title").asText());
    }
}
