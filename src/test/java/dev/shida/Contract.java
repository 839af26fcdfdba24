package dev.shida;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document as a judge of answers. It is stricter here than for clients: an undocumented field is a fault. */
public final class Contract {
    public static final Path FILE = Path.of("openapi/openapi.yaml");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract COMMITTED = new Contract();

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        try {
            document = new YAMLMapper().readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.at("/components/schemas").forEach(Contract::close);
    }

    public static Contract committed() {
        return COMMITTED;
    }

    public JsonNode document() {
        return document;
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /**
     * What is wrong with an answer to GET (or HEAD, which has no body); nothing if the path is not documented.
     *
     * @param headers the value of each header, or null
     */
    public List<String> faults(
            String method,
            String path,
            int status,
            String mediaType,
            Function<String, @Nullable String> headers,
            String body) {
        if (status >= 400) {
            return problemFaults(mediaType, body, method.equals("HEAD"));
        }
        Optional<String> template = template(path);
        if (template.isEmpty() || !List.of("GET", "HEAD").contains(method)) {
            return List.of();
        }
        String response = "/paths/" + template.get().replace("~", "~0").replace("/", "~1") + "/get/responses/" + status;
        if (document.at(response).has("$ref")) {
            response = document.at(response).path("$ref").textValue().substring(1);
        }
        List<String> faults = headerFaults(response, headers);
        JsonNode documented = document.at(response);
        if (documented.isMissingNode()
                || documented.has("content") && !documented.path("content").has(mediaType)) {
            faults.add(path + ": " + status + " " + mediaType + " is not documented");
        } else if (!documented.has("content") && !body.isEmpty()) {
            faults.add(path + ": " + status + " has a body");
        } else if (documented.has("content") && !method.equals("HEAD") && mediaType.endsWith("json")) {
            faults.addAll(validate(response + "/content/" + mediaType.replace("/", "~1") + "/schema", body));
        }
        return faults;
    }

    private List<String> headerFaults(String response, Function<String, @Nullable String> headers) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> header :
                document.at(response).path("headers").properties()) {
            String value = headers.apply(header.getKey());
            if (value != null) {
                String pointer = header.getValue().get("$ref").textValue().substring(1) + "/schema";
                validate(pointer, JSON.valueToTree(value).toString())
                        .forEach(fault -> faults.add(header.getKey() + ": " + fault));
            }
        }
        return faults;
    }

    /** What is wrong with some JSON by the schema at a JSON pointer in the document. */
    public List<String> validate(String pointer, String json) {
        Schema schema = schemas.computeIfAbsent(pointer, key -> {
            ObjectNode root = JSON.createObjectNode();
            root.put("$ref", "#" + key);
            root.setAll((ObjectNode) document);
            return registry.getSchema(root);
        });
        try {
            return schema.validate(JSON.readTree(json)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }

    private List<String> problemFaults(String mediaType, String body, boolean empty) {
        List<String> faults = new ArrayList<>();
        if (!mediaType.equals("application/problem+json")) {
            faults.add("a failure is said as " + mediaType);
        }
        if (!empty) {
            faults.addAll(validate("/components/schemas/Problem", body));
        }
        return faults;
    }

    /** The documented path that a path is an instance of. */
    private Optional<String> template(String path) {
        List<String> templates = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(templates::add);
        return templates.stream()
                .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst();
    }
}
