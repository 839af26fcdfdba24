package dev.shida.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shida.OneJdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the folder {@code deploy}. */
@OneJdk
class DeployTest {
    private static final Path PROMETHEUS = Path.of("deploy/prometheus");
    private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/shida.json");

    @ParameterizedTest
    @CsvSource({"config, prometheus.yaml", "rules, alerts.yaml"})
    void prometheusAcceptsItsFiles(String kind, String file) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "there is no promtool, which Debian's package prometheus has");
        Process promtool = new ProcessBuilder("promtool", "check", kind, file)
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said);
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
