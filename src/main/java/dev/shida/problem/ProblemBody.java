package dev.shida.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The document that says a problem (RFC 9457, section 3), {@value #MEDIA_TYPE}. */
@Schema(
        name = "Problem",
        description = "What went wrong (RFC 9457).",
        requiredProperties = {"type", "title", "status", "detail", "instance"})
public record ProblemBody(
        @Schema(
                description = "Identifies the kind of problem, and opens a page that explains it.",
                format = "uri-reference",
                examples = "/problems/invalid-parameters")
        String type,

        @Schema(description = "The same for every problem of the type.", examples = "Invalid parameters")
        String title,

        @Schema(description = "The status of the answer.", minimum = "400", maximum = "599", examples = "400")
        int status,

        @Schema(description = "What went wrong this time, for people.", examples = "Not valid: topic.")
        String detail,

        @Schema(description = "The path of the request.", format = "uri-reference", examples = "/v1/stories")
        String instance,

        @Schema(description = "The parameters at fault, every one of them.", minItems = 1)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ParameterError> errors) {

    /** The media type of every problem, to the letter: it takes no charset (RFC 9457, section 6.1). */
    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(Problem problem, String path) {
        ProblemType type = problem.type();
        return new ProblemBody(
                Prefix.current() + type.type(),
                type.title(),
                type.status(),
                problem.detail(),
                Prefix.current() + UriReference.ofPath(path),
                problem.errors());
    }
}
