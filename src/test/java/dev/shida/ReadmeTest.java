package dev.shida;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
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

/** What README.md shows is what the service does. */
@QuarkusTest
class ReadmeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern EXCHANGE = Pattern.compile(
            "```console\\n\\$ curl -s 'http://localhost:8080([^']+)' \\| jq\\n```\\n```json\\n(.*?)```",
            Pattern.DOTALL);

    private static final Pattern HEAD = Pattern.compile(
            "```console\\n\\$ curl -sI -H 'Accept-Encoding: br' 'http://localhost:8080([^']+)'\\n```\\n```http\\n(.*?)\\n```",
            Pattern.DOTALL);

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    static Stream<Arguments> exchanges() throws IOException {
        return EXCHANGE
                .matcher(readme())
                .results()
                .map(exchange -> Arguments.of(exchange.group(1), exchange.group(2)))
                .collect(Collectors.toList())
                .stream();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyRequestHasTheAnswerShown(String request, String answer) throws IOException {
        String real = given().urlEncodingEnabled(false).get(request).asString();
        assertEquals(JSON.readTree(real).toPrettyString(), JSON.readTree(answer).toPrettyString());
    }

    /** All but the times; the answer shown is to a request that has come before. */
    @Test
    void theHeadHasTheHeadersShown() throws IOException, InterruptedException {
        MatchResult shown = HEAD.matcher(readme()).results().findFirst().orElseThrow();
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
    void everyRequestIsTried() throws IOException {
        assertEquals(readme().split("\\$ curl", -1).length - 1, exchanges().count() + 1);
    }

    @Test
    void everyTypeOfProblemIsListed() throws IOException {
        Map<String, String> listed = Pattern.compile("\\| `(/problems/[a-z-]+)` \\| (\\d+ \\| [A-Za-z ]+) \\|")
                .matcher(readme())
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
                .matcher(readme())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        Map<String, String> settings = new TreeSet<>(properties.stringPropertyNames())
                .stream()
                        .filter(name -> name.startsWith("shida."))
                        .collect(Collectors.toMap(name -> name, properties::getProperty, (a, b) -> a, TreeMap::new));
        assertEquals(settings, listed);
    }

    @Test
    void theManuscriptShownIsFaultless() throws Exception {
        String manuscript = Pattern.compile("```markdown\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(markdown\\n)?", ""))
                .findFirst()
                .orElseThrow();
        dev.shida.manuscript.Manuscript.parse(manuscript.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
