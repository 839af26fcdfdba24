package dev.shida.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shida.text.Resource;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.openapi.runtime.io.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The OpenAPI document as people read it. It is in English. Quarkus has the name of its file in an implementation package; where
 * a newer version has it elsewhere, this does not compile.
 *
 * @param description what there is to know of the API as a whole
 * @param groups of calls, by their tags
 */
record Reference(Prose description, List<Group> groups) {
    /** Calls that belong together. */
    record Group(String name, String heading, List<Call> calls) {}

    /**
     * A call.
     *
     * @param id the operation's id
     * @param example of its answer, JSON; empty if the document has none
     * @param schemas what its answer has: first the answer itself, then what is within it
     */
    record Call(
            String id,
            String method,
            String path,
            String summary,
            Prose description,
            List<Parameter> parameters,
            List<Status> statuses,
            String example,
            List<Schema> schemas) {}

    /**
     * A parameter of a call.
     *
     * @param choices what its value can be, where that is one of a few
     * @param example a value to try; empty if it is best left out
     */
    record Parameter(
            String name,
            boolean inPath,
            boolean required,
            String type,
            Prose description,
            List<String> choices,
            String example) {}

    record Status(String code, Prose description) {}

    /** An object that an answer has. */
    record Schema(String name, Prose description, List<SchemaMember> members) {}

    /**
     * A member of an object.
     *
     * @param schema the name of the object that it is, or that its items are; empty if it is none
     */
    record SchemaMember(String name, String type, Optional<String> schema, Prose description) {}

    /** A text with paragraphs, some of them headings, in which some words are code. */
    record Prose(List<Paragraph> paragraphs) {
        record Paragraph(boolean heading, List<Inline> pieces) {}

        record Inline(String text, boolean code) {}

        private static final Pattern MARK = Pattern.compile("(?<=^|[\\s(])\\*|\\*(?=$|[\\s).,:])");

        /** Of the little Markdown that the document has. */
        static Prose of(String markdown) {
            return new Prose(Pattern.compile("\\n\\s*\\n")
                    .splitAsStream(markdown.strip())
                    .filter(block -> !block.isEmpty())
                    .map(Prose::paragraph)
                    .toList());
        }

        private static Paragraph paragraph(String block) {
            boolean heading = block.startsWith("#");
            String line = block.replaceFirst("^#+\\s*", "").replaceAll("\\s+", " ");
            List<Inline> pieces = new ArrayList<>();
            String[] parts = line.split("`", -1);
            for (int i = 0; i < parts.length; i++) {
                boolean code = i % 2 == 1;
                if (!parts[i].isEmpty()) {
                    pieces.add(
                            new Inline(code ? parts[i] : MARK.matcher(parts[i]).replaceAll(""), code));
                }
            }
            return new Paragraph(heading, pieces);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one that the build has left. */
    static Reference load() {
        String resource = "/" + OpenApiConstants.BASE_NAME + "." + Format.JSON;
        try {
            return of(JSON.readTree(Resource.text(resource)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call by its id. */
    Optional<Call> call(String id) {
        return groups.stream()
                .flatMap(group -> group.calls().stream())
                .filter(call -> call.id().equals(id))
                .findFirst();
    }

    static Reference of(JsonNode document) {
        DocumentParser reader = new DocumentParser(document);
        Map<String, List<Call>> byTag = new LinkedHashMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> byTag.computeIfAbsent(
                                        operation.getValue().at("/tags/0").asText(), tag -> new ArrayList<>())
                                .add(reader.call(path.getKey(), operation.getKey(), operation.getValue()))));
        List<Group> groups = items(document.path("tags"))
                .map(tag -> new Group(
                        tag.path("name").asText(),
                        tag.path("description").asText().replaceFirst("\\.$", ""),
                        byTag.getOrDefault(tag.path("name").asText(), List.of())))
                .toList();
        return new Reference(Prose.of(document.at("/info/description").asText()), groups);
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Reads a document, and what it refers to. */
    private record DocumentParser(JsonNode document) {
        /** How many items of a list an example has. */
        private static final int EXAMPLES = 1;

        Call call(String path, String method, JsonNode operation) {
            JsonNode content = operation.at("/responses/200/content").path("application/json");
            Map<String, Schema> schemas = new LinkedHashMap<>();
            nameOf(content.path("schema")).ifPresent(name -> collect(name, schemas));
            return new Call(
                    operation.path("operationId").asText(),
                    method.toUpperCase(Locale.ROOT),
                    path,
                    operation.path("summary").asText(),
                    Prose.of(operation.path("description").asText()),
                    items(operation.path("parameters"))
                            .map(this::resolve)
                            .map(this::parameter)
                            .toList(),
                    operation.path("responses").properties().stream()
                            .map(response -> new Status(
                                    response.getKey(),
                                    Prose.of(resolve(response.getValue())
                                            .path("description")
                                            .asText())))
                            .toList(),
                    example(content),
                    List.copyOf(schemas.values()));
        }

        private String example(JsonNode content) {
            JsonNode example = content.path("examples").properties().stream()
                    .findFirst()
                    .map(first -> resolve(first.getValue()).path("value"))
                    .orElse(content.path("example"));
            return example.isMissingNode() ? "" : JsonView.pretty(shortened(example));
        }

        /** With the first items of its lists alone. */
        private static JsonNode shortened(JsonNode example) {
            JsonNode shortened = example.deepCopy();
            for (JsonNode member : shortened) {
                while (member instanceof ArrayNode list && list.size() > EXAMPLES) {
                    list.remove(list.size() - 1);
                }
            }
            return shortened;
        }

        private Parameter parameter(JsonNode parameter) {
            JsonNode schema = resolve(parameter.path("schema"));
            boolean inPath = parameter.path("in").asText().equals("path");
            JsonNode example = parameter.has("example")
                    ? parameter.path("example")
                    : parameter.path("examples").properties().stream()
                            .findFirst()
                            .map(first -> first.getValue().path("value"))
                            .orElse(schema.path("default"));
            return new Parameter(
                    parameter.path("name").asText(),
                    inPath,
                    parameter.path("required").asBoolean(),
                    typeOf(parameter.path("schema")),
                    Prose.of(parameter.path("description").asText()),
                    schema.path("type").asText().equals("boolean")
                            ? List.of("true", "false")
                            : items(schema.path("enum")).map(JsonNode::asText).toList(),
                    inPath ? example.asText() : "");
        }

        private void collect(String name, Map<String, Schema> schemas) {
            if (schemas.containsKey(name)) {
                return;
            }
            JsonNode schema = document.at("/components/schemas/" + name);
            if (!schema.has("properties")) {
                return;
            }
            List<SchemaMember> members = new ArrayList<>();
            schemas.put(
                    name, new Schema(name, Prose.of(schema.path("description").asText()), members));
            schema.path("properties")
                    .properties()
                    .forEach(member -> members.add(new SchemaMember(
                            member.getKey(),
                            typeOf(member.getValue()),
                            nameOf(member.getValue()).filter(this::isObject),
                            Prose.of(descriptionOf(member.getValue())))));
            members.forEach(member -> member.schema().ifPresent(inner -> collect(inner, schemas)));
        }

        private boolean isObject(String name) {
            return document.at("/components/schemas/" + name).has("properties");
        }

        private String descriptionOf(JsonNode schema) {
            return schema.has("description")
                    ? schema.path("description").asText()
                    : resolve(schema).path("description").asText();
        }

        /** The name of the schema that a schema is, or its items are. */
        private Optional<String> nameOf(JsonNode schema) {
            if (schema.has("$ref")) {
                String reference = schema.path("$ref").asText();
                return Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
            }
            return schema.has("items") ? nameOf(schema.path("items")) : Optional.empty();
        }

        /** In words, such as {@code string or null}, {@code array of Story}. */
        private String typeOf(JsonNode schema) {
            JsonNode resolved = resolve(schema);
            Optional<String> object = schema.has("$ref") ? nameOf(schema).filter(this::isObject) : Optional.empty();
            if (object.isPresent()) {
                return object.get();
            }
            JsonNode type = resolved.path("type");
            String name = type.isArray()
                    ? items(type).map(JsonNode::asText).collect(Collectors.joining(" or "))
                    : type.asText("object");
            String format =
                    resolved.has("format") ? " (" + resolved.path("format").asText() + ")" : "";
            return resolved.has("items") ? name + " of " + typeOf(resolved.path("items")) : name + format;
        }

        private JsonNode resolve(JsonNode node) {
            return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
        }
    }
}
