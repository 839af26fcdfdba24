package dev.shida.api;

import dev.shida.content.PartKind;
import dev.shida.http.Parameters;
import dev.shida.http.QueryParameter.CommaSeparated;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the top-level fields of a story, in order, as the parameter {@code fields} has them. */
final class StoryFields {
    /** What always comes. */
    static final String ID = "id";

    static final String HEADINGS = "headings";

    private static final List<String> OF_PARTS =
            Stream.concat(PartKind.IDS.stream(), Stream.of(HEADINGS)).toList();
    private static final List<String> IN_LISTS =
            List.of(ID, "edition", "series", "year", "position", "rank", "numeral", "title", "excerpt", "topics");
    private static final List<String> OF_ONE = List.of("date", "byline", "language", "publishedAt", "updatedAt");
    private static final List<String> HIGHLIGHTS = List.of("highlights");
    private static final List<String> LINKS = List.of("links");

    /** What one story has, as nothing is looked for in it. */
    static final Set<String> STORY = inOrder(IN_LISTS, OF_PARTS, OF_ONE, LINKS);

    /** What a story can have in a list. */
    static final Set<String> ALL = inOrder(IN_LISTS, OF_PARTS, OF_ONE, HIGHLIGHTS, LINKS);

    /** What a story has in a list. */
    static final Set<String> SUMMARY = inOrder(IN_LISTS, HIGHLIGHTS, LINKS);

    /** What every story in a list has without {@code fields}. */
    static final Set<String> ALWAYS_IN_SUMMARY = inOrder(IN_LISTS, LINKS);

    private static final int MAX_GIVEN = 50;

    /** The parameter of a list. */
    static final CommaSeparated LIST_PARAMETER = parameter(ALL);

    /** The parameter of one story. */
    static final CommaSeparated STORY_PARAMETER = parameter(STORY);

    private StoryFields() {}

    @SafeVarargs
    private static Set<String> inOrder(List<String>... fields) {
        Set<String> all = new LinkedHashSet<>();
        Stream.of(fields).forEach(all::addAll);
        return Collections.unmodifiableSet(all);
    }

    private static CommaSeparated parameter(Set<String> allowed) {
        return new CommaSeparated(
                "fields",
                List.copyOf(allowed),
                MAX_GIVEN,
                List.of("title", "topics"),
                "The top-level fields wanted, separated by commas, in place of the default ones; `id` always comes.");
    }

    /** The fields that the parameter names, and the id; empty if it is not given. */
    static Optional<Set<String>> read(Parameters parameters, CommaSeparated parameter) {
        return parameter
                .read(parameters)
                .map(names -> Stream.concat(Stream.of(ID), names.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether these fields cannot be told without the story's parts. */
    static boolean needParts(Set<String> fields) {
        return OF_PARTS.stream().anyMatch(fields::contains);
    }
}
