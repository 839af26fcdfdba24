package dev.shida.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document while it is built, with what neither the code nor {@code META-INF/openapi.yaml} can say
 * without saying it for every call: an example of each answer, from {@code /examples/OPERATION.json}, and the headers,
 * the statuses and the problems that all calls can answer with. What the scanner makes of types, it says the way
 * generators of clients expect.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiCompletion implements OASFilter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of every answer. */
    private static final List<String> HEADERS = List.of("ETag", "Cache-Control", "Vary", "Cache-Status");

    /** Of what publications change. */
    private static final List<String> HEADERS_OF_CONTENT = List.of("Last-Modified", "Surrogate-Key", "Cache-Tag");

    private static final Map<String, String> RESPONSES = new TreeMap<>(Map.of(
            "304", "NotModified",
            "400", "BadRequest",
            "404", "NotFound",
            "406", "NotAcceptable",
            "412", "PreconditionFailed",
            "414", "UriTooLong",
            "431", "HeadersTooLarge",
            "500", "InternalError",
            "503", "Unavailable"));

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

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Schema instant =
                Objects.requireNonNull(document.getComponents().getSchemas().get("Instant"));
        instant.description("A moment in UTC, to the second (RFC 3339).").examples(List.of("2023-01-03T00:00:00Z"));
        document.getPaths().getPathItems().forEach((path, item) -> {
            Operation get = item.getGET();
            addExample(get);
            if (get.getParameters() != null) {
                // What the scanner makes of a path parameter that the file describes.
                get.setParameters(get.getParameters().stream()
                        .filter(parameter -> !"id".equals(parameter.getName()))
                        .toList());
            }
            APIResponses responses = get.getResponses();
            APIResponse answer = responses.getAPIResponse("200");
            addHeaders(answer, HEADERS);
            if (path.startsWith("/v1/")) {
                addHeaders(answer, HEADERS_OF_CONTENT);
            }
            RESPONSES.forEach((status, name) -> {
                if (!status.equals("404") || path.contains("{")) {
                    responses.addAPIResponse(
                            status, OASFactory.createAPIResponse().ref("#/components/responses/" + name));
                }
            });
        });
    }

    private static void addHeaders(APIResponse answer, List<String> names) {
        names.forEach(name -> answer.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name)));
    }

    private static void addExample(Operation operation) {
        MediaType json =
                operation.getResponses().getAPIResponse("200").getContent().getMediaType("application/json");
        if (json == null) {
            return;
        }
        String file = "/examples/" + operation.getOperationId() + ".json";
        try (InputStream example = OpenApiCompletion.class.getResourceAsStream(file)) {
            if (example == null) {
                throw new IllegalStateException("no example " + file);
            }
            json.addExample(
                    "bundled",
                    OASFactory.createExample()
                            .summary("From the bundled edition")
                            .value(JSON.readValue(example, Object.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
