package dev.shida.http;

import dev.shida.problem.ParameterError;
import dev.shida.problem.ParameterError.Code;
import dev.shida.problem.Problem;
import dev.shida.text.Nearest;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request, which each {@link QueryParameter} reads strictly: one that none reads is unknown,
 * one that may be given once is not given twice, and none is empty. Faults are collected; {@link #check} throws them all
 * in one problem.
 */
public final class Parameters {
    /** The most values of a parameter that repeats. */
    static final int MAX_VALUES = 50;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final List<ParameterError> errors = new ArrayList<>();

    /** Of a request whose address is known to be decodable. */
    public Parameters(HttpServerRequest request) {
        Link.to(request)
                .query()
                .forEach(parameter -> given.computeIfAbsent(Link.nameOf(parameter), name -> new ArrayList<>())
                        .add(Link.valueOf(parameter)));
    }

    /** Allows a parameter whatever its values are. */
    public void ignore(String name) {
        asked.add(name);
    }

    /** Checks that a request has no parameters at all. */
    public static void none(HttpServerRequest request) {
        new Parameters(request).check();
    }

    /** The values of a parameter that repeats, none twice, in the order given. */
    List<String> all(String name) {
        asked.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > MAX_VALUES) {
            fault(
                    name,
                    null,
                    Code.TOO_MANY_VALUES,
                    "is given " + values.size() + " times; at most " + MAX_VALUES + " are allowed");
            return List.of();
        }
        Set<String> distinct = new LinkedHashSet<>(values);
        if (distinct.remove("")) {
            fault(name, "", Code.EMPTY, "is empty");
        }
        return List.copyOf(distinct);
    }

    /** The value of a parameter that does not repeat. */
    Optional<String> one(String name) {
        Optional<String> value = atMostOne(name);
        if (value.equals(Optional.of(""))) {
            fault(name, "", Code.EMPTY, "is empty");
            return Optional.empty();
        }
        return value;
    }

    /** The value of a parameter that people write; blank, it is as if it were not there. */
    Optional<String> text(String name, int maxLength) {
        Optional<String> text = atMostOne(name).filter(value -> !value.isBlank());
        if (text.isPresent() && text.get().codePointCount(0, text.get().length()) > maxLength) {
            fault(name, text.get(), Code.TOO_LONG, "has more than " + maxLength + " characters");
            return Optional.empty();
        }
        return text;
    }

    private Optional<String> atMostOne(String name) {
        asked.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            fault(
                    name,
                    values.get(1),
                    Code.TOO_MANY_VALUES,
                    "is given " + values.size() + " times, but takes one value");
            return Optional.empty();
        }
        return values.stream().findFirst();
    }

    /**
     * A value as a whole number within bounds, in ASCII digits; a fault if it is none.
     *
     * @param kind what it is, with its article
     */
    Optional<Integer> number(String name, String value, String kind, int min, int max) {
        if (WHOLE_NUMBER.matcher(value).matches()) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        }
        fault(name, value, Code.INVALID, "is not " + kind + " from " + min + " to " + max);
        return Optional.empty();
    }

    /** Whether a value is one of the few that are allowed; a fault if it is not. */
    boolean isAllowed(String name, String value, List<String> allowed) {
        boolean isAllowed = allowed.contains(value);
        if (!isAllowed) {
            String near = Nearest.to(value, allowed).orElse(null);
            errors.add(new ParameterError(
                    name, value, Code.NOT_ALLOWED, "is not one of the values allowed", allowed, near));
        }
        return isAllowed;
    }

    /** Notes that a value names something that does not exist, and perhaps what was meant. */
    public void unknown(String name, String value, String reason, Optional<String> didYouMean) {
        errors.add(new ParameterError(name, value, Code.NO_SUCH_VALUE, reason, null, didYouMean.orElse(null)));
    }

    /** Notes any other fault. */
    public void fault(String name, @Nullable String value, Code code, String reason) {
        errors.add(new ParameterError(name, value, code, reason, null, null));
    }

    /**
     * Ends the reading: every parameter that the request may have has been asked for.
     *
     * @throws Problem if any parameter is at fault, naming all of them
     */
    public void check() {
        List<String> known = List.copyOf(asked);
        given.forEach((name, values) -> {
            if (!asked.contains(name)) {
                String near = Nearest.to(name, known).orElse(null);
                errors.add(new ParameterError(
                        name,
                        values.get(0),
                        Code.UNKNOWN_PARAMETER,
                        known.isEmpty()
                                ? "is not a parameter of this call, which takes none"
                                : "is not a parameter of this call",
                        known.isEmpty() ? null : known,
                        near));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.invalidParameters(errors);
        }
    }
}
