package dev.shida.api;

import static dev.shida.http.QueryParameters.EDITION;
import static dev.shida.http.QueryParameters.TOPIC;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.content.Edition.Ranking;
import dev.shida.content.Label;
import dev.shida.content.PartKind;
import dev.shida.http.CacheTagged;
import dev.shida.http.PageLinks;
import dev.shida.http.QueryParameter;
import dev.shida.http.QueryParameters;
import dev.shida.problem.ParameterError.Code;
import dev.shida.problem.ProblemBody;
import dev.shida.problem.ProblemExample;
import dev.shida.search.Highlight;
import dev.shida.text.Resource;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI document while it is built, with what neither the code nor {@code META-INF/openapi.yaml} can say
 * without saying it again: an example of each answer, from {@code /examples/OPERATION.json}, and of each problem; the
 * headers, the statuses and the problems that all calls can answer with; limits. What the scanner makes of types, it says
 * the way generators of clients expect.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiCompletion implements OASFilter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of every answer. */
    private static final List<String> HEADERS =
            List.of("ETag", "Cache-Control", "Vary", "Cache-Status", "RateLimit", "RateLimit-Policy");

    private static final List<String> HEADERS_OF_NOT_MODIFIED =
            List.of("ETag", "Cache-Control", "Vary", "Cache-Status", "Last-Modified", "RateLimit", "RateLimit-Policy");

    /** Of what publications change. */
    private static final List<String> HEADERS_OF_CONTENT = List.of("Last-Modified", "Surrogate-Key", "Cache-Tag");

    /** The calls whose answers are in one language. */
    private static final Pattern ONE_LANGUAGE = Pattern.compile("/v1/(stories|editions)/\\{id}.*");

    private static final Map<String, String> RESPONSES = new TreeMap<>(Map.ofEntries(
            Map.entry("304", "NotModified"),
            Map.entry("400", "BadRequest"),
            Map.entry("404", "NotFound"),
            Map.entry("406", "NotAcceptable"),
            Map.entry("412", "PreconditionFailed"),
            Map.entry("414", "UriTooLong"),
            Map.entry("431", "HeadersTooLarge"),
            Map.entry("429", "TooManyRequests"),
            Map.entry("500", "InternalError"),
            Map.entry("503", "Unavailable"),
            Map.entry("default", "AnyProblem")));

    /** The beginning of each word but the first of a slug. */
    private static final Pattern WORD = Pattern.compile("-(.)");

    /** The endings of the files with examples, by media type. */
    private static final Map<String, String> ENDINGS = Map.of(
            "application/json", "json",
            "application/ld+json", "jsonld",
            "text/markdown", "md",
            "text/plain", "txt");

    /** The call of a part of a story, of which {@link #divideParts} makes one for each part. */
    static final String PART = "getPart";

    /** Those that resources refer to, by the names that they have in the document. */
    private static final Map<String, QueryParameter> PARAMETERS = parameters();

    private static Map<String, QueryParameter> parameters() {
        Map<String, QueryParameter> parameters = new LinkedHashMap<>();
        List.of(
                        QueryParameters.SERIES,
                        QueryParameters.YEAR,
                        EDITION,
                        TOPIC,
                        QueryParameters.MATCH,
                        QueryParameters.WITHOUT,
                        QueryParameters.EXACT,
                        QueryParameters.Q,
                        QueryParameters.SORT,
                        QueryParameters.LIMIT,
                        QueryParameters.PAGE,
                        QueryParameters.CURSOR,
                        StoryFields.LIST_PARAMETER)
                .forEach(parameter -> parameters.put(parameter.name(), parameter));
        parameters.put("typed", QueryParameters.TYPED);
        parameters.put("storyFields", StoryFields.STORY_PARAMETER);
        return parameters;
    }

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getRef() != null) {
            // What is referred to has a type already.
            schema.setType(null);
        } else if ("int64".equals(schema.getFormat())) {
            // Counts, all of them: far from 2³¹, beyond which some clients need a type that is no number of theirs.
            schema.format("int32");
        }
        return schema;
    }

    /** A call says which parameters it takes; what they are is said once for all calls. */
    @Override
    public Parameter filterParameter(Parameter parameter) {
        boolean isOfCall = parameter.getSchema() == null || parameter.getRef() != null;
        return isOfCall
                ? OASFactory.createParameter()
                        .ref(Objects.requireNonNullElse(
                                parameter.getRef(), "#/components/parameters/" + parameter.getName()))
                : parameter;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Schema instant = get(document.getComponents().getSchemas(), "Instant");
        instant.description("A moment in UTC, to the second (RFC 3339).").examples(List.of("2023-01-03T00:00:00Z"));
        document.getComponents()
                .addParameter("storyId", IdForm.inPath("a story", EDITION.id() + "-" + TOPIC.id()))
                .addParameter("editionId", IdForm.inPath("an edition", EDITION.id()))
                .addParameter("topicId", IdForm.inPath("a topic", TOPIC.id()));
        PARAMETERS.forEach((key, parameter) -> document.getComponents().addParameter(key, parameter.declaration()));
        addLimits(document.getComponents());
        divideStories(document);
        divideParts(document);
        property(document.getComponents().getSchemas(), "ParameterError", "code")
                .setEnumeration(
                        Arrays.stream(Code.values()).<Object>map(Code::id).toList());
        Map<String, APIResponse> shared = document.getComponents().getResponses();
        shared.forEach((name, response) -> {
            if (name.equals("NotModified")) {
                addHeaders(response, HEADERS_OF_NOT_MODIFIED);
            } else {
                response.content(problems(name)).addHeader("Cache-Control", header("Cache-Control-Problem"));
                addHeaders(response, List.of("Vary", "Cache-Status", "RateLimit", "RateLimit-Policy"));
            }
        });
        addHeaders(shared.get("TooManyRequests"), List.of("Retry-After"));
        addHeaders(shared.get("Unavailable"), List.of("Retry-After"));
        document.getPaths().getPathItems().forEach((path, item) -> {
            Operation get = item.getGET();
            addExamples(get);
            APIResponses responses = get.getResponses();
            APIResponse answer = responses.getAPIResponse("200");
            addHeaders(answer, HEADERS);
            if (path.startsWith("/v1/")) {
                addHeaders(answer, HEADERS_OF_CONTENT);
            }
            if (ONE_LANGUAGE.matcher(path).matches()) {
                addHeaders(answer, List.of("Content-Language"));
            }
            RESPONSES.forEach((status, name) -> {
                if (!status.equals("404") || path.contains("{")) {
                    responses.addAPIResponse(
                            status,
                            path.startsWith("/v1/") || name.equals("NotModified")
                                    ? OASFactory.createAPIResponse().ref("#/components/responses/" + name)
                                    : withPage(get(shared, name)));
                }
            });
        });
    }

    /** The limits of what {@code META-INF/openapi.yaml} describes. */
    private static void addLimits(Components components) {
        Map<String, Schema> schemas = components.getSchemas();
        get(schemas, "Id").maxLength(IdForm.MAX_STORY).pattern(IdForm.PATTERN);
        // In UTF-16 units, which most clients count.
        get(schemas, "Label").getAdditionalPropertiesSchema().maxLength(2 * Label.MAX_LENGTH);
        get(schemas, "Ranges").getItems().getItems().maximum(BigDecimal.valueOf(Highlight.MAX_LENGTH));
        Map<String, Header> headers = components.getHeaders();
        get(headers, "Surrogate-Key").getSchema().maxLength(CacheTagged.MAX_HEADER);
        get(headers, "Cache-Tag").getSchema().maxLength(CacheTagged.MAX_HEADER);
        get(headers, "Link").getSchema().maxLength(PageLinks.MAX_HEADER);
    }

    /** The body of a response that is a problem, with its examples. */
    private static Content problems(String response) {
        MediaType type = OASFactory.createMediaType().schema(reference("Problem"));
        for (ProblemExample example : ProblemExample.ALL) {
            String status = String.valueOf(example.type().status());
            if (response.equals(RESPONSES.getOrDefault(status, "AnyProblem"))) {
                String name = WORD.matcher(example.type().slug())
                        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
                type.addExample(name, example(example.summary(), JSON.convertValue(example.body(), Object.class)));
            }
        }
        return OASFactory.createContent().addMediaType(ProblemBody.MEDIA_TYPE, type);
    }

    /**
     * Makes three schemas of the one that the scanner sees: a story, which has everything; its summary in a list; and what
     * the parameter {@code fields} leaves of either. Each says what always comes.
     *
     * <p>An answer of a call that takes {@code fields} has the last, of which the others are cases. It is no {@code anyOf}
     * of them: generators for Kotlin, Dart and TypeScript make one class of the members of one, with all that any of them
     * requires, and lose that it may be null.
     */
    private static void divideStories(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Schema all = get(schemas, "Story");
        Map<String, Schema> properties = new HashMap<>(all.getProperties());
        for (PartKind kind : PartKind.values()) {
            properties.put(kind.id(), part(kind));
        }
        Components components = document.getComponents();
        components.addSchema(
                "Story",
                story(
                        "One story, as it comes without the parameter `fields`.",
                        properties,
                        StoryFields.STORY,
                        StoryFields.STORY));
        components.addSchema(
                "StorySummary",
                story(
                        "A story in a list, as it comes without the parameter `fields`. With `q`, it has highlights.",
                        properties,
                        StoryFields.SUMMARY,
                        StoryFields.ALWAYS_IN_SUMMARY));
        components.addSchema(
                "StoryWithFields",
                story(
                                "The fields of a story that the parameter `fields` names, and its id. Without it: all that a"
                                        + " `Story` has, or in a list all that a `StorySummary` has.",
                                properties,
                                StoryFields.ALL,
                                Set.of(StoryFields.ID))
                        // By itself, without "then" and "else", it demands nothing: it refers to what is a case of
                        // this.
                        .ifSchema(reference("Story")));
        property(schemas, "StoryList", "items").setItems(reference("StoryWithFields"));
        property(schemas, "Edition", "stories").setItems(reference("StorySummary"));
        document.getPaths()
                .getPathItem("/v1/stories/{id}")
                .getGET()
                .getResponses()
                .getAPIResponse("200")
                .getContent()
                .getMediaType("application/json")
                .setSchema(reference("StoryWithFields"));
    }

    private static Schema part(PartKind kind) {
        return textOrNull()
                .description(kind.content()
                        + ": plain text, paragraphs separated by one empty line. Null if the print has none.");
    }

    private static Schema textOrNull() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .addType(Schema.SchemaType.NULL)
                .minLength(1);
    }

    /** Says for each part its address, its heading and its name. */
    private static void divideParts(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Schema headings = get(schemas, "Headings").required(PartKind.IDS);
        for (PartKind kind : PartKind.values()) {
            headings.addProperty(kind.id(), textOrNull().examples(List.of(kind.exampleHeading())));
        }
        get(schemas, "Order")
                .setEnumeration(
                        Arrays.stream(Ranking.values()).<Object>map(Ranking::id).toList());
        get(schemas, "PartName").setEnumeration(List.copyOf(PartKind.IDS));
        property(schemas, "Highlight", "field")
                .setEnumeration(Stream.concat(Stream.<Object>of("title"), PartKind.IDS.stream())
                        .toList());
        Paths paths = OASFactory.createPaths();
        inOrder(document).forEach(call -> {
            String path = call.getKey();
            PathItem item = call.getValue();
            if (PART.equals(item.getGET().getOperationId())) {
                for (PartKind kind : PartKind.values()) {
                    paths.addPathItem(
                            path.replace("{part}", kind.id()),
                            OASFactory.createPathItem().GET(call(kind, item.getGET())));
                }
            } else {
                paths.addPathItem(path, item);
            }
        });
        document.setPaths(paths);
    }

    /** The calls in the order in which to read of them: tag by tag, lists before what they list. */
    private static Stream<Map.Entry<String, PathItem>> inOrder(OpenAPI document) {
        List<String> tags = document.getTags().stream().map(Tag::getName).toList();
        return document.getPaths().getPathItems().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, PathItem> item) ->
                                tags.indexOf(item.getValue().getGET().getTags().get(0)))
                        .thenComparing(item -> item.getKey().contains("{"))
                        .thenComparing(Map.Entry.comparingByKey()));
    }

    private static Operation call(PartKind kind, Operation ofAny) {
        String id = kind.id();
        APIResponses responses = OASFactory.createAPIResponses();
        ofAny.getResponses().getAPIResponses().forEach(responses::addAPIResponse);
        responses.addAPIResponse(
                "200",
                OASFactory.createAPIResponse()
                        .description("The " + id + ".")
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/json",
                                        OASFactory.createMediaType().schema(reference("Part")))));
        return OASFactory.createOperation()
                .summary("Get the " + id + " of a story")
                .description("That part alone: " + kind.content().toLowerCase(Locale.ROOT) + ".")
                .operationId("get" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1))
                .tags(ofAny.getTags())
                .parameters(ofAny.getParameters().stream()
                        .filter(parameter -> !"part".equals(parameter.getName()))
                        .toList())
                .responses(responses);
    }

    private static <T> T get(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name));
    }

    private static Schema property(Map<String, Schema> schemas, String schema, String name) {
        return get(get(schemas, schema).getProperties(), name);
    }

    private static Schema story(
            String description, Map<String, Schema> properties, Set<String> fields, Set<String> always) {
        Schema story = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description(description)
                .required(List.copyOf(always));
        fields.forEach(name -> story.addProperty(name, properties.get(name)));
        return story;
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }

    /** A problem where there are pages for people too: it comes as one if {@code Accept} prefers HTML. */
    private static APIResponse withPage(APIResponse shared) {
        Content content = OASFactory.createContent();
        shared.getContent().getMediaTypes().forEach(content::addMediaType);
        content.addMediaType(
                "text/html",
                OASFactory.createMediaType().schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        return OASFactory.createAPIResponse()
                .description(shared.getDescription())
                .headers(shared.getHeaders())
                .content(content);
    }

    private static Header header(String name) {
        return OASFactory.createHeader().ref("#/components/headers/" + name);
    }

    private static void addHeaders(@Nullable APIResponse answer, List<String> names) {
        names.forEach(name -> Objects.requireNonNull(answer).addHeader(name, header(name)));
    }

    private static Example example(String summary, Object value) {
        return OASFactory.createExample().summary(summary).value(value);
    }

    /** Every form of an answer has an example. */
    private static void addExamples(Operation operation) {
        operation
                .getResponses()
                .getAPIResponse("200")
                .getContent()
                .getMediaTypes()
                .forEach((name, type) -> {
                    String ending = ENDINGS.get(name);
                    if (ending == null) {
                        return;
                    }
                    String example = Resource.text("/examples/" + operation.getOperationId() + "." + ending);
                    try {
                        Object value = ending.startsWith("json") ? JSON.readValue(example, Object.class) : example;
                        type.addExample("bundled", example("From the bundled edition", value));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
