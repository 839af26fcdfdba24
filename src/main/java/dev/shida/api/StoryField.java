package dev.shida.api;

import dev.shida.http.Parameters;
import dev.shida.http.QueryParameter.CommaSeparated;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The top-level fields of a story, as the parameter {@code fields} names them; {@code id} always comes. */
enum StoryField {
    ID("id"),
    EDITION("edition"),
    SERIES("series"),
    YEAR("year"),
    POSITION("position"),
    RANK("rank"),
    NUMERAL("numeral"),
    TITLE("title"),
    EXCERPT("excerpt"),
    TOPICS("topics"),
    REPLAY("replay"),
    COMMENTARY("commentary"),
    HEADINGS("headings"),
    DATE("date"),
    BYLINE("byline"),
    LANGUAGE("language"),
    PUBLISHED_AT("publishedAt"),
    UPDATED_AT("updatedAt"),
    HIGHLIGHTS("highlights"),
    LINKS("links");

    /** What one story has, as nothing is looked for in it. */
    static final Set<StoryField> STORY = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(HIGHLIGHTS)));

    /** What a story can have in a list. */
    static final Set<StoryField> ALL = Collections.unmodifiableSet(EnumSet.allOf(StoryField.class));

    /** What a story has in a list. */
    static final Set<StoryField> SUMMARY =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.range(REPLAY, UPDATED_AT)));

    /** What every story in a list has without {@code fields}. */
    static final Set<StoryField> ALWAYS_IN_SUMMARY =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.range(REPLAY, HIGHLIGHTS)));

    /** The parameter of a list. */
    static final CommaSeparated LIST_PARAMETER = parameter(ALL);

    /** The parameter of one story. */
    static final CommaSeparated STORY_PARAMETER = parameter(STORY);

    private static final int MAX_GIVEN = 50;

    private static final Map<String, StoryField> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(field -> field.name, field -> field));

    private static final Set<StoryField> OF_PARTS = EnumSet.of(REPLAY, COMMENTARY, HEADINGS);

    private final String name;

    StoryField(String name) {
        this.name = name;
    }

    private static CommaSeparated parameter(Set<StoryField> allowed) {
        return new CommaSeparated(
                "fields",
                names(allowed),
                MAX_GIVEN,
                List.of("title", "topics"),
                "The top-level fields wanted, separated by commas, in place of the default ones; `id` always comes.");
    }

    /** The fields that the parameter names; empty if it is not given. */
    static Optional<Set<StoryField>> read(Parameters parameters, CommaSeparated parameter) {
        return parameter
                .read(parameters)
                .map(names -> ALL.stream()
                        .filter(field -> field == ID || names.contains(field.name))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(StoryField.class))));
    }

    /** The field of a name that one has. */
    static StoryField named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name));
    }

    /** The names of fields. */
    static List<String> names(Set<StoryField> fields) {
        return fields.stream().map(field -> field.name).toList();
    }

    /** Whether these fields cannot be told without the story's parts. */
    static boolean needParts(Set<StoryField> fields) {
        return fields.stream().anyMatch(OF_PARTS::contains);
    }
}
