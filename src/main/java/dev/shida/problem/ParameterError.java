package dev.shida.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one query parameter.
 *
 * @param parameter its name
 * @param value the value as it was sent, cut to {@value #MAX_ECHO} code points; null if it was not sent
 * @param code what kind of fault it is, for programs
 * @param reason a sentence that says what is wrong
 * @param allowed all the values that it can take, if they are few
 * @param didYouMean the value, or for an unknown parameter the name, that was probably meant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParameterError(
        String parameter,
        @Nullable String value,
        Code code,
        String reason,
        @Nullable List<String> allowed,
        @Nullable String didYouMean) {

    /** The kinds of faults. Within a version of the API, kinds are added, never removed. */
    public enum Code {
        /** The call has no such parameter. */
        UNKNOWN_PARAMETER,
        /** It takes one value and is given several, or repeats and is given too many. */
        TOO_MANY_VALUES,
        /** It has no value. */
        EMPTY,
        /** The value, or what it consists of, is longer than allowed. */
        TOO_LONG,
        /** The value is not of the form, or not within the bounds, that the parameter has. */
        INVALID,
        /** The value is not one of the few that are allowed. */
        NOT_ALLOWED,
        /** The value names something that does not exist. */
        NO_SUCH_VALUE,
        /** It does not go together with another parameter, or with a header. */
        CONFLICT;

        /** As in the document: {@code no-such-value}. */
        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How much of what was sent is said back, in code points. */
    static final int MAX_ECHO = 100;

    public ParameterError {
        parameter = cut(parameter);
        value = value == null ? null : cut(value);
        allowed = allowed == null ? null : List.copyOf(allowed);
    }

    static String cut(String echo) {
        return echo.codePointCount(0, echo.length()) <= MAX_ECHO
                ? echo
                : echo.substring(0, echo.offsetByCodePoints(0, MAX_ECHO)) + "…";
    }
}
