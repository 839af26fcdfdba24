package dev.shida;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
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

    @Test
    void everyRequestIsTried() throws IOException {
        assertEquals(readme().split("\\$ curl", -1).length - 1, exchanges().count());
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
