package dev.shida.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is wrong with one query parameter. */
@Schema(
        description = "What is wrong with one parameter.",
        requiredProperties = {"parameter", "code", "reason"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParameterError(
        @Schema(description = "Its name.", examples = "topic")
        String parameter,

        @Schema(
                description = "The value as it was sent, cut to " + MAX_ECHO + " characters.",
                examples = "winter-olympic")
        @Nullable
        String value,

        @Schema(
                description =
                        "What kind of fault it is: the call has no such parameter (`unknown-parameter`), or it has too many"
                                + " values, none, or one that is too long, of the wrong form or out of bounds (`invalid`), not"
                                + " one of the few allowed, or the name of something that does not exist (`no-such-value`);"
                                + " or it does not go together with another parameter or header (`conflict`).",
                implementation = String.class,
                examples = "no-such-value")
        Code code,

        @Schema(description = "What is wrong with it, for people.", examples = "no story has this topic")
        String reason,

        @Schema(
                description =
                        "The values, or for an unknown parameter the names, that are allowed, where they are few.",
                examples = "[\"any\", \"all\"]")
        @Nullable
        List<String> allowed,

        @Schema(description = "What was probably meant.", examples = "winter-olympics") @Nullable
        String didYouMean) {

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
        public String id() {
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
