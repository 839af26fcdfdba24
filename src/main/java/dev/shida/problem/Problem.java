package dev.shida.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A failure that the client is told of (RFC 9457). Throw it anywhere while a request is answered.
 *
 * @see ProblemType#about
 * @see ProblemType#problem
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final transient List<ParameterError> errors;
    private final transient List<String> allow;

    Problem(ProblemType type, String detail, List<ParameterError> errors, Collection<String> allow) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.allow = List.copyOf(allow);
    }

    /** The problem that these parameters are at fault, all that are. */
    public static Problem invalidParameters(List<ParameterError> errors) {
        String names = errors.stream().map(ParameterError::parameter).distinct().collect(Collectors.joining(", "));
        return new Problem(
                ProblemType.INVALID_PARAMETERS, "Not valid: " + ParameterError.cut(names) + ".", errors, List.of());
    }

    /** The problem that a path does not take a method, but these; their order is that of the header {@code Allow}. */
    public static Problem methodNotAllowed(String method, Collection<String> allowed) {
        String detail = "This path does not take the method " + ParameterError.cut(method) + ".";
        return new Problem(ProblemType.METHOD_NOT_ALLOWED, detail, List.of(), allowed);
    }

    public ProblemType type() {
        return type;
    }

    /** A sentence about this occurrence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The parameters at fault; empty unless the type is {@link ProblemType#INVALID_PARAMETERS}. */
    public List<ParameterError> errors() {
        return errors;
    }

    /** The methods that the path takes; empty unless the type is {@link ProblemType#METHOD_NOT_ALLOWED}. */
    List<String> allow() {
        return allow;
    }
}
