package dev.shida.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one query parameter.
 *
 * @param parameter its name
 * @param value the value as it was sent, cut to {@value #MAX_ECHO} code points; null if it was not sent
 * @param reason a sentence that says what is wrong
 * @param allowed all the values that it can take, if they are few
 * @param didYouMean the value, or for an unknown parameter the name, that was probably meant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParameterError(
        String parameter,
        @Nullable String value,
        String reason,
        @Nullable List<String> allowed,
        @Nullable String didYouMean) {

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
