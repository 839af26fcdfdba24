package dev.shida.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import java.util.Map;

/** A JSON object as a page shows it, member by member. */
record JsonView(List<Member> members) {
    /**
     * A member.
     *
     * @param name which ties it to what a page shows of it
     * @param line the whole of it, or where it is folded, its first line
     * @param rest what unfolds; empty if it is one line
     * @param comma whether another one follows
     */
    record Member(String name, String line, String rest, boolean comma) {
        public boolean folded() {
            return !rest.isEmpty();
        }
    }

    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    /** With a line for each member and each item. */
    static String pretty(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonView of(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = List.copyOf(object.properties());
        return new JsonView(members.stream()
                .map(member ->
                        member(member.getKey(), member.getValue(), !member.equals(members.get(members.size() - 1))))
                .toList());
    }

    private static Member member(String name, JsonNode value, boolean comma) {
        String key = "\"" + name + "\": ";
        if (value.isContainerNode() && !value.isEmpty()) {
            String pretty = pretty(value);
            return new Member(name, key + pretty.charAt(0), pretty.substring(1).replaceFirst("^\\R", ""), comma);
        }
        return new Member(name, key + value, "", comma);
    }
}
