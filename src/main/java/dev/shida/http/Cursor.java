package dev.shida.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shida.content.Position;
import dev.shida.content.Window.After;
import dev.shida.content.Window.Before;
import dev.shida.content.Window.Start;
import java.io.IOException;
import java.util.ArrayList;
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

    static String after(String order, Position position) {
        return encode(AFTER, order, position);
    }

    static String before(String order, Position position) {
        return encode(BEFORE, order, position);
    }

    private static String encode(String direction, String order, Position position) {
        List<Object> parts = new ArrayList<>(List.of(direction, order));
        parts.addAll(position.values());
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
     * @param types of the values of a position in it, the id last
     * @return empty if this is no cursor, or one of another order
     */
    static Optional<Start> decode(String cursor, String order, List<Class<?>> types) {
        if (cursor.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<?> parts;
        try {
            parts = JSON.readValue(Base64.getUrlDecoder().decode(cursor), List.class);
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
        if (parts == null || parts.size() != types.size() + 2 || !order.equals(parts.get(1))) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object value = parts.get(i + 2);
            if (!types.get(i).isInstance(value) || (value instanceof String text && text.indexOf(0) >= 0)) {
                return Optional.empty();
            }
            values.add(value);
        }
        Position position = Position.of(values);
        if (AFTER.equals(parts.get(0))) {
            return Optional.of(new After(position));
        }
        return BEFORE.equals(parts.get(0)) ? Optional.of(new Before(position)) : Optional.empty();
    }
}
