package dev.shida.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shida.content.Position;
import dev.shida.content.Window.After;
import dev.shida.content.Window.Before;
import dev.shida.content.Window.Start;
import dev.shida.search.StorySort.Key;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The opaque form of a position in an ordered list: base64url (RFC 4648, section 5) of a JSON array of the direction, the
 * order, and the values of the position.
 */
final class Cursor {
    /** Longer than any that a link has, the longest title and id in it. */
    static final int MAX_LENGTH = 4_000;

    /** Titles as they are, not as escapes, which could make a cursor longer than that. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .build();

    private static final String AFTER = "after";
    private static final String BEFORE = "before";

    private Cursor() {}

    static String after(String order, List<Key> keys, Position position) {
        return encode(AFTER, order, keys, position);
    }

    static String before(String order, List<Key> keys, Position position) {
        return encode(BEFORE, order, keys, position);
    }

    private static String encode(String direction, String order, List<Key> keys, Position position) {
        ArrayNode parts = JSON.createArrayNode().add(direction).add(order);
        for (Key key : keys) {
            switch (key) {
                case YEAR -> parts.add(position.year().orElseThrow());
                case POSITION -> parts.add(position.position().orElseThrow());
                case RANK -> parts.add(position.rank().orElseThrow());
                case SERIES -> parts.add(position.series().orElseThrow());
                case TITLE -> parts.add(position.title().orElseThrow());
                case RELEVANCE -> parts.add(position.score().orElseThrow());
            }
        }
        parts.add(position.id());
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a cursor back.
     *
     * @param order the order that the list has now
     * @param keys of that order, the id not among them
     * @return empty if this is no cursor, or one of another order
     */
    static Optional<Start> decode(String cursor, String order, List<Key> keys) {
        if (cursor.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        JsonNode parts;
        try {
            parts = JSON.readTree(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
        int last = keys.size() + 2;
        if (parts.size() != last + 1 || !order.equals(parts.path(1).textValue())) {
            return Optional.empty();
        }
        Optional<Position> position = text(parts.path(last)).map(Position::of);
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            JsonNode value = parts.path(i + 2);
            position = position.flatMap(found -> with(found, key, value));
        }
        String direction = parts.path(0).asText();
        return AFTER.equals(direction)
                ? position.map(After::new)
                : position.filter(found -> BEFORE.equals(direction)).map(Before::new);
    }

    private static Optional<Position> with(Position position, Key key, JsonNode value) {
        return switch (key) {
            case YEAR -> whole(value).map(position::withYear);
            case POSITION -> whole(value).map(position::withPosition);
            case RANK -> whole(value).map(position::withRank);
            case SERIES -> text(value).map(position::withSeries);
            case TITLE -> text(value).map(position::withTitle);
            case RELEVANCE ->
                value.isDouble() ? Optional.of(position.withScore(value.doubleValue())) : Optional.empty();
        };
    }

    private static Optional<Integer> whole(JsonNode value) {
        return value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue()).filter(text -> text.indexOf(0) < 0);
    }
}
