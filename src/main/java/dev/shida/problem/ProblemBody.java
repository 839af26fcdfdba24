package dev.shida.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The document that says a problem (RFC 9457, section 3), {@value #MEDIA_TYPE}.
 *
 * @param type the address of the page that explains it
 * @param title the same for every problem of the type
 * @param status the HTTP status
 * @param detail a sentence about this occurrence
 * @param instance the path that was asked for, a URI reference (RFC 3986, section 4.1), cut if it is long
 * @param errors the parameters at fault; absent if there are none
 */
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ParameterError> errors) {

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
