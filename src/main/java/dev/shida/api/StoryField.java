package dev.shida.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The top-level fields of a story, as the parameter {@code fields} names them; {@code id} always comes. */
enum StoryField {
    ID("id"),
    EDITION("edition"),
    SERIES("series"),
    YEAR("year"),
    RANK("rank"),
    LANGUAGE("language"),
    TITLE("title"),
    EXCERPT("excerpt"),
    TOPICS("topics"),
    REPLAY("replay"),
    COMMENTARY("commentary"),
    PUBLISHED_AT("publishedAt"),
    UPDATED_AT("updatedAt"),
    LINKS("links");

    /** What one story has. */
    static final Set<StoryField> STORY = Collections.unmodifiableSet(EnumSet.allOf(StoryField.class));

    /** What a story has in a list. */
    static final Set<StoryField> SUMMARY = Collections.unmodifiableSet(
            EnumSet.complementOf(EnumSet.of(LANGUAGE, REPLAY, COMMENTARY, PUBLISHED_AT, UPDATED_AT)));

    private static final List<String> NAMES =
            Arrays.stream(values()).map(field -> field.name).toList();

    private final String name;

    StoryField(String name) {
        this.name = name;
    }

    /** Reads the parameter {@code fields}. */
    static Set<StoryField> read(Parameters parameters, Set<StoryField> defaults) {
        return parameters
                .one("fields")
                .map(list -> {
                    Set<StoryField> fields = EnumSet.of(ID);
                    for (String name : list.split(",", -1)) {
                        int index = NAMES.indexOf(name);
                        if (index < 0) {
                            parameters.notAllowed("fields", name, NAMES);
                        } else {
                            fields.add(values()[index]);
                        }
                    }
                    return fields;
                })
                .orElse(defaults);
    }

    /** Whether these fields cannot be told without the story's texts. */
    static boolean needTexts(Set<StoryField> fields) {
        return fields.contains(REPLAY) || fields.contains(COMMENTARY);
    }
}
