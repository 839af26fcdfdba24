package dev.shida.problem;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private final transient Optional<String> lastPage;

    Problem(ProblemType type, String detail, List<ParameterError> errors, Collection<String> allow) {
        this(type, detail, errors, allow, Optional.empty());
    }

    private Problem(
            ProblemType type,
            String detail,
            List<ParameterError> errors,
            Collection<String> allow,
            Optional<String> lastPage) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.allow = List.copyOf(allow);
        this.lastPage = lastPage;
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

    /** The problem that a list has fewer pages than the number that was asked for; its last one is at an address. */
    public static Problem pastTheEnd(long pages, String lastPage) {
        String detail = "The list has " + pages + (pages == 1 ? " page." : " pages.");
        return new Problem(ProblemType.NOT_FOUND, detail, List.of(), List.of(), Optional.of(lastPage));
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

    /** The address of the last page of the list that has fewer; empty unless {@link #pastTheEnd} made this. */
    public Optional<String> lastPage() {
        return lastPage;
    }

    /** The methods that the path takes; empty unless the type is {@link ProblemType#METHOD_NOT_ALLOWED}. */
    List<String> allow() {
        return allow;
    }
}
