package dev.shida.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shida.Contract;
import dev.shida.OneJdk;
import dev.shida.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@OneJdk
class OpenApiTest {
    private static final JsonNode DOCUMENT = Contract.committed().document();

    @Test
    void theServedDocumentIsTheCommittedOne() throws IOException {
        byte[] served = given().get("/openapi").then().statusCode(200).extract().asByteArray();
        Path copy = Files.write(Path.of("target/openapi.yaml"), served);
        assertEquals(Files.readString(Contract.FILE), Files.readString(copy), """
                The document has changed. If that is meant, see what it means for the API's users, then keep it:
                    cp target/openapi.yaml openapi/openapi.yaml
                """);
    }

    @Test
    void itComesAsYamlUnlessJsonIsPreferred() throws IOException {
        assertEquals("application/yaml", contentType("*/*"));
        assertEquals("application/yaml", contentType("application/yaml"));
        assertEquals("application/json", contentType("application/json"));
        assertEquals("application/json", contentType("application/json, */*;q=0.1"));
        for (String type : List.of(
                "application/openapi+yaml", "application/openapi+json", "application/vnd.oai.openapi", "text/yaml")) {
            assertEquals(type, contentType(type));
        }
        JsonNode yaml = new YAMLMapper().readTree(given().get("/openapi").asByteArray());
        JsonNode json = new ObjectMapper()
                .readTree(given().accept("application/json").get("/openapi").asByteArray());
        assertEquals(new ObjectMapper().writeValueAsString(json), new ObjectMapper().writeValueAsString(yaml));
    }

    @ParameterizedTest
    @CsvSource({"/openapi.yaml, application/yaml", "/openapi.json, application/json"})
    void itIsAFileToo(String path, String type) {
        Response file = given().accept("*/*").get(path);
        assertEquals(type, file.contentType().replaceAll(";.*", ""));
        assertEquals(given().accept(type).get("/openapi").asString(), file.asString());
        assertEquals(400, given().get(path + "?a=b").statusCode());
    }

    private static String contentType(String accept) {
        return given().accept(accept).get("/openapi").contentType().replaceAll(";.*", "");
    }

    @Test
    void everyExampleIsValid() {
        List<Executable> checks = new ArrayList<>();
        forEachMediaType(DOCUMENT, "", checks);
        assertAll(checks);
    }

    private static void forEachMediaType(JsonNode node, String pointer, List<Executable> checks) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String child = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            JsonNode value = field.getValue();
            if (value.has("schema")) {
                value.path("examples")
                        .properties()
                        .forEach(example -> checks.add(() ->
                                valid(child + "/schema", example.getValue().path("value"))));
                if (value.has("example")) {
                    checks.add(() -> valid(child + "/schema", value.get("example")));
                }
            }
            if (value.path("examples").isArray()) {
                value.get("examples").forEach(example -> checks.add(() -> valid(child, example)));
            }
            forEachMediaType(value, child, checks);
        }
    }

    private static void valid(String pointer, JsonNode example) {
        assertEquals(List.of(), Contract.committed().validate(pointer, example.toString()), pointer + " " + example);
    }

    @Test
    void everyProblemTypeIsExplainedAtItsAddress() {
        for (ProblemType type : ProblemType.values()) {
            given().get(type.type()).then().statusCode(200);
        }
    }

    /** The document and the code say the same parameters: each call lists its own when it is given an unknown one. */
    @Test
    void callsTakeTheDocumentedParametersAndNoOthers() {
        for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
            List<String> documented = new ArrayList<>();
            path.getValue().at("/get/parameters").forEach(parameter -> {
                JsonNode resolved = parameter.has("$ref")
                        ? DOCUMENT.at(parameter.get("$ref").textValue().substring(1))
                        : parameter;
                if (resolved.get("in").textValue().equals("query")) {
                    documented.add(resolved.get("name").textValue());
                }
            });
            String example = path.getKey()
                    .replace("/stories/{id}", "/stories/capital-unions-2022-winter-olympics")
                    .replace("/editions/{id}", "/editions/capital-unions-2022")
                    .replace("/topics/{id}", "/topics/winter-olympics")
                    .replace("{type}", "not-found");
            List<String> allowed = given().queryParam("zzzzzz", "1")
                    .get(example)
                    .then()
                    .statusCode(400)
                    .extract()
                    .jsonPath()
                    .getList("errors[0].allowed");
            assertEquals(
                    new TreeSet<>(documented), new TreeSet<>(allowed == null ? List.of() : allowed), path.getKey());
        }
    }

    @Test
    void everyResponseHeaderIsDocumented() {
        for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
            TreeSet<String> headers = new TreeSet<>(
                    List.of("ETag", "Cache-Control", "Vary", "Cache-Status", "RateLimit", "RateLimit-Policy"));
            if (path.getKey().startsWith("/v1/")) {
                headers.addAll(List.of("Last-Modified", "Surrogate-Key", "Cache-Tag"));
            }
            if (path.getKey().matches("/v1/(stories|editions)/\\{id}.*")) {
                headers.add("Content-Language");
            }
            if (List.of("/v1/stories", "/v1/editions", "/v1/series", "/v1/topics")
                    .contains(path.getKey())) {
                headers.add("Link");
            }
            TreeSet<String> documented = new TreeSet<>();
            path.getValue().at("/get/responses/200/headers").fieldNames().forEachRemaining(documented::add);
            assertEquals(headers, documented, path.getKey());
        }
    }

    /** What always comes without {@code fields} is required, and all of it comes. */
    @Test
    void whatAlwaysComesIsRequired() {
        JsonNode schemas = DOCUMENT.at("/components/schemas");
        assertEquals(names(schemas.at("/Story/properties")), texts(schemas.at("/Story/required")));
        Set<String> summary = names(schemas.at("/StorySummary/properties"));
        summary.remove("highlights");
        assertEquals(summary, texts(schemas.at("/StorySummary/required")));
        assertEquals(Set.of("id"), texts(schemas.at("/StoryWithFields/required")));
        assertEquals(
                texts(schemas.at("/Story/required")),
                given().get("/v1/stories/capital-unions-2022-winter-olympics")
                        .jsonPath()
                        .getMap("")
                        .keySet());
        assertEquals(
                summary,
                given().get("/v1/stories").jsonPath().getMap("items[0]").keySet());
        assertEquals(
                names(schemas.at("/StoryWithFields/properties")),
                texts(DOCUMENT.at("/components/parameters/fields/schema/items/enum")));
        assertEquals(
                names(schemas.at("/Story/properties")),
                texts(DOCUMENT.at("/components/parameters/storyFields/schema/items/enum")));
    }

    /** Generators for Kotlin, Dart and TypeScript make one class of those, in which nothing may be null. */
    @Test
    void noSchemaIsComposedOfOthers() {
        List.of("allOf", "anyOf", "oneOf").forEach(keyword -> assertEquals(List.of(), DOCUMENT.findValues(keyword)));
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    @Test
    void everyResponseStatusIsDocumented() {
        TreeSet<String> statuses = new TreeSet<>(
                Arrays.asList("200", "304", "400", "406", "412", "414", "429", "431", "500", "503", "default"));
        DOCUMENT.get("paths").properties().forEach(path -> {
            TreeSet<String> documented = new TreeSet<>();
            path.getValue().at("/get/responses").fieldNames().forEachRemaining(documented::add);
            documented.remove("404");
            boolean redirects = documented.remove("303");
            assertEquals(path.getKey().equals("/v1/stories/{id}"), redirects);
            boolean moves = documented.remove("308");
            assertEquals(path.getKey().startsWith("/v1/stories/"), moves);
            assertEquals(statuses, documented);
        });
    }
}
