package dev.shida;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md and the pages in docs show is what the service does. */
@QuarkusTest
@OneJdk
class DocsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern EXCHANGE = Pattern.compile(
            "```console\\n\\$ curl -s 'http://localhost:8080([^']+)' \\| jq ?'?([^'\\s]*)'?\\n```\\n```json\\n(.*?)```",
            Pattern.DOTALL);

    private static final Pattern HEAD = Pattern.compile(
            "```console\\n\\$ curl -sI -H 'Accept-Encoding: br' 'http://localhost:8080([^']+)'\\n```\\n```http\\n(.*?)\\n```",
            Pattern.DOTALL);

    private static final List<Path> PAGES = pages();
    private static final String ALL = PAGES.stream().map(DocsTest::read).collect(Collectors.joining("\n"));

    private static List<Path> pages() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("openapi/README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Arguments> exchanges() {
        return EXCHANGE.matcher(ALL)
                .results()
                .map(exchange -> Arguments.of(exchange.group(1), exchange.group(2), exchange.group(3)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyRequestHasTheAnswerShown(String request, String selection, String answer) throws IOException {
        String real = given().urlEncodingEnabled(false).get(request).asString();
        assertEquals(
                JSON.readTree(real).at(pointer(selection)).toPrettyString(),
                JSON.readTree(answer).toPrettyString());
    }

    /** {@code .items[0].title} of jq as a JSON pointer. */
    private static String pointer(String selection) {
        return selection.replaceAll("\\.(\\w+)", "/$1").replaceAll("\\[(\\d+)]", "/$1");
    }

    /** All but the times; the answer shown is to a request that has come before. */
    @Test
    void theHeadHasTheHeadersShown() throws IOException, InterruptedException {
        MatchResult shown = HEAD.matcher(ALL).results().findFirst().orElseThrow();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + shown.group(1)))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept-Encoding", "br")
                .method("HEAD", BodyPublishers.noBody())
                .build();
        client.send(request, BodyHandlers.discarding());
        Stream<String> real = client.send(request, BodyHandlers.discarding()).headers().map().entrySet().stream()
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()));
        assertEquals(withoutTimes(shown.group(2).lines().skip(1)), withoutTimes(real));
    }

    private static String withoutTimes(Stream<String> headers) {
        return headers.filter(header -> !header.matches("(date|last-modified): .*"))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyRequestIsTried() {
        assertEquals(ALL.split("\\$ curl", -1).length - 1, exchanges().size() + 1);
    }

    @Test
    void theReadmeIsShort() {
        assertTrue(read(Path.of("README.md")).lines().count() <= 200);
    }

    /** Links to files of this repository, and to headings in pages. */
    @Test
    void everyLinkLeadsSomewhere() {
        for (Path page : PAGES) {
            Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)")
                    .matcher(read(page).replaceAll("`[^`\n]*`", ""))
                    .results()
                    .forEach(link -> {
                        Path file = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                        assertTrue(Files.exists(file), () -> page + " links to " + file);
                        if (link.group(2) != null) {
                            assertTrue(anchors(file).contains(link.group(2)), () -> page + " links to " + link.group());
                        }
                    });
        }
    }

    private static Set<String> anchors(Path page) {
        return read(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyTypeOfProblemIsListed() {
        Map<String, String> listed = Pattern.compile("\\| `(/problems/[a-z-]+)` \\| (\\d+ \\| [A-Za-z ]+) \\|")
                .matcher(ALL)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
        Map<String, String> types = Arrays.stream(ProblemType.values())
                .collect(Collectors.toMap(
                        ProblemType::type, type -> type.status() + " | " + type.title(), (a, b) -> a, TreeMap::new));
        assertEquals(types, listed);
    }

    @Test
    void everySettingIsListedWithItsDefault() throws IOException {
        Map<String, String> listed = Pattern.compile("\\| `(shida\\.[a-z.-]+)` \\| `([^`]+)` \\|")
                .matcher(ALL)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
        listed.putAll(settingsOfKinds());
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        Map<String, String> settings = new TreeSet<>(properties.stringPropertyNames())
                .stream()
                        .filter(name -> name.startsWith("shida."))
                        .collect(Collectors.toMap(name -> name, properties::getProperty, (a, b) -> a, TreeMap::new));
        assertEquals(settings, listed);
    }

    /** The table that has a column for each kind of answers, and a row for each setting of it. */
    private static Map<String, String> settingsOfKinds() {
        Map<String, String> settings = new TreeMap<>();
        List<String> kinds = List.of();
        for (String line : read(Path.of("docs/operations.md")).lines().toList()) {
            List<String> cells = Arrays.stream(line.split("\\|", -1))
                    .map(cell -> cell.replace("`", "").strip())
                    .toList();
            if (line.startsWith("| setting | `")) {
                kinds = cells.subList(2, cells.size() - 1);
            } else if (!line.startsWith("|")) {
                kinds = List.of();
            }
            for (int i = 0; i < kinds.size() && line.startsWith("| `"); i++) {
                if (!cells.get(i + 2).isEmpty()) {
                    settings.put("shida.edge.cache." + kinds.get(i) + "." + cells.get(1), cells.get(i + 2));
                }
            }
        }
        return settings;
    }

    @Test
    void theManuscriptShownIsFaultless() throws Exception {
        String manuscript = Pattern.compile("```markdown\\n(.*?)```", Pattern.DOTALL)
                .matcher(ALL)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(markdown\\n)?", ""))
                .findFirst()
                .orElseThrow();
        dev.shida.manuscript.Manuscript.parse(manuscript.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
