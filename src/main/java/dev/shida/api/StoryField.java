package dev.shida.api;

import dev.shida.http.Parameters;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

    private static final Set<StoryField> OF_PARTS = EnumSet.of(REPLAY, COMMENTARY, HEADINGS);

    private final String name;

    StoryField(String name) {
        this.name = name;
    }

    /**
     * Reads the parameter {@code fields}.
     *
     * @param allowed what can be asked for
     */
    static Set<StoryField> read(Parameters parameters, Set<StoryField> allowed, Set<StoryField> defaults) {
        return parameters
                .one("fields")
                .map(list -> read(parameters, allowed, list))
                .orElse(defaults);
    }

    private static Set<StoryField> read(Parameters parameters, Set<StoryField> allowed, String list) {
        Map<String, StoryField> byName =
                allowed.stream().collect(Collectors.toMap(field -> field.name, field -> field));
        List<String> names = names(allowed);
        Set<StoryField> fields = EnumSet.of(ID);
        for (String name : list.split(",", -1)) {
            StoryField field = byName.get(name);
            if (field == null) {
                parameters.notAllowed("fields", name, names);
            } else {
                fields.add(field);
            }
        }
        return fields;
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
