package dev.shida.problem;

import dev.shida.problem.ParameterError.Code;
import java.util.List;
import java.util.UUID;

/**
 * A problem as the service tells it, for the OpenAPI document.
 *
 * @param summary what was asked, or what is wrong with it
 */
public record ProblemExample(String summary, ProblemType type, ProblemBody body) {
    private static final String STORIES = "/v1/stories";
    private static final String NO_STORY = "capital-unions-2022-summer-olympics";
    private static final List<String> PARAMETERS = List.of(
            "cursor", "edition", "exact", "fields", "limit", "match", "page", "q", "series", "sort", "topic", "without",
            "year");
    private static final List<ParameterError> FAULTS = List.of(
            new ParameterError(
                    "topic", "winter-olympic", Code.NO_SUCH_VALUE, "no story has this topic", null, "winter-olympics"),
            new ParameterError(
                    "limt", "5", Code.UNKNOWN_PARAMETER, "is not a parameter of this call", PARAMETERS, "limit"));

    /** At least one for each response of the document that is a problem. */
    public static final List<ProblemExample> ALL = List.of(
            of("Two parameters at fault", Problem.invalidParameters(FAULTS), STORIES),
            of("An address that cannot be decoded", ProblemType.MALFORMED_REQUEST, """
                    The query has a percent sign that two hexadecimal digits do not follow at character 7."""),
            of("No such story", ProblemType.NO_SUCH_STORY.about(NO_STORY), STORIES + "/" + NO_STORY),
            of("A method that the path does not take", Problem.methodNotAllowed("POST", List.of()), STORIES),
            of("XML was asked for", ProblemType.NOT_ACCEPTABLE, "On offer is application/json."),
            of("It has changed", Diagnosis.usual(412, null), STORIES),
            of("A very long address", ProblemType.URI_TOO_LONG, "The address has 9001 bytes, and 8192 is the most."),
            of("Too many requests", Diagnosis.usual(429, null), STORIES),
            of(
                    "Very long headers",
                    ProblemType.HEADERS_TOO_LARGE,
                    "The headers have 24017 bytes, and 20480 is the most."),
            of(
                    "The id finds the cause in the server's log",
                    Diagnosis.internalError(UUID.fromString("5e0c1b0a-6f0f-4d54-9a3e-0c2d8f0d7a11")),
                    STORIES),
            of("Too much to do", Diagnosis.usual(503, null), STORIES));

    private static ProblemExample of(String summary, ProblemType type, String detail) {
        return of(summary, type.problem(detail), STORIES);
    }

    private static ProblemExample of(String summary, Problem problem, String path) {
        return new ProblemExample(summary, problem.type(), ProblemBody.of(problem, path));
    }
}
